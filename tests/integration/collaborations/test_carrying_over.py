"""Start takes on the people whom the company paid in Lön Direkt: as drafts, with what the year has paid, once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.core.mail import EmailMessage

from accounts.models import AccessGrant
from accounts.open_work import open_work_for
from accounts.permissions import GrantScope
from collaborations.models import Collaboration
from collaborations.operations.changes import change
from collaborations.operations.ending import end
from collaborations.operations.lon_direct import deactivate_lon_direct
from collaborations.queries.carried_over import CARRIED_OVER, TO_GO_THROUGH
from collaborations.queries.changes import Proposed
from collaborations.queries.ending import end_plan_of
from collaborations.queries.facts import facts_for
from collaborations.rules.changes import Role
from collaborations.rules.effects import EmployeesCarriedOver
from collaborations.rules.planning import plan_activation
from collaborations.rules.terms import BillingRecipient
from common import clock
from common.periods import Month
from employment.models import Employee
from employment.operations.carrying_over import go_through
from employment.operations.removal import obstacle_to_removal
from events.models import AuditEvent
from payroll.models import Payslip, RunOrigin
from payroll.operations.runs import ChecksFail, create_run, start_calculation
from tests.factories.collaborations import Cast, make_cast, standard_terms, start_terms
from tests.factories.effects import drain_outbox
from tests.factories.employment import make_employee
from tests.factories.lon_direct import hire_in_lon_direct, pay
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def make_paid_in_lon_direct() -> Cast:
    """Mia pays Li and Bo in Lön Direkt, in September and October; Ulf had left before, and Ida is new."""
    with clock.frozen(NOW):
        made = make_cast(lon_direct=True)
        hire_in_lon_direct(made.company, "Li Sund", "Bo Al")
        make_employee(made.company, "Ulf Gammal", left_on=date(2026, 8, 31))
        for month in (9, 10):
            pay(made.company, Month(2026, month), made.administrators[1])
        hire_in_lon_direct(made.company, "Ida Ny")
        return made


made_before, before = made_once("before", make_paid_in_lon_direct)


@pytest.fixture
def cast(before: Cast) -> Iterator[Cast]:
    with clock.frozen(NOW):
        yield before


def people(cast: Cast) -> dict[str, Employee]:
    with cast.seen():
        return {one.given_name: one for one in Employee.objects.filter(company_id=cast.company.pk)}


def carried(cast: Cast) -> set[str]:
    return {name for name, one in people(cast).items() if one.waits_to_be_gone_through}


def started(cast: Cast) -> Collaboration:
    collaboration = cast.accept(cast.activate(start_terms()))
    drain_outbox()
    return cast.fresh(collaboration)


def finish(cast: Cast, collaboration: Collaboration) -> None:
    end(
        collaboration=collaboration,
        by=cast.administrators[0],
        party=BillingRecipient.CLIENT,
        reason="Vi tar över lönen själva",
        at=clock.now(),
        seen=end_plan_of(collaboration).digest,
    )
    drain_outbox()


def test_the_preview_counts_whom_the_closing_then_makes_drafts(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    facts = facts_for(cast.client, "LON_SMART", assignment=cast.assignment, contact=None, sender=cast.eva)
    planned = [one for one in plan_activation(facts, start_terms()).effects if isinstance(one, EmployeesCarriedOver)]
    assert [one.count for one in planned] == [3]
    collaboration = cast.accept(cast.activate(start_terms()))
    assert carried(cast) == set()
    drain_outbox()
    assert carried(cast) == {"Li", "Bo", "Ida"}
    assert all(people(cast)[name].is_draft for name in ("Li", "Bo", "Ida"))
    assert not people(cast)["Ulf"].is_draft
    with cast.seen():
        event = AuditEvent.objects.get(kind=CARRIED_OVER)
        (work,) = [one for one in open_work_for(cast.company.pk) if one.kind == TO_GO_THROUGH]
        assert obstacle_to_removal(people(cast)["Li"], firm_id=cast.firm.pk)
    assert (event.subject_id, event.data["carried"]) == (collaboration.pk, 3)
    assert work.url_for("firm")
    told = {mail.to[0]: str(mail.body) for mail in mailoutbox}
    assert "3 anställda är överförda som förenklade utkast" in told[cast.eva.email]
    assert "3 anställda är överförda till byrån" in told[cast.administrators[1].email]


def test_the_mails_of_a_change_to_start_say_how_many_went_over(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    collaboration = cast.accept(cast.activate(standard_terms()))
    drain_outbox()
    start = Proposed(start_terms(billing=BillingRecipient.FIRM), cast.assignment)
    change(collaboration=collaboration, proposed=start, by=cast.eva, role=Role.FIRM, at=clock.now(), seen=None)
    drain_outbox()
    told = {mail.to[0]: str(mail.body) for mail in mailoutbox if "ändra" in mail.subject}
    assert "3 anställda är överförda som förenklade utkast" in told[cast.eva.email]
    assert "3 anställda är överförda till byrån" in told[cast.administrators[1].email]


def test_a_second_delivery_carries_nobody_over_again(cast: Cast) -> None:
    collaboration = started(cast)
    with cast.seen():
        go_through(company_id=cast.company.pk, by=cast.eva.pk, firm_id=cast.firm.pk)
    deactivate_lon_direct(collaboration=collaboration, at=clock.now())
    assert carried(cast) == set()
    with cast.seen():
        assert AuditEvent.objects.filter(kind="employment.employee_carried_over").count() == 3


def test_nobody_is_paid_before_they_are_gone_through_and_then_the_year_goes_on(cast: Cast) -> None:
    started(cast)
    with cast.seen():
        run = create_run(company_id=cast.company.pk, month=Month(2026, 11), by=cast.eva)
        with pytest.raises(ChecksFail) as refused:
            start_calculation(run_id=run.pk, by=cast.eva)
        assert {check.employee.given_name for check in refused.value.checks if check.employee} == {"Li", "Bo", "Ida"}
        go_through(company_id=cast.company.pk, by=cast.eva.pk, firm_id=cast.firm.pk)
        start_calculation(run_id=run.pk, by=cast.eva)
    drain_outbox()
    with cast.seen():
        slips = list(Payslip.objects.filter(employee=people(cast)["Li"]).order_by("payday"))
    assert len(slips) == 3
    assert slips[-1].year_gross == sum(slip.gross_pay for slip in slips)
    assert slips[-1].year_tax == sum(slip.preliminary_tax for slip in slips)


def test_at_the_end_lon_direkt_goes_on_with_the_same_people_and_the_whole_year(cast: Cast) -> None:
    collaboration = started(cast)
    with cast.seen():
        go_through(company_id=cast.company.pk, employee_id=people(cast)["Li"].pk, by=cast.eva.pk)
        go_through(company_id=cast.company.pk, employee_id=people(cast)["Ida"].pk, by=cast.eva.pk)
    finish(cast, collaboration)
    assert carried(cast) == set()
    assert not any(one.is_draft for one in people(cast).values())
    with cast.seen():
        assert AccessGrant.objects.filter(scope=GrantScope.LON_DIRECT, ended_at__isnull=True).exists()
    pay(cast.company, Month(2026, 11), cast.administrators[1])
    with cast.seen():
        slips = list(Payslip.objects.filter(employee=people(cast)["Bo"]).order_by("payday"))
    assert slips[-1].year_gross == sum(slip.gross_pay for slip in slips)


def test_whom_the_firm_paid_last_is_not_carried_over_again(cast: Cast) -> None:
    collaboration = started(cast)
    with cast.seen():
        go_through(company_id=cast.company.pk, by=cast.eva.pk, firm_id=cast.firm.pk)
    pay(cast.company, Month(2026, 11), cast.eva, RunOrigin.LON_SMART)
    finish(cast, collaboration)
    hire_in_lon_direct(cast.company, "Nils Sist")
    started(cast)
    assert carried(cast) == set()
