"""Forms of pay lines, one for each method of a pay item, and of a company's own pay items."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from common.number_fields import KronorField, NumberField
from common.periods import Month
from payroll.benefit_forms import BENEFIT_FORMS
from payroll.catalogue import pay_items
from payroll.forms import MonthField
from payroll.models import PayItem
from payroll.operations.pay_items import Look
from payroll.pay_item_wording import KINDS, REGISTER
from payroll.pay_line_form import ONCE, PayLineForm, refuse_net_pay
from payroll.pension_forms import LadderForm, ShareForm
from payroll.rules.accounts import Accounts
from payroll.rules.pay_items import Method
from payroll.rules.unsocial_hours import BY_HAND
from payroll.travel_forms import ExpenseForm, MileageForm
from payroll.trip_forms import TripAbroadForm, TripForm

OWN = "own:"
UNITS = {"HOURS": _("Hours"), "DAYS": _("Days"), "": _("Quantity")}


def item_choices(own: Iterable[PayItem]) -> list[tuple[Any, list[tuple[str, Any]]]]:
    """The register under its headings, each item followed by the company's own copies of it."""
    copies: dict[str, list[tuple[str, Any]]] = {}
    for item in own:
        copies.setdefault(item.based_on, []).append((f"{OWN}{item.pk}", item.name))
    headings: dict[str, list[tuple[str, Any]]] = {kind: [] for kind in KINDS}
    for code, registered in pay_items().items():
        if registered.is_offered:
            headings[registered.kind] += [(code, REGISTER[code]), *copies.get(code, [])]
    return [(KINDS[kind], choices) for kind, choices in headings.items() if choices]


class AmountForm(PayLineForm):
    """An amount a month."""

    amount = KronorField(label=_("Amount a month"), example="1 500", lowest=Decimal("0.01"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.registered.kind in ONCE:
            self.fields["amount"].label = _("Amount")


class QuantityForm(PayLineForm):
    """So many, at so much each."""

    quantity = NumberField(
        label=_("Quantity"), lowest=Decimal("0.01"), highest=Decimal(10_000), example="12,5", required=True
    )
    amount = KronorField(label=_("Price each"), example="85", lowest=Decimal("0.01"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quantity"].label = UNITS.get(self.registered.item.unit, UNITS[""])
        if self.registered.item.code == BY_HAND:
            sentence = _("Entered here, it replaces what the agreement gives for unsocial hours in these months.")
            self.fields["quantity"].help_text = sentence


class AttachmentForm(PayLineForm):
    """What Kronofogden has decided: the reserved amount, and the most that is taken a month."""

    reserved_amount = KronorField(
        label=_("Reserved amount a month"),
        example="9 800",
        lowest=Decimal(0),
        help_text=_("Stands in Kronofogden's decision. What exceeds it is kept back."),
    )
    amount = KronorField(label=_("At most a month"), example="4 000", required=False)

    def details(self) -> dict[str, str]:
        return {"reserved_amount": str(self.cleaned_data["reserved_amount"])}


FORMS: dict[Method, type[PayLineForm]] = {
    Method.AMOUNT: AmountForm,
    Method.QUANTITY: QuantityForm,
    Method.ATTACHMENT: AttachmentForm,
    Method.PER_DIEM: TripForm,
    Method.PER_DIEM_ABROAD: TripAbroadForm,
    Method.MILEAGE: MileageForm,
    Method.EXPENSE: ExpenseForm,
    Method.PREMIUM_SHARE: ShareForm,
    Method.ITP1: LadderForm,
    **BENEFIT_FORMS,
}


class EndForm(forms.Form):
    """The last month of a line."""

    last = MonthField(label=_("Last month"))

    @property
    def month(self) -> Month:
        """The month, once the form is valid."""
        month: Month = self.cleaned_data["last"]
        return month


class OwnItemForm(forms.Form):
    """Name and account of a company's own pay item."""

    name = forms.CharField(label=_("Name"), max_length=60)
    account = forms.CharField(
        label=_("Account"),
        max_length=4,
        required=False,
        validators=[RegexValidator(r"^\d{4}$", _("An account has four digits."))],
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Leave empty for the account of the standard item."),
    )

    def __init__(self, *args: Any, accounts: Accounts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.accounts = accounts

    def clean_account(self) -> str:
        """Not that of the net pay."""
        return refuse_net_pay(self.cleaned_data["account"], self.accounts)

    def look(self) -> Look:
        """What was filled in."""
        return Look(self.cleaned_data["name"], self.cleaned_data["account"])
