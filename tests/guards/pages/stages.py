"""The small world with more under way: a run to be reviewed, one that is blocked, a month sent back."""

from accounts.models import User
from common.periods import Month
from common.rls import as_system
from employment.models import Employee
from payroll.operations.runs import create_run, start_calculation
from tests.factories.effects import drain_outbox
from tests.guards.access.world import World
from timereporting.operations import reports


def bring_under_way(world: World) -> None:
    """October's time is approved and calculated into November's pay; November's is sent back, December's run waits."""
    company_id, eva, siv = world.own["company_id"], world.users["firm_admin"], world.users["attestor"]
    with as_system(reason="test data", company_id=company_id):  # type: ignore[arg-type]
        for role in ("employee", "colleague"):
            _attest(world.users[role], siv, Month(2026, 10))
        run = create_run(company_id=company_id, month=Month(2026, 11), by=eva)  # type: ignore[arg-type]
        start_calculation(run_id=run.pk, by=eva)
    drain_outbox()
    with as_system(reason="test data", company_id=company_id):  # type: ignore[arg-type]
        create_run(company_id=company_id, month=Month(2026, 12), by=eva)  # type: ignore[arg-type]
        tor = Employee.objects.get(user=world.users["colleague"])
        report = reports.submit(employee=tor, month=Month(2026, 11), by=world.users["colleague"])
        reports.send_back(report_id=report.pk, comment="Titta på den 10:e", by=siv, day=Month(2026, 11).first)


def _attest(user: User, siv: User, month: Month) -> None:
    employee = Employee.objects.get(user=user)
    report = reports.submit(employee=employee, month=month, by=user)
    reports.approve(report_id=report.pk, by=siv)
