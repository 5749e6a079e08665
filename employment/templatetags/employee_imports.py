"""Filters for files with employees."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext as _

from common.money import ORE_IN_KRONA
from common.templatetags.format import date_short, krona, kronor, percent
from employment import import_wording
from employment.catalogue import clearing_ranges
from employment.completeness import label_of
from employment.import_wording import OUTCOMES
from employment.models import TaxTerms
from employment.rules.bank_accounts import check_account
from employment.rules.import_plans import ACCOUNT, PAY, TAX, Change
from employment.rules.import_rows import SECRET, Fault, Field
from employment.rules.import_terms import MONTHLY
from employment.rules.import_verdicts import Judged, Outcome

register = template.Library()
LONGEST_SHOWN = 60


@register.filter
def fault_field(fault: Fault) -> str:
    """The name of the column that is wrong."""
    return import_wording.name_of(fault.field)


@register.filter
def fault_sentence(fault: Fault) -> str:
    """What is wrong with it."""
    return import_wording.sentence_of(fault)


@register.filter
def fault_value(fault: Fault) -> str:
    """What stands there, as far as there is room."""
    return fault.value if len(fault.value) <= LONGEST_SHOWN else f"{fault.value[:LONGEST_SHOWN]}…"


@register.filter
def outcome_text(judged: Judged) -> str:
    """What becomes of a row."""
    return str(OUTCOMES[judged.outcome][0])


@register.filter
def outcome_tone(judged: Judged) -> str:
    """The colour of it."""
    return OUTCOMES[judged.outcome][1]


@register.filter
def person_name(judged: Judged) -> str:
    """What the person is called; where no name is known the end of the identity number."""
    identity = judged.row.get(Field.IDENTITY)
    return judged.name or (f"••••••-{identity.last_four}" if identity else "–")


@register.filter
def missing_labels(judged: Judged) -> str:
    """What somebody new lacks to be paid."""
    return ", ".join(label_of(field) for field in judged.plan.missing) if judged.plan else ""


@register.filter
def told_changes(judged: Judged) -> list[dict[str, str]]:
    """Each difference in words; of somebody new only what is agreed."""
    changes = judged.changes
    if judged.outcome == Outcome.NEW:
        changes = tuple(change for change in changes if change.on is not None)
    return [change_words(change) for change in changes]


def change_words(change: Change) -> dict[str, str]:
    """What it is, from what and to what, and from when."""
    words = {PAY: pay_words, TAX: tax_words, ACCOUNT: account_words}.get(change.field, plain_words)
    secret = change.field in SECRET
    return {
        "label": import_wording.name_of(change.field),
        "old": words(change.old) if change.old not in (None, "") else "",
        "new": _("is filled in") if secret else words(change.new),
        "on": date_short(change.on) if change.on else "",
    }


def pay_words(values: Mapping[str, Any]) -> str:
    """The pay in a line."""
    monthly = values["pay_form"] == MONTHLY
    amount = values["monthly_salary"] if monthly else values["hourly_wage"]
    unit = _("kr/month") if monthly else _("kr/hour")
    written = kronor(amount) if amount % ORE_IN_KRONA else krona(amount)
    return f"{written} {unit}, {percent(values['employment_rate'])}"


def tax_words(values: Mapping[str, Any]) -> str:
    """The tax in a line."""
    terms = TaxTerms(**values)
    if terms.tax_table:
        said = _("Table %(table)s, column %(column)s") % {"table": terms.tax_table, "column": terms.tax_column}
    else:
        said = terms.get_method_display()
    more = [percent(terms.adjustment_rate)] if terms.adjustment_rate else []
    if terms.adjustment_amount:
        more.append(f"{krona(terms.adjustment_amount)} {_('kr/month')}")
    if terms.extra_tax:
        more.append(_("extra tax %(amount)s kr/month") % {"amount": krona(terms.extra_tax)})
    return ", ".join([said, *more])


def account_words(values: Mapping[str, Any]) -> str:
    """The end of the account number, and whether it fits its bank: one that does not is taken all the same."""
    clearing, account = values["clearing_number"], values["account_number"]
    checked = check_account(clearing, account, clearing_ranges())
    shown = f"{checked.bank_name} ••••{account[-4:]}".strip()
    return shown if checked.passed else _("%(account)s (does not fit the bank, check it)") % {"account": shown}


def plain_words(value: Any) -> str:
    """A day, a number or a text."""
    return date_short(value) if isinstance(value, date) else str(value)
