"""What every search for findings needs, read once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from common.periods import Month
from employment.models import Employee
from payroll.deviations import terms_of
from payroll.models import PayrollRun
from payroll.rules.basis import PayForm, Terms
from payroll.rules.run_states import RunState


class OtherRun(NamedTuple):
    """Another run of the company that is not discarded."""

    pk: UUID
    month: Month
    payday: date
    deviation_first: date
    deviation_last: date
    is_approved: bool


class Case(NamedTuple):
    """A run, the people in it with their terms, and the company's other runs, the earliest first."""

    run: PayrollRun
    people: Mapping[UUID, Employee]
    terms: Mapping[UUID, list[Terms]]
    others: Sequence[OtherRun]

    @property
    def earlier(self) -> list[OtherRun]:
        """Approved runs of months before."""
        return [one for one in self.others if one.is_approved and one.month < self.run.month]

    def paid_by(self, form: PayForm, first: date, last: date) -> list[UUID]:
        """Those who are paid in a form on any of the days, and employed then."""
        return [
            one
            for one, rows in self.terms.items()
            if any(row.pay_form == form and row.days_in(first, last) for row in rows)
            and self.people[one].is_employed_during(first, last)
        ]


def case_of(run: PayrollRun, employees: Sequence[Employee]) -> Case:
    """Two queries."""
    people = {one.pk: one for one in employees}
    rows = PayrollRun.objects.filter(company_id=run.company_id).exclude(pk=run.pk).exclude(state=RunState.DISCARDED)
    values = rows.order_by("period").values_list("pk", "period", "payday", "deviation_first", "deviation_last", "state")
    others = [
        OtherRun(pk, Month.of(period), payday, first, last, state == RunState.APPROVED)
        for pk, period, payday, first, last, state in values
    ]
    return Case(run, people, terms_of(run, list(people)), others)
