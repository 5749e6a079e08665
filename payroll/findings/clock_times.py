"""What registered time says, or does not say, about the pay of a run."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from employment.agreement_queries import agreement_book
from payroll.agreements import Agreements
from payroll.deviations import paid_in, reach_of, window_in
from payroll.findings.case import Case
from payroll.findings.kinds import Finding, FindingKind
from payroll.models import PayrollRun
from payroll.queries import pay_lines_in
from payroll.rules.basis import Kind, Terms
from payroll.rules.registered_shifts import OVERTIME, WORKED, Clocked
from payroll.rules.unclocked import unclocked_minutes
from payroll.rules.unsocial_bands import UnsocialHours
from payroll.rules.unsocial_hours import BY_HAND
from timereporting.queries import payroll_entries_for, scheduled_days_for


def without_clock_times(case: Case) -> list[Finding]:
    """Hours without clock times of those whose agreement has supplements by the clock."""
    run, people, terms = case.run, case.people, case.terms
    rules = _rules(run, terms)
    entries = _unclocked(run, list(rules), terms) if rules else {}
    by_hand = pay_lines_in(run.company_id, list(entries), run.month).filter(item=BY_HAND) if entries else ()
    for row in by_hand:
        entries.pop(row.employee_id, None)  # the supplement is entered as an amount
    planned = _planned(run, [one for one in entries if rules[one].by_schedule])
    found = {one: unclocked_minutes(rows, rules[one], planned.get(one, {})) for one, rows in entries.items()}
    return [
        Finding(FindingKind.NO_CLOCK_TIMES, people[one], minutes=found[one]) for one in people if found.get(one)
    ]  # fmt: skip


def _rules(run: PayrollRun, terms: Mapping[UUID, list[Terms]]) -> dict[UUID, UnsocialHours]:
    """The agreements of those who have bands of unsocial hours."""
    window_of = window_in(run)
    agreements = Agreements(agreement_book(run.company_id, list(terms), max(run.month.last, run.deviation_last)))
    followed = {one: agreements.on(one, window_of(rows).last).unsocial for one, rows in terms.items()}
    return {one: rule for one, rule in followed.items() if rule is not None}


def _unclocked(
    run: PayrollRun, ids: Sequence[UUID], terms: Mapping[UUID, Sequence[Terms]]
) -> dict[UUID, list[Clocked]]:
    rows = payroll_entries_for(run.company_id, ids, *reach_of(run)).filter(
        quick_choice__in=WORKED | OVERTIME, starts_at__isnull=True
    )
    found: dict[UUID, list[Clocked]] = defaultdict(list)
    is_paid = paid_in(run)
    for one, day, choice, minutes in rows.values_list("employee_id", "worked_on", "quick_choice", "minutes"):
        if is_paid(terms[one], day):
            found[one].append(Clocked(day, Kind(choice), minutes, None, None))
    return found


def _planned(run: PayrollRun, ids: Sequence[UUID]) -> Mapping[UUID, Mapping[date, int]]:
    return scheduled_days_for(run.company_id, ids, *reach_of(run)).planned if ids else {}
