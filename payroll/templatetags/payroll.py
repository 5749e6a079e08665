"""Words of payroll for templates."""

from django import template

from payroll.wording import REASONS

register = template.Library()


@register.filter
def reason_text(reason: str) -> str:
    """Why a net pay differs, in a word."""
    return str(REASONS.get(reason, reason))
