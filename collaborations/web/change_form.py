"""The form of a change: what there is now, and what is chosen instead."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from accounts.employee_groups import EmployeeGroup
from accounts.permissions import Party as PartyChoices
from accounts.permissions import TimeMode as TimeModeChoices
from advisor.models import Assignment
from advisor.queries import open_assignments_of
from collaborations.catalogue import offers_of, variant_name
from collaborations.day_field import ComingDayField
from collaborations.forms import PROBLEMS
from collaborations.models import Collaboration
from collaborations.models.change import written
from collaborations.models.choices import BILLING_RECIPIENTS, RESPONSIBILITIES
from collaborations.queries.changes import Proposed
from collaborations.rules.changes import Role, Subject, subjects_for
from collaborations.rules.terms import (
    BillingRecipient,
    GroupResponsibilities,
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
from collaborations.web.group_fields import (
    GroupFields,
    add_fields,
    approval_fields_needless,
    choices_about,
    chosen_groups,
    shown_groups,
)


class ChangeForm(forms.Form):
    """Only what the role may change can be chosen; the rest stays. The form is always bound, as in an activation."""

    variant = forms.ChoiceField(label=_("Variant"), widget=forms.RadioSelect)
    assignment: "forms.ModelChoiceField[Assignment]" = forms.ModelChoiceField(
        None, label=_("Assignment"), empty_label=None, help_text=_("The staff on the assignment get access.")
    )
    billing_recipient = forms.ChoiceField(label=_("Billing recipient"), choices=BILLING_RECIPIENTS)
    period_months = forms.TypedChoiceField(label=_("Period"), coerce=int)
    time_mode = forms.ChoiceField(
        label=_("How time is reported"), choices=TimeModeChoices.choices, widget=forms.RadioSelect
    )
    effective_on = ComingDayField(label=_("From"), help_text=_("Empty to change at once."))

    def __init__(
        self, data: Any, *, collaboration: Collaboration, role: Role, groups: Sequence[EmployeeGroup] = ()
    ) -> None:
        self.now = current(collaboration)
        self.groups = known_groups(collaboration, groups)
        self.offers_groups = role is Role.FIRM
        self.collaboration = collaboration
        allowed = subjects_for(role, included=bool(collaboration.included_in))
        fixed = {str(subject) for subject in set(Subject) - allowed}
        super().__init__({**self.now, **{key: data[key] for key in data if key not in fixed}})
        self.variants = offers_of(collaboration.service)
        self.offer = self._chosen_offer()
        self._offer_choices()
        for name in fixed:
            self.fields.pop(name, None)
        if "assignment" in self.fields:
            self.fields["assignment"].queryset = open_assignments_of(collaboration.client_id)  # type: ignore[attr-defined]

    @property
    def matrix(self) -> list[forms.BoundField]:
        """The fields of the responsibility matrix."""
        return [self[task] for task in RESPONSIBILITIES if task in self.fields]

    @property
    def by_group(self) -> list[GroupFields]:
        """What can differ for the company's employee groups."""
        return shown_groups(self, self.groups)

    @property
    def holds(self) -> bool:
        """Whether the choices themselves hold, so that a plan can be shown even when it was refused."""
        return set(self.errors) <= {NON_FIELD_ERRORS, "effective_on"} and "terms" in self.cleaned_data

    @property
    def proposed(self) -> Proposed:
        """The choices, as the plan and the operation want them."""
        values = self.cleaned_data
        return Proposed(values["terms"], values["assignment"], values.get("effective_on"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if set(self.errors) - {"effective_on"}:
            return cleaned
        chosen = {**self.now, **{name: value for name, value in cleaned.items() if name in self.fields}}
        terms = self._terms(chosen)
        for problem in problems_in(terms):
            field, message = PROBLEMS[problem]
            fields = [field if field in self.fields else None]
            if problem is TermsProblem.APPROVAL_OF_WHAT_THE_FIRM_REGISTERS:
                fields = [*approval_fields_needless(terms.groups)]
            for one in fields:
                self.add_error(one if one in self.fields else None, message)
        assignment = cleaned.get("assignment") or self.collaboration.assignment
        return {**cleaned, "terms": terms, "assignment": assignment}

    def _terms(self, chosen: dict[str, Any]) -> Terms:
        mode = TimeMode(chosen["time_mode"])
        matrix = firm_only_responsibilities(mode)
        groups: tuple[GroupResponsibilities, ...] = ()
        if self.offer.client_works_in_payroll:
            matrix = Responsibilities(**{task: Party(chosen[task]) for task in RESPONSIBILITIES})
            groups = chosen_groups(chosen, self.groups)
        recipients, months = self.offer.billing_recipients, self.offer.period_months
        recipient = chosen["billing_recipient"] if len(recipients) > 1 else next(iter(recipients), "")
        payer = BillingRecipient(recipient) if recipient else None
        count = int(chosen["period_months"] or months[0]) if months else None
        if not self.offer.does_payroll:
            return service_terms(self.offer, payer, count)
        return Terms(self.offer, payer, count, mode, matrix, groups)

    def _chosen_offer(self) -> Offer:
        known: dict[str, Offer] = {offer.variant: offer for offer in self.variants}
        return known.get(self.data["variant"]) or known[self.collaboration.variant]

    def _offer_choices(self) -> None:
        fields: dict[str, Any] = self.fields
        service, offer = self.collaboration.service, self.offer
        fields["variant"].choices = [(one.variant, variant_name(service, one.variant)) for one in self.variants]
        fields["period_months"].choices = [(str(count), _months(count)) for count in offer.period_months]
        if offer.client_works_in_payroll:
            for task, label in RESPONSIBILITIES.items():
                fields[task] = forms.ChoiceField(label=str(label), choices=PartyChoices.choices)
            fields[FITTED] = fitted_field()
            if self.offers_groups:
                add_fields(fields, self.groups)
        asked = {"variant": self.variants, "billing_recipient": offer.billing_recipients}
        for name in [name for name, choices in asked.items() if len(choices) < 2]:
            del fields[name]
        if not offer.period_months:
            del fields["period_months"]
        if not offer.does_payroll:
            del fields["time_mode"]


def current(collaboration: Collaboration) -> dict[str, Any]:
    """What is agreed now, as the form's fields have it."""
    values = written(collaboration.terms, collaboration.assignment_id)
    matrix, assignment = values.pop("responsibilities"), values.pop("assignment_id")
    del values["group_responsibilities"]
    return {**values, "assignment": assignment, **matrix, **choices_about(collaboration.terms.groups)}


def known_groups(collaboration: Collaboration, groups: Sequence[EmployeeGroup]) -> list[EmployeeGroup]:
    """The company's groups, and those that something is agreed about though they are gone."""
    there = {group.pk for group in groups}
    agreed = [EmployeeGroup(one.group, one.name) for one in collaboration.terms.groups]
    return [*groups, *(one for one in agreed if one.pk not in there)]


def fitting(data: Any, collaboration: Collaboration) -> dict[str, Any]:
    """What was chosen so far, with each choice that the new variant or time mode does not offer replaced.

    For previews only: what is sent to be carried out is judged as it is.
    """
    chosen: dict[str, Any] = {**current(collaboration), **{key: data[key] for key in data}}
    lets_in = [one.variant for one in offers_of(collaboration.service) if one.client_works_in_payroll]
    if chosen["variant"] in lets_in and collaboration.variant not in lets_in and "payroll_approval" not in data:
        chosen["payroll_approval"] = Party.BOTH
    return fitting_time(chosen, data)


def _months(count: int) -> str:
    return str(_("%(count)s months") % {"count": count})
