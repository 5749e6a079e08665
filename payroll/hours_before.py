"""Hours worked before an illness, read for those alone whose agreement counts an average week of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Min, Sum

from payroll.deviations import reach_of
from payroll.models import PayrollRun
from payroll.rules.average_week import DAYS_A_WEEK
from payroll.rules.basis import Agreement, HoursBefore, Kind, PayForm, Registration, Terms
from timereporting.queries import payroll_entries_for

ORDINARY = (Kind.HOURS_WORKED, Kind.ADDITIONAL_TIME)
"""Overtime is no part of an ordinary week."""
EVER = date(2000, 1, 1)


def hours_before_in(
    run: PayrollRun,
    agreements: Mapping[UUID, Agreement],
    registrations: Mapping[UUID, Sequence[Registration]],
    terms: Mapping[UUID, Sequence[Terms]],
) -> dict[UUID, HoursBefore]:
    """The hours of those on an hourly wage who are ill; nothing is read when there are none."""
    ids = [
        one
        for one, agreement in agreements.items()
        if agreement.qualifying_weeks
        and any(row.kind == Kind.SICK for row in registrations[one])
        and any(row.pay_form == PayForm.HOURLY for row in terms[one])
    ]
    if not ids:
        return {}
    reach = reach_of(run)
    weeks = max(agreements[one].qualifying_weeks for one in ids)
    since = reach.first - timedelta(days=weeks * DAYS_A_WEEK)
    ever = payroll_entries_for(run.company_id, ids, EVER, reach.last).filter(quick_choice__in=ORDINARY).order_by()
    known = dict(ever.values_list("employee_id").annotate(since=Min("worked_on")))
    found: dict[UUID, list[tuple[date, int]]] = defaultdict(list)
    rows = ever.filter(worked_on__gte=since).values_list("employee_id", "worked_on").annotate(sum=Sum("minutes"))
    for employee_id, day, minutes in rows.order_by("worked_on"):
        found[employee_id].append((day, minutes))
    return {one: HoursBefore(known[one], tuple(found[one])) for one in ids if one in known}
