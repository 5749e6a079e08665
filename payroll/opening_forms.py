"""The form of opening balances: a row for each employee, and the totals of the former system to check them against."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.number_fields import KronorField, NumberField
from common.templatetags.format import hours, kronor
from employment.models import Employee
from payroll.rules.opening_balances import Opening, sum_of

LABELS = {
    "gross_pay": _("Gross pay"),
    "benefits": _("Benefits"),
    "preliminary_tax": _("Tax"),
    "net_pay": _("Net pay"),
    "comp_minutes": _("Comp balance, hours"),
}


def _amount(name: str) -> KronorField:
    return KronorField(label=LABELS[name], example="214 500", lowest=Decimal(0), required=False)


class MinutesField(NumberField):
    """Hours, kept in minutes."""

    def kept(self, number: Decimal) -> int:
        return int(round(number * self.scale))


class OpeningForm(forms.Form):
    """One employee's sums, or the totals of all."""

    gross_pay = _amount("gross_pay")
    benefits = _amount("benefits")
    preliminary_tax = _amount("preliminary_tax")
    net_pay = _amount("net_pay")
    comp_minutes = MinutesField(
        label=LABELS["comp_minutes"],
        lowest=Decimal(0),
        highest=Decimal(2_000),
        example="12,5",
        scale=Decimal(60),
        required=False,
    )

    def opening(self) -> Opening:
        """What was filled in; nothing is 0."""
        return Opening(**{name: self.cleaned_data.get(name) or 0 for name in LABELS})


class OpeningForms:
    """The rows of the page and its totals, valid together."""

    def __init__(
        self, data: QueryDict | None, *, people: Iterable[Employee], known: Mapping[UUID, Opening], paid: Iterable[UUID]
    ) -> None:
        self.data, closed = data, set(paid)
        self.rows = [(one, self._row(one.pk, known.get(one.pk), one.pk in closed)) for one in people]
        self.totals = OpeningForm(data, prefix="total")

    def _row(self, pk: UUID, known: Opening | None, is_closed: bool) -> OpeningForm:
        """A row whose year has begun here cannot be changed: what is sent for it is not read."""
        initial = {} if known is None else {one.name: getattr(known, one.name) or None for one in fields(known)}
        form = OpeningForm(self.data, prefix=str(pk), initial=initial)
        for name, field in form.fields.items():
            field.disabled = is_closed
            field.widget.attrs["aria-label"] = str(LABELS[name])
        return form

    def is_valid(self) -> bool:
        """Every row is a number, and the sums are the totals where totals were given."""
        if self.data is None or not all([self.totals.is_valid(), *(form.is_valid() for _who, form in self.rows)]):
            return False
        sums = vars(sum_of(self.openings.values()))
        for name in LABELS:
            wanted = self.totals.cleaned_data.get(name)
            if wanted is not None and wanted != sums[name]:
                write = hours if name == "comp_minutes" else kronor
                values = {"sum": write(sums[name]), "difference": write(sums[name] - wanted)}
                text = _("The rows come to %(sum)s, a difference of %(difference)s.") % values
                self.totals.add_error(name, text)
        return self.totals.is_valid()

    @property
    def openings(self) -> dict[UUID, Opening]:
        """What each row says."""
        return {who.pk: form.opening() for who, form in self.rows}

    @property
    def errors(self) -> Any:
        """Whether anything is wrong."""
        return self.data is not None and (self.totals.errors or any(form.errors for _who, form in self.rows))
