"""Terms that were changed after months that they apply to were paid, as the audit log tells it.

What was changed since the latest approval is told, once: whoever approves the next run has seen it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from employment.models import Employee
from employment.queries import employees_of
from events.queries import events_after
from payroll.findings.case import Case
from payroll.findings.kinds import APPROVED, Finding, FindingKind
from payroll.models import PayrollRun
from payroll.queries import pay_lines_in
from payroll.rules.paid_months import PaidRun, Reaches, months_reached

KINDS = {
    "employment.pay_changed": ("PAY", Reaches.MONTH),
    "employment.tax_changed": ("TAX", Reaches.PAYDAY),
    "employment.hired_again": ("EMPLOYMENT", Reaches.MONTH),
    "employment.hiring_taken_back": ("EMPLOYMENT", Reaches.MONTH),
    "employment.employee_changed": ("EMPLOYMENT", Reaches.MONTH),
    "employment.sick_protection_set": ("PROTECTION", Reaches.DEVIATIONS),
    "employment.agreement_followed": ("AGREEMENT", Reaches.DEVIATIONS),
    "employment.agreement_changed": ("AGREEMENT", Reaches.DEVIATIONS),
    "timereporting.schedule_assigned": ("SCHEDULE", Reaches.DEVIATIONS),
    "timereporting.schedule_saved": ("SCHEDULE", Reaches.DEVIATIONS),
    "payroll.vacation_rule_chosen": ("VACATION_RULE", Reaches.MONTH),
}
"""What each event changes, and which days of a run rest on it."""
RETROACTIVE = "retroactive_pay"
FOR_EVERYBODY = ("employment.agreement_followed", "employment.agreement_changed")
IMPORTED = ("employment.employee_imported", "employment.employee_updated_by_import")
SECTIONS = {
    "pay": ("PAY", Reaches.MONTH),
    "tax": ("TAX", Reaches.PAYDAY),
    "employment": ("EMPLOYMENT", Reaches.MONTH),
    "work_schedule": ("SCHEDULE", Reaches.DEVIATIONS),
}
"""The same for the parts of an import, by their names in its event."""


class Change(NamedTuple):
    """What applies from a day; to everybody who follows what has the name when `employee` is None."""

    changed: str
    reaches: Reaches
    since: date
    employee: UUID | None = None
    subject: UUID | None = None
    name: str = ""


def changed_after_payment(case: Case) -> list[Finding]:
    """One finding for each employee and for each agreement and schedule: at most three queries."""
    if not case.earlier:
        return []
    run, kinds = case.run, [*KINDS, *IMPORTED]
    paid = [PaidRun(one.month, one.payday, one.deviation_last) for one in case.earlier]
    events = events_after(run.company_id, [one.pk for one in case.earlier], APPROVED, kinds)
    told: dict[tuple[UUID | None, UUID | None], list[Change]] = defaultdict(list)
    for kind, subject, data in events.values_list("kind", "subject_id", "data"):
        for one in _changes(kind, subject, data, paid):
            if months_reached(paid, one.since, one.reaches):
                told[one.employee, one.subject].append(one)
    people = {one.pk: one for one in employees_of(run.company_id).filter(pk__in=[who for who, _ in told if who])}
    mended = _with_retroactive_pay(run, people)
    return [
        _finding(changes, paid, people.get(who) if who else None, is_mended=who in mended)
        for (who, _), changes in told.items()
        if who is None or who in people
    ]


def _with_retroactive_pay(run: PayrollRun, people: Collection[UUID]) -> set[UUID | None]:
    lines = pay_lines_in(run.company_id, people, run.month).filter(item=RETROACTIVE) if people else ()
    return {row.employee_id for row in lines}


def _finding(
    changes: Sequence[Change], paid: Sequence[PaidRun], employee: Employee | None, *, is_mended: bool
) -> Finding:
    months = {month for one in changes for month in months_reached(paid, one.since, one.reaches)}
    return Finding(
        FindingKind.CHANGED_AND_MENDED if is_mended else FindingKind.CHANGED_AFTER,
        employee,
        months=tuple(sorted(months)),
        changed=tuple(dict.fromkeys(one.changed for one in changes)),
        since=min(one.since for one in changes),
        subject=changes[0].subject,
        name=changes[-1].name,
    )


def _changes(kind: str, subject: UUID, data: dict[str, Any], paid: Sequence[PaidRun]) -> Iterator[Change]:
    """What an event tells of; nothing when it changes no terms."""
    if kind in IMPORTED:
        for section, day in data["from"].items():
            if section in SECTIONS:
                yield Change(*SECTIONS[section], date.fromisoformat(day), subject)
        return
    what = KINDS[kind]
    day = data.get("from") or data.get("starts_on")
    if kind == "timereporting.schedule_saved" and data.get("is_changed"):  # other hours for all days, those paid too
        yield Change(*what, max(one.deviation_last for one in paid), None, subject, data["name"])
    elif kind == "timereporting.schedule_assigned":
        yield Change(*what, date.fromisoformat(data["from"]), UUID(data["employee"]))
    elif kind == "employment.agreement_followed" and data["employees"]:
        for one in data["employees"]:
            yield Change(*what, date.fromisoformat(data["from"]), UUID(one))
    elif kind in FOR_EVERYBODY:
        yield Change(*what, date.fromisoformat(data["from"]), None, subject, data["name"])
    elif day:
        yield Change(*what, date.fromisoformat(day), subject)
