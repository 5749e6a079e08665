"""Forms of pension premiums that are counted on the pay."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from common.number_fields import NumberField
from payroll.pay_line_form import PayLineForm


class LadderForm(PayLineForm):
    """ITP 1: the agreement says all there is to say, but from when."""

    has_preview = True


class ShareForm(PayLineForm):
    """So many per cent of the gross pay."""

    has_preview = True
    per_cent = NumberField(
        label=_("Share of the gross pay, per cent"), lowest=Decimal("0.01"), highest=Decimal(100), example="4,5"
    )
    with_benefits = forms.BooleanField(label=_("Count on taxed benefits too"), required=False)

    def details(self) -> dict[str, str]:
        per_cent = {"per_cent": f"{self.cleaned_data['per_cent'].normalize():f}"}
        return {**per_cent, "with_benefits": "1"} if self.cleaned_data["with_benefits"] else per_cent
