"""What time reporting tells the apps below it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext, gettext_lazy, ngettext

from accounts import open_work
from accounts.open_work import OpenWork
from accounts.permissions import GrantScope, Party
from accounts.queries import arrangement_of
from advisor import event_wording
from employment import card_tabs, completeness, copying, import_choices, period_changes, removal
from employment.card_tabs import CardTab
from employment.models import Employee
from employment.models.employee import EmploymentType
from employment.rules.completeness import MissingField
from timereporting.operations import periods
from timereporting.operations.schedules import give_schedules
from timereporting.queries import (
    has_time,
    latest_schedule_of,
    names_of_schedules,
    schedules_by_name,
    waiting_by_group,
    without_schedule,
)
from timereporting.sides import Side, office_url

SCHEDULE = "work_schedule"
SCHEDULE_IN_FILES = import_choices.NamedChoice(
    SCHEDULE,
    gettext_lazy("Work schedule"),
    gettext_lazy("The name of one of the company's schedules."),
    ("arbetsschema", "schema", "arbetstidsschema", "work schedule", "schedule"),
    offered=names_of_schedules,
    present=schedules_by_name,
    give=give_schedules,
    new_url=lambda audience, company_id: office_url(Side(audience), "schedule_new", company_id),
)
TAB = "reporting"
REPORTS = "time_reports"
EVENTS = {
    "timereporting.schedule_saved": gettext_lazy("A work schedule was saved"),
    "timereporting.schedule_assigned": gettext_lazy("A work schedule was given to an employee"),
    "timereporting.time_registered": gettext_lazy("Time was registered"),
    "timereporting.time_struck": gettext_lazy("A registration was taken back"),
    "timereporting.report_submitted": gettext_lazy("A time report was submitted"),
    "timereporting.report_approved": gettext_lazy("A time report was approved"),
    "timereporting.report_sent_back": gettext_lazy("A time report was sent back"),
    "timereporting.approval_undone": gettext_lazy("An approval of a time report was taken back"),
    "timereporting.report_imported": gettext_lazy("A time report was taken into payroll"),
}


def missing_schedules(employees: Sequence[Employee], on: date) -> Mapping[UUID, Sequence[MissingField]]:
    """Complete employees that no schedule is assigned to on a date."""
    people = [one.pk for one in employees if one.employment_type == EmploymentType.COMPLETE]
    return {employee_id: [MissingField(SCHEDULE, TAB)] for employee_id in without_schedule(people, on)}


def unapproved_reports(company_id: UUID) -> list[OpenWork]:
    """Reports that wait for whoever approves them by agreement: told apart where that differs by employee group."""
    arrangement = arrangement_of(company_id)
    usual = arrangement.time_approval if arrangement else Party.FIRM
    own = arrangement.groups if arrangement else {}
    numbers: dict[tuple[str, str], int] = defaultdict(int)
    for group, number in waiting_by_group(company_id).items():
        row = own.get(str(group), {})
        numbers[row.get("name", ""), row.get("time_approval", usual)] += number
    return [_unapproved(company_id, name, party, number) for (name, party), number in sorted(numbers.items())]


def _unapproved(company_id: UUID, group: str, party: str, number: int) -> OpenWork:
    values = {"number": number, "group": group}
    text = (
        ngettext(
            "%(group)s: %(number)s time report waits for approval.",
            "%(group)s: %(number)s time reports wait for approval.",
            number,
        )
        if group
        else ngettext(
            "%(number)s time report waits for approval.", "%(number)s time reports wait for approval.", number
        )
    )
    by_firm, by_company = party != Party.CLIENT, party != Party.FIRM
    pages = {"firm": "timereporting:firm_report_list" if by_firm else "timereporting:time_overview"}
    if by_company:
        pages["client"] = "timereporting:report_list"
    done_with = (GrantScope.TIME_APPROVAL,) if by_company else ()
    return OpenWork(REPORTS, text % values, pages, (company_id,), done_with)


def registered_time(employee: Employee, since: date | None) -> str | None:
    """A sentence about time that is or was registered for the employee, of a day or later when one is given."""
    if not has_time(employee, since):
        return None
    return gettext("Time is registered for %(name)s. Nothing was removed.") % {"name": employee.full_name}


def copy_schedule(source: Employee, copy: Employee, by: UUID | None) -> None:
    """Who is employed like somebody else works by the same schedule from the first day."""
    schedule_id = latest_schedule_of(source)
    if schedule_id is not None:
        give_schedules(company_id=copy.company_id, chosen={copy: (schedule_id, copy.hired_on)})


def register_all() -> None:
    """Called once, when the app is ready."""
    copying.register("timereporting", copy_schedule)
    completeness.register("timereporting", missing_schedules, labels={SCHEDULE: gettext_lazy("Work schedule")})
    pages = {"firm": "timereporting:employee_reporting", "client": "timereporting:client_employee_reporting"}
    card_tabs.register(CardTab(TAB, gettext_lazy("Reporting"), pages))
    import_choices.register(SCHEDULE_IN_FILES)
    period_changes.register_time(periods.free_from)
    period_changes.register_follower("timereporting", periods.follow)
    removal.register("timereporting", registered_time)
    open_work.register("timereporting", unapproved_reports, kinds=(REPORTS,))
    event_wording.register(EVENTS)
