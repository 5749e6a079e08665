"""Words of payroll for templates."""

from django import template

from payroll import wording
from payroll.figure_names import AGE_GROUPS, entry_parts, figure_name, value_text
from payroll.models import PayslipLine, StatutoryEntry
from payroll.pay_item_wording import TREATMENTS
from payroll.rules.pay_items import PayItem, treatments_of
from payroll.statutory import ContributionGroup, Figure
from payroll.vacation_wording import DAY_KINDS

register = template.Library()


@register.filter
def reason_text(reason: str) -> str:
    """Why a net pay differs, in a word."""
    return str(wording.REASONS.get(reason, reason))


@register.filter
def quantity_text(line: PayslipLine) -> str:
    """How much a line is for."""
    return wording.quantity_text(line.quantity, line.unit)


@register.filter
def figure_value(figure: Figure) -> str:
    """A figure of the law with its unit."""
    return value_text(figure.value, figure.unit)


@register.filter
def figure_label(name: str) -> str:
    """A figure of the law in words."""
    return figure_name(name)


@register.filter
def born_text(group: ContributionGroup) -> str:
    """The birth years of an age group: 1938–1958, –1937, 1959–."""
    first, last = group.born_from or "", group.born_to or ""
    return f"{first}–{last}"


@register.filter
def entry_text(entry: StatutoryEntry) -> str:
    """What was entered, in a line."""
    return "; ".join(entry_parts(entry.kind, entry.data))


@register.filter
def age_group(name: str) -> str:
    """An age group of contributions in words."""
    return str(AGE_GROUPS.get(name, name))


@register.filter
def differs(entry: StatutoryEntry) -> bool:
    """Whether imported tables are not what the product makes for the year."""
    return bool(entry.data.get("cells") != entry.data.get("equal"))


@register.filter
def treatment(item: PayItem) -> list[str]:
    """What an item does to tax, contributions and vacation pay, in a few words."""
    return [str(TREATMENTS[key]) for key in treatments_of(item)]


@register.filter
def day_kind(kind: str) -> str:
    """A kind of vacation days in a word."""
    return str(DAY_KINDS.get(kind, kind))
