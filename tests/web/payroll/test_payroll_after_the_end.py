"""Payroll is the company's own: after the end its administrators read what is approved, and nothing more."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from collaborations.models import Collaboration
from collaborations.operations.ending import end
from collaborations.rules.terms import BillingRecipient, Party, Responsibilities, Terms, TimeMode
from common import clock
from common.rls import as_system
from payroll.models import PayrollRun
from payroll.operations.runs import create_run
from tests.factories.collaborations import Cast, make_cast, standard_terms, start_terms
from tests.factories.employment import make_employee
from tests.factories.payroll import NOVEMBER, OCTOBER, make_approved_run
from tests.factories.signing_in import open_session
from tests.factories.timereporting import give_schedule, make_schedule

pytestmark = pytest.mark.django_db
FIRM, BOTH = Party.FIRM, Party.BOTH
WITHOUT_TIME = standard_terms(mode=TimeMode.FIRM_REGISTERS, matrix=Responsibilities(FIRM, FIRM, FIRM, FIRM, BOTH))


def browse(cast: Cast) -> Browser:
    browser = Browser()
    open_session(browser, cast.administrators[0])
    return browser


def address(cast: Cast, name: str, *args: object) -> str:
    return reverse(f"payroll:client_{name}", args=[cast.company.pk, *args])


def with_runs(cast: Cast, terms: Terms) -> tuple[Collaboration, PayrollRun, PayrollRun]:
    """A collaboration, an approved run with a payslip, and one that is not approved."""
    collaboration = cast.accept(cast.activate(terms))
    employee = make_employee(cast.company, "Anna Ek", monthly_salary=3_500_000)
    give_schedule(employee, make_schedule(cast.company))
    approved = make_approved_run(cast.company, cast.eva, OCTOBER)
    with as_system(reason="test data", company_id=cast.company.pk):
        return collaboration, approved, create_run(company_id=cast.company.pk, month=NOVEMBER, by=cast.eva)


def finish(cast: Cast, collaboration: Collaboration) -> None:
    values = {"party": BillingRecipient.CLIENT, "reason": "Vi byter byrå", "at": clock.now()}
    end(collaboration=collaboration, by=cast.administrators[0], **values)  # type: ignore[arg-type]


def test_after_the_end_approved_runs_and_payslips_are_read_and_nothing_is_changed() -> None:
    cast = make_cast()
    collaboration, approved, draft = with_runs(cast, start_terms())
    finish(cast, collaboration)
    browser = browse(cast)
    shown = browser.get(address(cast, "run_list")).text
    assert address(cast, "run_show", approved.pk) in shown
    assert address(cast, "run_show", draft.pk) not in shown
    assert "Ny lönekörning" not in shown
    with cast.seen():
        (slip,) = approved.payslips.all()
    run = browser.get(address(cast, "run_show", approved.pk)).text
    assert address(cast, "payslip_show", approved.pk, slip.employee_id) in run
    assert "Anna Ek" in browser.get(address(cast, "payslip_show", approved.pk, slip.employee_id)).text
    assert browser.get(address(cast, "run_show", draft.pk)).status_code == 404
    assert browser.post(address(cast, "run_discard", approved.pk)).status_code == 403
    assert browser.get(address(cast, "run_new")).status_code == 403


def test_the_start_page_leads_to_earlier_payroll_after_the_end() -> None:
    cast = make_cast()
    collaboration, _approved, _draft = with_runs(cast, WITHOUT_TIME)
    browser, home = browse(cast), reverse("accounts:company_home", args=[cast.company.pk])
    assert "Tidigare löner" not in browser.get(home).text
    finish(cast, collaboration)
    assert "Tidigare löner" in browser.get(home).text
    assert "oktober 2026" in browser.get(address(cast, "run_panel")).text


def test_while_start_stands_the_company_does_not_read_its_runs() -> None:
    cast = make_cast()
    _collaboration, approved, _draft = with_runs(cast, start_terms())
    browser = browse(cast)
    assert browser.get(address(cast, "run_list")).status_code == 403
    assert browser.get(address(cast, "run_panel")).status_code == 403
    assert browser.get(address(cast, "run_show", approved.pk)).status_code == 404
    assert "Tidigare löner" not in browser.get(reverse("accounts:company_home", args=[cast.company.pk])).text
