"""The small world with more under way: a run to be reviewed and one that is blocked, then a day sent back."""

from accounts.models import User
from common.periods import Month
from common.rls import as_system
from employment.models import Employee
from payroll.operations.runs import create_run, start_calculation
from tests.factories.effects import drain_outbox
from tests.guards.access.world import World
from timereporting.models import TimeReport
from timereporting.operations import reports


def bring_under_way(world: World) -> None:
    """October's time is approved and calculated into November's pay; December's run waits for November's."""
    company_id, eva, siv = world.own["company_id"], world.users["firm_admin"], world.users["attestor"]
    with as_system(reason="test data", company_id=company_id):  # type: ignore[arg-type]
        for role in ("employee", "colleague"):
            _attest(world.users[role], siv, Month(2026, 10))
        run = create_run(company_id=company_id, month=Month(2026, 11), by=eva)  # type: ignore[arg-type]
        start_calculation(run_id=run.pk, by=eva)
        create_run(company_id=company_id, month=Month(2026, 12), by=eva)  # type: ignore[arg-type]
    drain_outbox()


def send_back(world: World) -> None:
    """A day of the colleague's October is sent back, though the run was calculated."""
    company_id, siv = world.own["company_id"], world.users["attestor"]
    with as_system(reason="test data", company_id=company_id):  # type: ignore[arg-type]
        report = TimeReport.objects.get(employee__user=world.users["colleague"], starts_on=Month(2026, 10).first)
        reports.send_back(report_id=report.pk, comment="Titta på den 1:a", by=siv, day=report.starts_on)


def _attest(user: User, siv: User, month: Month) -> None:
    employee = Employee.objects.get(user=user)
    report = reports.submit(employee=employee, month=month, by=user)
    reports.approve(report_id=report.pk, by=siv)
