"""What firm and client agree about one employee group: made, agreed, followed by access, menus and mails."""

from datetime import date

import pytest
from django.core.mail import EmailMessage
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import User
from accounts.open_work import open_work_for
from collaborations.models import Collaboration
from common import clock
from common.periods import Month
from common.rls import as_system
from employment.models import Employee, EmployeeGroup
from employment.operations.logins import invite_employee
from tests.factories.collaborations import Cast, make_cast, standard_terms
from tests.factories.effects import drain_outbox
from tests.factories.employment import make_employee
from tests.web.collaborations.test_change_pages import STANDARD, browser_of, page_of, previewed, url
from timereporting.models import TimeReport
from timereporting.operations import reports

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def working(cast: Cast) -> Collaboration:
    collaboration = cast.accept(cast.activate(standard_terms()))
    drain_outbox()
    return collaboration


def with_login(cast: Cast, name: str) -> tuple[Employee, User]:
    employee = make_employee(cast.company, name)
    with as_system(reason="test", company_id=cast.company.pk):
        invited = invite_employee(employee=employee, by=None)
    assert invited.user is not None
    return invited, invited.user


def made_group(cast: Cast, browser: Browser, *members: Employee) -> EmployeeGroup:
    path = reverse("employment:group_new", args=[cast.company.pk])
    assert browser.post(path, {"name": "Lager", "members": [one.pk for one in members]}).status_code == 302
    with cast.seen():
        return EmployeeGroup.objects.get()


def test_a_name_is_taken_in_capitals_too(cast: Cast, working: Collaboration) -> None:
    browser = browser_of(cast.eva)
    made_group(cast, browser)
    answer = browser.post(reverse("employment:group_new", args=[cast.company.pk]), {"name": "LAGER "})
    assert answer.status_code == 422
    assert "Det finns en grupp med det namnet." in page_of(answer).text


def chosen_for(cast: Cast, group: EmployeeGroup, **tasks: str) -> dict[str, str]:
    own = {f"group_{group.pk.hex}_{task}": party for task, party in tasks.items()}
    return {**STANDARD, "assignment": str(cast.assignment.pk), **own}


def last_month() -> Month:
    return Month.of(clock.today()).previous


def submitted(cast: Cast, employee: Employee, user: User) -> TimeReport:
    with cast.seen():
        return reports.submit(employee=employee, month=last_month(), by=user)


def test_the_firm_approves_one_group_and_the_client_the_others(
    cast: Cast, working: Collaboration, mailoutbox: list[EmailMessage]
) -> None:
    (bo, bo_user), (li, li_user) = with_login(cast, "Bo Ek"), with_login(cast, "Li Sund")
    eva, ola = browser_of(cast.eva), browser_of(cast.administrators[0])
    group = made_group(cast, eva, bo)
    address, chosen = url("collaboration_change", working.pk), chosen_for(cast, group, time_approval="FIRM")
    page = page_of(eva.get(address, chosen))
    assert "Lager, attestera tid: Byrån (förut: som för övriga)." in page.text
    assert "Eva Lind och Jon Ask kan attestera tidrapporter i gruppen Lager." in page.text
    assert "Mia K. och Ola P. kan inte längre attestera tidrapporter i gruppen Lager." in page.text
    assert eva.post(address, previewed(eva, address, chosen)).status_code == 302
    assert "Lager" in page_of(eva.get(url("client_tab", cast.client.pk))).text
    assert "Lager, attestera tid: Byrån." in page_of(ola.get(url("company_list", cast.company.pk))).text

    drain_outbox()
    mailoutbox.clear()
    for employee, user in ((bo, bo_user), (li, li_user)):
        submitted(cast, employee, user)
    drain_outbox()
    told = {(mail.to[0], "Bo Ek" in str(mail.body)) for mail in mailoutbox}
    staff, members = (cast.eva, cast.jon), cast.administrators
    assert told == {(one.email, True) for one in staff} | {(one.email, False) for one in members}
    assert all(f"/firm/companies/{cast.company.pk}/time-reports/" in m.body for m in mailoutbox if "Bo Ek" in m.body)
    with cast.seen():
        waiting = [(one.sentence, one.done_with) for one in open_work_for(cast.company.pk)]
    assert ("Lager: 1 tidrapport väntar på attest.", ()) in waiting
    assert ("1 tidrapport väntar på attest.", ("time_approval",)) in waiting

    ours = page_of(eva.get(reverse("timereporting:firm_report_list", args=[cast.company.pk])))
    theirs = page_of(ola.get(reverse("timereporting:report_list", args=[cast.company.pk])))
    assert "Bo Ek" in ours.text
    assert "Li Sund" not in ours.text
    assert "Li Sund" in theirs.text
    assert "Bo Ek" not in theirs.text
    assert ours.find("a", href=reverse("timereporting:firm_report_list", args=[cast.company.pk]))
    with cast.seen():
        keys = [cast.company.pk, TimeReport.objects.get(employee=bo).pk]
    assert ola.post(reverse("timereporting:report_approve", args=keys)).status_code == 404
    assert eva.post(reverse("timereporting:firm_report_approve", args=keys)).status_code == 302
    with cast.seen():
        assert TimeReport.objects.get(employee=bo).state == "APPROVED"


def test_the_client_makes_the_schedules_of_one_group_and_no_others(cast: Cast, working: Collaboration) -> None:
    bo, li = make_employee(cast.company, "Bo Ek"), make_employee(cast.company, "Li Sund")
    eva, ola = browser_of(cast.eva), browser_of(cast.administrators[0])
    group = made_group(cast, eva, bo)
    schedules = reverse("timereporting:client_schedule_list", args=[cast.company.pk])
    assert ola.get(schedules).status_code == 403
    address = url("collaboration_change", working.pk)
    eva.post(address, previewed(eva, address, chosen_for(cast, group, schedules="CLIENT")))
    page = page_of(ola.get(schedules))
    assert page.find("a", href=schedules, string=lambda text: "Scheman" in (text or "")) or "Scheman" in page.text
    offered = {option["value"] for option in page.select("select[name=employee] option")}
    assert str(bo.pk) in offered
    assert str(li.pk) not in offered
    schedule = page.select_one("select[name=schedule] option[value]:not([value=''])")
    assert schedule is not None
    sent = {"employee": str(li.pk), "schedule": schedule["value"], "on": str(date(2027, 1, 4))}
    assign = reverse("timereporting:client_schedule_assign", args=[cast.company.pk])
    assert ola.post(assign, sent).status_code == 422
    assert ola.post(assign, {**sent, "employee": str(bo.pk)}).status_code == 302


def test_a_group_that_is_agreed_about_stays_and_nobody_approves_what_the_firm_registers(
    cast: Cast, working: Collaboration
) -> None:
    eva = browser_of(cast.eva)
    group = made_group(cast, eva, make_employee(cast.company, "Bo Ek"))
    again = eva.post(reverse("employment:group_new", args=[cast.company.pk]), {"name": "Lager"})
    assert again.status_code == 422
    assert "Det finns en grupp med det namnet." in page_of(again).text
    address = url("collaboration_change", working.pk)
    needless = chosen_for(cast, group, time_registration="FIRM", time_approval="CLIENT")
    refused = eva.post(address, needless)
    assert refused.status_code == 422
    assert "Där bara byrån registrerar tid" in page_of(refused).text
    eva.post(address, previewed(eva, address, chosen_for(cast, group, time_registration="FIRM")))
    remove = reverse("employment:group_remove", args=[cast.company.pk, group.pk])
    assert "Något eget är avtalat om gruppen" in page_of(eva.post(remove, follow=True)).text
    eva.post(address, previewed(eva, address, chosen_for(cast, group, time_registration="")))
    assert "Gruppen Lager är borttagen." in page_of(eva.post(remove, follow=True)).text
    with cast.seen():
        assert Employee.objects.get().group is None
