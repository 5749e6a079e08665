"""The collaboration ends in the very moment in which a run is calculated: the run is whole, and the firm is out."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client as Browser
from django.urls import reverse

from collaborations.operations.ending import end
from collaborations.queries.facts import grants_from
from collaborations.rules.states import State
from collaborations.rules.terms import BillingRecipient
from common import clock
from common.rls import as_system
from payroll.models import PayrollRun, Payslip
from payroll.operations.runs import create_run, start_calculation
from payroll.rules.run_states import RunState
from tests.factories.collaborations import make_cast, start_terms
from tests.factories.effects import deliver, drain_outbox, queued_effects
from tests.factories.employment import make_employee
from tests.factories.payroll import NOVEMBER
from tests.factories.signing_in import open_session
from tests.factories.timereporting import give_schedule, make_schedule

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Any) -> None:
    """Each on a connection of its own."""
    start = Barrier(len(works))

    def one(work: Any) -> None:
        try:
            start.wait(timeout=20)
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        list(pool.map(one, works))


def test_a_run_that_is_calculated_while_the_collaboration_ends_is_whole_and_the_firm_approves_it_no_more() -> None:
    with transaction.atomic():
        cast = make_cast()
        collaboration = cast.accept(cast.activate(start_terms()))
        employee = make_employee(cast.company, "Anna Ek", monthly_salary=3_500_000)
        give_schedule(employee, make_schedule(cast.company))
    drain_outbox()
    with transaction.atomic(), as_system(reason="test data", company_id=cast.company.pk):
        run = create_run(company_id=cast.company.pk, month=NOVEMBER, by=cast.eva)
        start_calculation(run_id=run.pk, by=cast.eva)
    (calculation,) = queued_effects()
    decided: dict[str, Any] = {"by": cast.eva, "party": BillingRecipient.FIRM, "reason": "Slut.", "at": clock.now()}
    at_once(lambda: deliver(calculation), lambda: end(collaboration=collaboration, **decided))
    with transaction.atomic(), cast.seen():
        assert cast.fresh(collaboration).state == State.ENDED
        assert PayrollRun.objects.get().state == RunState.CALCULATED
        assert Payslip.objects.count() == 1
        assert grants_from(collaboration) == []
    browser = Browser()
    open_session(browser, cast.eva)
    approved = browser.post(reverse("payroll:run_approve", args=[cast.company.pk, run.pk]))
    assert approved.status_code in (403, 404)
    with transaction.atomic(), cast.seen():
        assert PayrollRun.objects.get().state == RunState.CALCULATED
