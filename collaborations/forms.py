"""Forms of collaborations."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import CompanyRole
from accounts.permissions import Party as PartyChoices
from accounts.permissions import TimeMode as TimeModeChoices
from advisor.models import Assignment, Client
from advisor.queries import contacts_of, open_assignments_of
from collaborations.catalogue import offer_of, offers_of, variant_name
from collaborations.day_field import ComingDayField
from collaborations.models import Collaboration
from collaborations.models.choices import AFTER_END, BILLING_RECIPIENTS, OWN_AFTER_END, RESPONSIBILITIES
from collaborations.operations.work import Newcomer
from collaborations.rules.after_end import AfterEnd, offered_after_end
from collaborations.rules.terms import (
    BillingRecipient,
    Offer,
    Party,
    Responsibilities,
    Terms,
    TermsProblem,
    TimeMode,
    firm_only_responsibilities,
    problems_in,
    service_terms,
)
from collaborations.time_fitting import FITTED, fitted_field, fitting_time
from common.form_fields import EmailAddressField

PROBLEMS: dict[TermsProblem, tuple[str | None, Any]] = {
    TermsProblem.BILLING_RECIPIENT_NOT_OFFERED: ("billing_recipient", _("In this variant the firm pays.")),
    TermsProblem.PERIOD_NOT_OFFERED: ("period_months", _("Choose one of the periods.")),
    TermsProblem.TIME_REGISTRATION_WITHOUT_FIRM: (
        "time_registration",
        _("The firm registers time in the chosen way of reporting. Choose the firm or both, or another way above."),
    ),
    TermsProblem.TIME_REGISTRATION_WITHOUT_EMPLOYEES: (
        "time_registration",
        _(
            "The client’s employees register time in the chosen way of reporting. Choose the client or both, "
            "or another way above."
        ),
    ),
    TermsProblem.TIME_APPROVAL_WITHOUT_ATTESTORS: (
        "time_approval",
        _(
            "The client’s attestors approve time in the chosen way of reporting. Choose the client or both, "
            "or another way above."
        ),
    ),
    TermsProblem.APPROVAL_OF_WHAT_THE_FIRM_REGISTERS: (
        None,
        _("Where the firm alone registers time nobody at the client approves it. Let the firm approve."),
    ),
    TermsProblem.RESPONSIBILITIES_FIXED: (None, _("In Start the firm does everything in payroll.")),
}
DEFAULTS = {
    "billing_recipient": BillingRecipient.FIRM,
    "period_months": "12",
    "time_mode": TimeMode.EMPLOYEES_REGISTER,
    "schedules": Party.FIRM,
    "time_registration": Party.CLIENT,
    "time_approval": Party.CLIENT,
    "payroll_approval": Party.BOTH,
    "salary_payment": Party.FIRM,
}


class ContactChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Contacts with the address that the request goes to."""

    def label_from_instance(self, contact: Any) -> str:
        return f"{contact.full_name} · {contact.email}" if contact.email else contact.full_name


class TermsForm(forms.Form):
    """Variant, billing, period, time mode and, in Standard, who does what.

    The fields depend on the variant and the time mode, so the form is always bound: to what was sent, or to the
    defaults.
    """

    variant = forms.ChoiceField(
        label=_("Variant"),
        widget=forms.RadioSelect,
    )
    billing_recipient = forms.ChoiceField(label=_("Billing recipient"), choices=BILLING_RECIPIENTS)
    period_months = forms.TypedChoiceField(label=_("Period"), coerce=int)
    time_mode = forms.ChoiceField(
        label=_("How time is reported"), choices=TimeModeChoices.choices, widget=forms.RadioSelect
    )

    def __init__(self, data: Any, *, service: str, is_included: bool = False) -> None:
        """`is_included`: the company's subscription decides about billing, and it is not asked."""
        super().__init__(data)
        self.service = service
        self.offer = offer_chosen(service, self.data.get("variant"))
        self.is_included = is_included
        months = [(str(count), _months(count)) for count in self.offer.period_months]
        self.fields["period_months"].choices = months  # type: ignore[attr-defined]
        variants = [(one.variant, variant_name(service, one.variant)) for one in offers_of(service)]
        self.fields["variant"].choices = variants  # type: ignore[attr-defined]
        if self.offer.client_works_in_payroll:
            self.fields["variant"].help_text = _(
                "In Standard the client can take part in payroll. In Start only the firm works in it."
            )
            for task, label in RESPONSIBILITIES.items():
                self.fields[task] = forms.ChoiceField(label=str(label), choices=PartyChoices.choices)
            self.fields[FITTED] = fitted_field()
        for name in self._unasked():
            del self.fields[name]

    def _unasked(self) -> list[str]:
        """Fields that the service, the variant or the company's subscription leaves nothing to choose in."""
        offer = self.offer
        is_one_recipient = len(offer.billing_recipients) == 1 and "billing_recipient" not in self.data
        unasked = {
            "variant": len(offers_of(self.service)) == 1,
            "billing_recipient": not offer.billing_recipients or is_one_recipient or self.is_included,
            "period_months": not offer.period_months or self.is_included,
            "time_mode": not offer.does_payroll,
        }
        return [name for name, is_unasked in unasked.items() if is_unasked]

    @property
    def matrix(self) -> list[forms.BoundField]:
        """The fields of the responsibility matrix."""
        return [self[task] for task in RESPONSIBILITIES if task in self.fields]

    @property
    def holds(self) -> bool:
        """Whether the choices themselves hold, so that a plan can be shown even when it was refused."""
        return set(self.errors) <= {NON_FIELD_ERRORS} and "terms" in self.cleaned_data

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        terms = self._terms(cleaned)
        for problem in problems_in(terms):
            field, message = PROBLEMS[problem]
            self.add_error(field if field in self.fields else None, message)
        cleaned["terms"] = terms
        return cleaned

    def _terms(self, cleaned: dict[str, Any]) -> Terms:
        recipient, months = self._billing(cleaned)
        if not self.offer.does_payroll:
            return service_terms(self.offer, recipient, months)
        mode = TimeMode(cleaned["time_mode"])
        if self.offer.client_works_in_payroll:
            matrix = Responsibilities(**{task: Party(cleaned[task]) for task in RESPONSIBILITIES})
        else:
            matrix = firm_only_responsibilities(mode)
        return Terms(self.offer, recipient, months, mode, matrix)

    def _billing(self, cleaned: dict[str, Any]) -> tuple[BillingRecipient | None, int | None]:
        """Recipient and period: chosen, the only ones there are, or those of the company's subscription."""
        recipients, periods = self.offer.billing_recipients, self.offer.period_months
        if self.is_included and BillingRecipient.CLIENT in recipients:
            return BillingRecipient.CLIENT, next(iter(periods), None)
        recipient = cleaned.get("billing_recipient") or next(iter(recipients), None)
        return BillingRecipient(recipient) if recipient else None, cleaned.get("period_months")


class ActivationForm(TermsForm):
    """The terms for one client, with the assignment, and the contact of a company without account."""

    assignment: "forms.ModelChoiceField[Assignment]" = forms.ModelChoiceField(
        None, label=_("Assignment"), required=False, empty_label=None
    )
    contact = ContactChoice(None, label=_("Contact who answers"), required=False, empty_label=None)

    def __init__(self, data: Any, *, client: Client, service: str, is_included: bool = False) -> None:
        super().__init__(data, service=service, is_included=is_included)
        self.fields["assignment"].queryset = open_assignments_of(client.pk)  # type: ignore[attr-defined]
        self.fields["contact"].queryset = contacts_of(client.pk)  # type: ignore[attr-defined]

    @property
    def proposal(self) -> dict[str, Any]:
        """Terms, assignment and contact, as the plan and the operation want them."""
        return {name: self.cleaned_data[name] for name in ("terms", "assignment", "contact")}


def fitting(
    data: QueryDict | dict[str, Any], client: Client, service: str, *, own_variant: str | None = None
) -> dict[str, Any]:
    """What was chosen so far, with each choice that the new variant or time mode does not offer replaced.

    For previews only: what is sent to be carried out is judged as it is. A company that has the service itself is
    joined in its own variant and goes on paying, unless something else is chosen.
    """
    chosen = fitting_terms(data, service, own_variant=own_variant)
    if not chosen.get("assignment"):
        chosen["assignment"] = open_assignments_of(client.pk).values_list("pk", flat=True).first()
    if not chosen.get("contact"):
        chosen["contact"] = contacts_of(client.pk).values_list("pk", flat=True).first()
    return chosen


def fitting_terms(data: QueryDict | dict[str, Any], service: str, *, own_variant: str | None = None) -> dict[str, Any]:
    """The choices that are the same for every client, fitted to each other."""
    own = {} if own_variant is None else {"variant": own_variant, "billing_recipient": BillingRecipient.CLIENT}
    chosen: dict[str, Any] = {**DEFAULTS, **own, **{key: data[key] for key in data}}
    offer = offer_chosen(service, chosen.get("variant"))
    chosen["variant"] = offer.variant
    if chosen["billing_recipient"] not in offer.billing_recipients:
        chosen["billing_recipient"] = next(iter(offer.billing_recipients), "")
    if len(offer.billing_recipients) < 2:
        del chosen["billing_recipient"]
    return fitting_time(chosen, data)


def choices_of(collaboration: Collaboration) -> dict[str, Any]:
    """The choices of an earlier request, to start a new one from."""
    return {
        "variant": collaboration.variant,
        "assignment": str(collaboration.assignment_id),
        "contact": str(collaboration.contact_id or ""),
        "billing_recipient": collaboration.billing_recipient,
        "period_months": str(collaboration.period_months or ""),
        "time_mode": collaboration.time_mode,
        **collaboration.responsibilities,
    }


class DeclineForm(forms.Form):
    """Why the client declines."""

    reason = forms.CharField(label=_("Why do you decline?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class EndForm(forms.Form):
    """When and why a collaboration ends, and the plan that the person has seen."""

    last_day = ComingDayField(label=_("Last day"), help_text=_("Empty to end now."))
    after_end = forms.ChoiceField(
        label=_("Who does the payroll after that?"),
        choices=AFTER_END,
        widget=forms.RadioSelect,
        initial=AfterEnd.READ_ONLY,
        required=False,
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    plan = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offer: Offer, party: BillingRecipient, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = offered_after_end(offer)
        if offered:
            own = OWN_AFTER_END if party == BillingRecipient.CLIENT else {}
            choices = [(value, own.get(value, label)) for value, label in AFTER_END if value in offered]
            self.fields["after_end"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["after_end"]

    @property
    def after(self) -> AfterEnd:
        """What is chosen so far; the usual where nothing, or nothing that is offered, is."""
        typed = self.data.get("after_end") if self.is_bound else self.initial.get("after_end")
        return AfterEnd(typed) if typed in set(AfterEnd) else AfterEnd.READ_ONLY


class OwnEndForm(forms.Form):
    """The company has read what happens when it ends what it runs by itself."""

    plan = forms.CharField(max_length=64, widget=forms.HiddenInput)


class NewcomerForm(forms.Form):
    """The login that the invited contact gets with the acceptance."""

    given_name = forms.CharField(label=_("First name"), max_length=80)
    family_name = forms.CharField(label=_("Last name"), max_length=80)
    password = forms.CharField(
        label=_("Choose a password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def __init__(self, *args: Any, email: str, name: str = "", **kwargs: Any) -> None:
        given, _space, family = name.partition(" ")
        super().__init__(*args, **kwargs)
        self.initial = {"given_name": given, "family_name": family}
        self.email = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        names = {name: self.cleaned_data.get(name, "") for name in ("given_name", "family_name")}
        validate_password(password, User(email=self.email, **names))
        return password

    @property
    def newcomer(self) -> Newcomer:
        """What the operation needs."""
        return Newcomer(**self.cleaned_data)


class MemberForm(forms.Form):
    """Somebody who becomes administrator or attestor of the company."""

    given_name = forms.CharField(label=_("First name"), max_length=80)
    family_name = forms.CharField(label=_("Last name"), max_length=80)
    email = EmailAddressField(label=_("E-mail"))
    role = forms.ChoiceField(label=_("Role"), choices=CompanyRole.choices, initial=CompanyRole.ATTESTOR)


class SignatoryForm(forms.Form):
    """Where the company's authorised signatory is reached when no administrator is left."""

    signatory_email = EmailAddressField(
        label=_("The authorised signatory’s e-mail"),
        help_text=_("Used only when the firm asks for a new administrator because the present ones have left."),
    )


class RecoveryForm(forms.Form):
    """Who becomes the company's administrator, and why; the signatory's address where none is registered."""

    given_name = forms.CharField(label=_("First name"), max_length=80)
    family_name = forms.CharField(label=_("Last name"), max_length=80)
    email = EmailAddressField(label=_("E-mail"))
    reason = forms.CharField(
        label=_("Why is a new administrator needed?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    signatory_email = EmailAddressField(
        label=_("The authorised signatory’s e-mail"),
        help_text=_("One that is known from the company. Another administrator of the firm confirms it."),
    )

    def __init__(self, *args: Any, is_registered: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_registered:
            del self.fields["signatory_email"]

    @property
    def asked(self) -> dict[str, Any]:
        """What the operation needs."""
        return {"signatory_email": "", **self.cleaned_data}


def uuid_in(data: QueryDict, name: str) -> UUID | None:
    """A random id in the query, or None when it is missing or not one."""
    try:
        return UUID(data.get(name, ""))
    except ValueError:
        return None


def offer_chosen(service: str, variant: Any) -> Offer:
    """The service in the variant that was chosen, or in its first."""
    try:
        return offer_of(service, variant or "")
    except LookupError:
        return offers_of(service)[0]


def _months(count: int) -> str:
    return str(_("%(count)s months") % {"count": count})
