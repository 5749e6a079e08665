"""Templates of terms: added, changed and removed by the firm."""

from dataclasses import asdict
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Firm, User
from collaborations.models import TermsTemplate
from collaborations.operations.refusals import Refused, TermsRefused
from collaborations.rules.terms import Terms, problems_in
from events.operations import record


class NameTaken(Refused):
    """Another template of the firm has the name."""


class TemplateGone(Refused):
    """The template has been removed."""


@transaction.atomic
def save_template(
    *, firm: Firm, name: str, terms: Terms, is_default: bool, by: User, template_id: UUID | None = None
) -> TermsTemplate:
    """Add a template, or change the one with the id; the default one takes the place of the former default.

    Raises TermsRefused, NameTaken, TemplateGone, and has then changed nothing.
    """
    if problems := problems_in(terms):
        raise TermsRefused(problems)
    others = _locked(firm)
    if template_id is not None:
        others = others.exclude(pk=template_id)
    if others.filter(name__iexact=name).exists():
        raise NameTaken
    template = TermsTemplate(firm=firm) if template_id is None else _found(firm, template_id)
    if is_default:
        others.update(is_default=False)
    template.name, template.is_default = name, is_default
    template.service, template.variant = terms.offer.service, terms.offer.variant
    template.billing_recipient = terms.billing_recipient or ""
    template.period_months = terms.period_months or 0
    template.time_mode, template.responsibilities = terms.time_mode, asdict(terms.responsibilities)
    template.save()
    kind = "collaborations.template_added" if template_id is None else "collaborations.template_changed"
    record(kind, by=by.pk, subject=template, firm_id=firm.pk, data={"name": name})
    return template


@transaction.atomic
def remove_template(*, firm: Firm, template_id: UUID, by: User) -> None:
    """Take a template away; what was agreed with its help stays. Raises TemplateGone."""
    _locked(firm)
    template = _found(firm, template_id)
    record("collaborations.template_removed", by=by.pk, subject=template, firm_id=firm.pk, data={"name": template.name})
    template.delete()


def _locked(firm: Firm) -> QuerySet[TermsTemplate]:
    """The firm's templates, once nobody else changes them."""
    Firm.objects.select_for_update(no_key=True).get(pk=firm.pk)
    return TermsTemplate.objects.filter(firm=firm)


def _found(firm: Firm, template_id: UUID) -> TermsTemplate:
    template = TermsTemplate.objects.filter(firm=firm, pk=template_id).first()
    if template is None:
        raise TemplateGone
    return template
