"""Who an employee is."""

from dataclasses import fields, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from common.form_fields import EmailAddressField, PostalCodeField, TelephoneField
from common.number_fields import WholeNumberField
from employment.forms.fields import DayField, IdentityNumberField
from employment.models import Employee
from employment.models.employee import EmploymentType
from employment.operations.employees import Basics, EmployeeRefused, basics_of
from employment.rules.periods import Period

one_line = RegexValidator(r"^[^\r\n\x00-\x1f]*$", _("Write on one line."))


def text(label: Any, length: int, *, required: bool = False, **attrs: str) -> forms.CharField:
    """A line of text."""
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, max_length=length, required=required, validators=[one_line], widget=widget)


class NewEmployeeForm(forms.Form):
    """The short form: enough for a draft."""

    given_name = text(_("Given name"), 80, required=True, autocomplete="off")
    family_name = text(_("Family name"), 80, required=True, autocomplete="off")
    identity = IdentityNumberField(
        label=_("Personal identity number"),
        required=False,
        help_text=_("A coordination number is fine too. You can fill it in later."),
    )
    email = EmailAddressField(
        label=_("E-mail"),
        required=False,
        help_text=_("Needed for payslips and login. You can fill it in later."),
    )
    hired_on = DayField(label=_("First day of employment"))
    number = WholeNumberField(label=_("Employee number"), lowest=1, highest=999_999_999, example="12")

    def basics(self) -> Basics:
        """What was filled in."""
        known = {field.name for field in fields(Basics)}
        return Basics(**{name: value for name, value in self.cleaned_data.items() if name in known})

    def refuse(self, refused: EmployeeRefused) -> None:
        """Tell by the field why the operation refused."""
        field = {"personal_identity_number": "identity"}.get(refused.field, refused.field)
        params = {"name": refused.other or "", "number": refused.other.number if refused.other else ""}
        sentences = {
            "identity": _("%(name)s (employee %(number)s) already has this personal identity number."),
            "number": _("Employee number %(number)s belongs to %(name)s."),
        }
        self.add_error(field, ValidationError(sentences[field], code="refused", params=params))
        if field == "identity" and refused.other is not None and refused.other.left_on is not None:
            self.add_error(field, ValidationError(_("Hire the person again on that card instead."), code="again"))


class BasicsForm(NewEmployeeForm):
    """Everything about who the employee is. An empty identity number leaves the one there is."""

    phone = TelephoneField(label=_("Telephone"), max_length=20, required=False)
    street = text(_("Street address"), 80, autocomplete="off")
    postal_code = PostalCodeField(label=_("Postal code"), max_length=10, required=False)
    city = text(_("City"), 60, autocomplete="off")

    field_order = (
        "given_name",
        "family_name",
        "identity",
        "number",
        "email",
        "phone",
        "street",
        "postal_code",
        "city",
    )

    def __init__(self, *args: Any, employee: Employee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.employee = employee
        del self.fields["hired_on"]  # on the tab of the employment
        if employee.last_four:
            self.fields["identity"].label = _("New personal identity number")
            self.fields["identity"].help_text = _("Only if the number shall change.")

    @classmethod
    def of(cls, employee: Employee, data: Any = None) -> "BasicsForm":
        """The form about an employee, filled with what is known."""
        names = [name for name in cls.field_order if name != "identity"]
        return cls(data, initial={name: getattr(employee, name) for name in names}, employee=employee)

    def basics(self) -> Basics:
        """What was filled in; the employment stays as it is."""
        return replace(basics_of(self.employee), **self.cleaned_data)


class EmploymentForm(forms.Form):
    """From when to when somebody is employed, and what kind of employee that is."""

    hired_on = DayField(label=_("First day of employment"))
    left_on = DayField(label=_("Last day of employment"), required=False)
    employment_type = forms.ChoiceField(
        label=_("Employee type"),
        choices=EmploymentType.choices,
        help_text=_("Simplified: without schedule, agreement and vacation. Can be made complete, never back."),
    )

    @classmethod
    def of(cls, employee: Employee, data: Any = None) -> "EmploymentForm":
        """The form about an employee, filled with what is known."""
        return cls(data, initial={name: getattr(employee, name) for name in cls.base_fields})

    def basics(self, employee: Employee) -> Basics:
        """What was filled in; who the person is stays as it is."""
        return replace(basics_of(employee), **self.cleaned_data)

    @property
    def period(self) -> Period:
        """The days of the employment, once the form is valid."""
        return Period(self.cleaned_data["hired_on"], self.cleaned_data["left_on"])

    def refuse(self, refused: EmployeeRefused) -> None:
        """Tell by the field why the operation refused."""
        sentences = {
            "hired_on": _("A former employment has not ended by then."),
            "employment_type": _("A complete employee cannot become simplified."),
        }
        self.add_error(refused.field, ValidationError(sentences[refused.field], code="refused"))

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        hired_on, left_on = values.get("hired_on"), values.get("left_on")
        if hired_on and left_on and left_on < hired_on:
            sentence = _("The last day cannot be before the first day, %(day)s.")
            self.add_error("left_on", ValidationError(sentence, code="order", params={"day": hired_on}))
        return values
