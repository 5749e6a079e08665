"""What the forms of all pay lines have in common: the months, and a note."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from payroll.catalogue import Registered
from payroll.forms import MonthField
from payroll.models import PayItem
from payroll.operations.pay_lines import NewLine
from payroll.statutory import Parameters

ONCE = ("one_off", "travel")
"""What is on one payslip, unless something else is said."""


class PayLineForm(forms.Form):
    """In which months, and a note that is shown when somebody asks why; each method adds what it needs."""

    first = MonthField(label=_("From"))
    last = MonthField(label=_("To"), required=False, help_text=_("Leave empty: until further notice."))
    note = forms.CharField(label=_("Note"), max_length=120, required=False)

    has_preview = False
    """Whether what comes out can be seen before it is saved."""

    def __init__(self, *args: Any, registered: Registered, law: Parameters | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.registered, self.law = registered, law
        own = [name for name in self.fields if name not in ("first", "last", "note")]
        self.order_fields([*own, "first", "last", "note"])
        if registered.kind in ONCE:
            self.initial.setdefault("last", self.initial.get("first"))

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
        return values

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
