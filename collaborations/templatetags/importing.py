"""Filters for files with collaborations made elsewhere."""

from django import template
from django.utils.functional import Promise

from collaborations.catalogue import import_sentences, service_name, variant_name
from collaborations.catalogue.import_sentences import OUTCOMES
from collaborations.models.choices import BILLING_RECIPIENTS
from collaborations.rules.import_rows import Entry, Fault
from collaborations.rules.import_verdicts import Judged

register = template.Library()
LONGEST_SHOWN = 60
RECIPIENTS = dict(BILLING_RECIPIENTS)


@register.filter
def fault_field(fault: Fault) -> str:
    """The name of the column that is wrong."""
    return import_sentences.field_name(fault)


@register.filter
def fault_sentence(fault: Fault) -> str:
    """What is wrong with it."""
    return import_sentences.fault_sentence(fault)


@register.filter
def fault_value(fault: Fault) -> str:
    """What stands there, as far as there is room."""
    return fault.value if len(fault.value) <= LONGEST_SHOWN else f"{fault.value[:LONGEST_SHOWN]}…"


@register.filter
def outcome_text(judged: Judged) -> Promise:
    """What becomes of a row."""
    return OUTCOMES[judged.outcome][0]


@register.filter
def outcome_tone(judged: Judged) -> str:
    """The colour of it."""
    return OUTCOMES[judged.outcome][1]


@register.filter
def entry_service(entry: Entry) -> str:
    """The service and its variant by name."""
    return ", ".join(name for name in (service_name(entry.service), variant_name(entry.service, entry.variant)) if name)


@register.filter
def entry_recipient(entry: Entry) -> str | Promise:
    """Who is billed; a dash where that is not asked."""
    return RECIPIENTS[entry.recipient] if entry.recipient else "–"
