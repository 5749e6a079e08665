"""Forms of the firm's portal."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import ClientAccess, FirmRole
from advisor.models import Assignment, Client, ClientStatus, Contact
from common.form_fields import CorporateIdentityNumberField, EmailAddressField, PostalCodeField, TelephoneField


class ClientForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the firm knows of a client; `staff` are those who can be responsible."""

    email = EmailAddressField(label=_("E-mail"), required=False)
    phone = TelephoneField(label=_("Phone"), max_length=30, required=False)
    postal_code = PostalCodeField(label=_("Postal code"), required=False)

    class Meta:
        model = Client
        fields = (
            "name",
            "client_number",
            "responsible_consultant",
            "status",
            "email",
            "phone",
            "street",
            "postal_code",
            "city",
            "language",
        )
        labels: ClassVar = {
            "name": _("Company name"),
            "client_number": _("Client number"),
            "responsible_consultant": _("Responsible consultant"),
            "status": _("Status"),
            "street": _("Street"),
            "city": _("City"),
            "language": _("Language in mails"),
        }

    def __init__(self, *args: Any, staff: QuerySet[User], taken_numbers: QuerySet[Client], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._taken_numbers = taken_numbers
        chosen = self.fields["responsible_consultant"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = staff

    def clean_client_number(self) -> str:
        """Unique within the firm."""
        number: str = self.cleaned_data["client_number"]
        other = self._taken_numbers.filter(client_number=number).exclude(pk=self.instance.pk).first()
        if number and other is not None:
            raise forms.ValidationError(_("%(name)s has this client number.") % {"name": other.name})
        return number

    def _post_clean(self) -> None:
        """Uniqueness is asked above, inside the firm's scope; the operation writes, not the form."""


class NewClientForm(ClientForm):
    """A new client is known by its corporate identity number."""

    corporate_identity_number = CorporateIdentityNumberField(label=_("Corporate identity number"))
    field_order = ("corporate_identity_number", "name")


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]
    """A person at a client."""

    email = EmailAddressField(label=_("E-mail"), required=False)
    phone = TelephoneField(label=_("Phone"), max_length=30, required=False)

    class Meta:
        model = Contact
        fields = ("given_name", "family_name", "email", "phone", "role", "is_administrator")
        labels: ClassVar = {
            "given_name": _("Given name"),
            "family_name": _("Family name"),
            "role": _("Role"),
            "is_administrator": _("Administrator: gets invitations and can accept them"),
        }

    def _post_clean(self) -> None:
        """The operation writes, not the form."""


class AssignmentForm(forms.Form):
    """An assignment with its people; who participates gets access."""

    name = forms.CharField(label=_("Name"), max_length=80)
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Owner"))
    participants = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Participants"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those who participate get access to the client's services."),
    )

    def __init__(self, *args: Any, staff: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("owner", "participants"):
            self.fields[name].queryset = staff  # type: ignore[attr-defined]

    @staticmethod
    def values_of(assignment: Assignment) -> dict[str, Any]:
        """What the form shows for an assignment that exists."""
        participants = [one.user_id for one in assignment.participants.all()]
        return {"name": assignment.name, "owner": assignment.owner_id, "participants": participants}


class ClientFilter(forms.Form):
    """What the client list can be narrowed by; anything else is ignored."""

    SORTS = ("name", "-name", "number", "-number")
    q = forms.CharField(required=False, max_length=100)
    responsible = forms.ModelChoiceField(User.objects.none(), required=False, empty_label=_("Everyone's clients"))
    status = forms.ChoiceField(required=False, choices=[*ClientStatus.choices, ("ALL", _("All statuses"))])

    def __init__(self, *args: Any, staff: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = staff  # type: ignore[attr-defined]
        self.fields["responsible"].label = _("Responsible consultant")
        self.fields["status"].label = _("Status")


class InviteStaffForm(forms.Form):
    """A new colleague."""

    given_name = forms.CharField(label=_("Given name"), max_length=80)
    family_name = forms.CharField(label=_("Family name"), max_length=80)
    email = EmailAddressField(label=_("E-mail"))
    role = forms.ChoiceField(label=_("Role"), choices=FirmRole.choices, initial=FirmRole.CONSULTANT)
    client_access = forms.ChoiceField(label=_("Reaches"), choices=ClientAccess.choices, initial=ClientAccess.ALL)
