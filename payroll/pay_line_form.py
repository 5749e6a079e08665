"""What the forms of all pay lines have in common: the months, and a note."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.periods import Month
from employment.models import CostObject
from employment.models.cost_object import Dimension
from payroll.catalogue import Registered
from payroll.forms import MonthField
from payroll.models import PayItem
from payroll.operations.pay_lines import NewLine
from payroll.rules.accounts import STANDARD, WAGES_PAYABLE, Accounts
from payroll.rules.result import Group
from payroll.statutory import Parameters

DIMENSIONS = {"cost_centre": Dimension.COST_CENTRE, "project": Dimension.PROJECT}
ONCE = ("one_off", "travel")
"""What is on one payslip, unless something else is said."""


def refuse_net_pay(number: str, accounts: Accounts) -> str:
    """The number, unless it is that of the net pay, which is alone on its account."""
    if number and number == accounts.of(WAGES_PAYABLE):
        raise ValidationError(_("The net pay is posted on that account, and nothing else can be."))
    return number


class PayLineForm(forms.Form):
    """In which months, and a note that is shown when somebody asks why; each method adds what it needs."""

    first = MonthField(label=_("From"))
    last = MonthField(label=_("To"), required=False, help_text=_("Leave empty: until further notice."))
    note = forms.CharField(label=_("Note"), max_length=120, required=False)

    has_preview = False
    """Whether what comes out can be seen before it is saved."""

    def __init__(
        self,
        *args: Any,
        registered: Registered,
        law: Parameters | None = None,
        cost_objects: Iterable[CostObject] = (),
        accounts: Accounts = STANDARD,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.registered, self.law, self.accounts = registered, law, accounts
        self.cost_objects = [] if registered.item.group == Group.DEDUCTION else list(cost_objects)
        own = [name for name in self.fields if name not in ("first", "last", "note")]
        self.order_fields([*own, "first", "last", "note"])
        self._add_dimensions()
        if registered.kind in ONCE:
            self.initial.setdefault("last", self.initial.get("first"))

    def _add_dimensions(self) -> None:
        """Cost centre and project, where the company has any: last, as few lines have one of their own."""
        for name, dimension in DIMENSIONS.items():
            own = [one for one in self.cost_objects if one.dimension == dimension]
            if own:
                choices = [("", _("As the employee")), *((one.code, str(one)) for one in own)]
                self.fields[name] = forms.ChoiceField(label=dimension.label, choices=choices, required=False)

    @property
    def can_be_added(self) -> bool:
        """Whether the form shows every field that there is: some depend on others and come after them."""
        return True

    @property
    def is_whole(self) -> bool:
        """Whether every field had been shown when the form was sent."""
        return True

    def clean(self) -> dict[str, Any]:
        """The last month is not before the first."""
        values = super().clean() or {}
        first, last = values.get("first"), values.get("last")
        if first and last and last < first:
            self.add_error("last", ValidationError(_("The last month is before the first.")))
        if first:
            self._refuse_unused(first, values)
        return values

    def _refuse_unused(self, first: Month, values: dict[str, Any]) -> None:
        """A cost centre or project is used in the first month."""
        for name, dimension in DIMENSIONS.items():
            for one in self.cost_objects:
                is_chosen = one.dimension == dimension and one.code == values.get(name)
                if is_chosen and not one.is_used_in(first.first, first.last):
                    sentence = _("%(code)s is not used in that month.")
                    self.add_error(name, ValidationError(sentence, params={"code": one.code}))

    def line(self, own: PayItem | None) -> NewLine:
        """What was filled in."""
        values = self.cleaned_data
        return NewLine(
            item=self.registered.item.code,
            own_item_id=own.pk if own else None,
            first=values["first"],
            last=values["last"],
            quantity=values.get("quantity") or Decimal(1),
            amount=values.get("amount") or 0,
            details=self.details(),
            note=values["note"],
            cost_centre=values.get("cost_centre") or "",
            project=values.get("project") or "",
        )

    def details(self) -> dict[str, str]:
        """What the method needs besides quantity and amount, as exact texts."""
        return {}


class OnceForm(PayLineForm):
    """Something that is paid once, with the pay of a month; what comes out can be seen before it is saved."""

    has_preview = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].label = _("Paid with the pay of")
        del self.fields["last"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        return {**values, "last": values.get("first")}
