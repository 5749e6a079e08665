"""Words of payroll for templates."""

from django import template

from payroll import wording
from payroll.models import PayslipLine

register = template.Library()


@register.filter
def reason_text(reason: str) -> str:
    """Why a net pay differs, in a word."""
    return str(wording.REASONS.get(reason, reason))


@register.filter
def quantity_text(line: PayslipLine) -> str:
    """How much a line is for."""
    return wording.quantity_text(line.quantity, line.unit)
