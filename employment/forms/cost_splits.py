"""The form of a split: rows of cost centre, project and per cent, from a month."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.number_fields import NumberField, shown
from employment.forms.agreements import FirstOfMonthField
from employment.models import CostObject
from employment.models.cost_object import Dimension
from employment.operations.cost_splits import NotInUse
from employment.rules.cost_splits import Fault, Share, SplitFault

MORE, MOST = 3, 30
ROW = re.compile(r"(?:cost_centre|project|percent)_([0-9]{1,2})")
PARTS = ("cost_centre", "project", "percent")


class SplitMonthField(FirstOfMonthField):
    """The first day of a month, so that no payslip is under two splits."""

    otherwise = _("A split begins on the first of a month. Choose that day.")


class SplitForm(forms.Form):
    """As many rows as were sent, or those there are and some to fill in; empty rows say nothing."""

    on = SplitMonthField(label=_("Applies from"), help_text=_("The first of a month. What applied before stays."))

    def __init__(self, data: Any, *, objects: Iterable[CostObject], count: int = MORE, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.count = min(_sent_rows(data) if data else count, MOST)
        known = list(objects)
        for row in range(self.count):
            self._add_row(row, known)

    @classmethod
    def of(cls, shares: Sequence[Share], on: date, *, objects: Iterable[CostObject]) -> "SplitForm":
        """The form filled with a split, and a row or more to fill in."""
        filled = {f"{part}_{row}": getattr(share, part) for row, share in enumerate(shares) for part in PARTS}
        return cls(None, objects=objects, count=max(len(shares) + 1, MORE), initial={**filled, "on": on})

    @classmethod
    def with_more_rows(cls, data: Any, *, objects: Iterable[CostObject]) -> "SplitForm":
        """What was sent, not judged yet, with more rows to fill in."""
        return cls(None, objects=objects, count=_sent_rows(data) + MORE, initial={name: data[name] for name in data})

    def _add_row(self, row: int, objects: Sequence[CostObject]) -> None:
        labels = {"cost_centre": _("Cost centre"), "project": _("Project")}
        for part, dimension in (("cost_centre", Dimension.COST_CENTRE), ("project", Dimension.PROJECT)):
            choices = [("", "–"), *((one.code, str(one)) for one in objects if one.dimension == dimension)]
            field = forms.ChoiceField(label=labels[part], choices=choices, required=False)
            self.fields[f"{part}_{row}"] = field
        self.fields[f"percent_{row}"] = NumberField(
            label=_("Per cent"), lowest=Decimal("0.01"), highest=Decimal(100), example="33,33", required=False
        )

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each row."""
        return [[self[f"{part}_{row}"] for part in PARTS] for row in range(self.count)]

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        for row in range(self.count):
            name = f"percent_{row}"
            if self._is_named(row) and values.get(name) is None and name not in self.errors:
                self.add_error(name, ValidationError(_("Write how many per cent."), code="required"))
        return values

    def shares(self) -> list[Share]:
        """What was filled in, without empty rows."""
        values = self.cleaned_data
        return [Share(values[f"percent_{row}"], *self._named(row)) for row in self._filled()]

    def _filled(self) -> list[int]:
        return [row for row in range(self.count) if self.cleaned_data.get(f"percent_{row}") is not None]

    def _named(self, row: int) -> tuple[str, str]:
        values = self.cleaned_data
        return values.get(f"cost_centre_{row}", ""), values.get(f"project_{row}", "")

    def _is_named(self, row: int) -> bool:
        return any(self._named(row))

    def refuse(self, error: SplitFault) -> None:
        """Say by the row what is wrong with it, or what all rows come to."""
        sentences = {
            Fault.UNNAMED: _("Choose a cost centre or a project."),
            Fault.TWICE: _("The same cost centre and project are there twice."),
            Fault.NOT_WHOLE: _("The rows come to %(total)s %%. They have to come to exactly 100 %%."),
        }
        params = {"total": shown(error.total, 2)}
        field = None if error.row is None else f"cost_centre_{self._filled()[error.row]}"
        self.add_error(field, ValidationError(sentences[error.fault], code="split", params=params))

    def refuse_unused(self, error: NotInUse) -> None:
        """Say by the row that what it names is not used then."""
        field = f"cost_centre_{self._filled()[error.row]}"
        sentence = _("%(code)s is not used in that month.")
        self.add_error(field, ValidationError(sentence, code="unused", params={"code": error.code}))


def _sent_rows(data: Any) -> int:
    """How many rows were sent, by the highest number among them."""
    found = [int(match[1]) for name in data if (match := ROW.fullmatch(name))]
    return max(found, default=-1) + 1
