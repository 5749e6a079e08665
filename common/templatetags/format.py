"""How figures, dates and hours are written: the Swedish way in both languages."""

import re
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.formats import date_format

from common.money import round_to_ore

register = template.Library()

SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
ORE_PER_KRONA = 100
MINUTES_PER_HOUR = 60
_NUMBER = re.compile(r"(\d+)(?:\.(\d+))?", re.ASCII)
_NEGATIVE = re.compile(r"(?<![^\s(])-(?=\d)", re.ASCII)


def grouped(number: int) -> str:
    """Digits of a number that is not negative, in groups of three."""
    return f"{number:,}".replace(",", SPACE)


def _sign(value: int | Decimal, *, plus: bool = False) -> str:
    if value < 0:
        return MINUS
    return "+" if plus and value > 0 else ""


@register.filter
def kronor(ore: int | Decimal | str | None) -> str:
    """Öre as kronor and öre: 2431000 → 24 310,00; a price is rounded to the öre. Nothing for nothing."""
    if ore is None or ore == "":
        return ""
    amount = round_to_ore(Decimal(ore))
    whole, rest = divmod(abs(amount), ORE_PER_KRONA)
    return f"{_sign(amount)}{grouped(whole)},{rest:02d}"


@register.filter
def figures_in(text: str) -> str:
    """A formula with its numbers as people write them: 35000 / -94 = -372.34 → 35 000 / −94 = −372,34."""
    numbers = _NUMBER.sub(lambda found: grouped(int(found[1])) + (f",{found[2]}" if found[2] else ""), text)
    return _NEGATIVE.sub(MINUS, numbers)


@register.filter
def krona(ore: int | str | None) -> str:
    """Öre as whole kronor, öre left out: 2431000 → 24 310."""
    if ore is None or ore == "":
        return ""
    whole = abs(int(ore)) // ORE_PER_KRONA
    return f"{_sign(int(ore)) if whole else ''}{grouped(whole)}"


@register.filter
def signed_krona(ore: int | str | None) -> str:
    """Whole kronor of a difference, with its sign: −1 710, +250, 0."""
    if ore is None or ore == "":
        return ""
    whole = abs(int(ore)) // ORE_PER_KRONA
    return f"{_sign(int(ore), plus=True) if whole else ''}{grouped(whole)}"


@register.filter
def signed_kronor(ore: int | str | None) -> str:
    """Kronor and öre of a difference, with its sign."""
    if ore is None or ore == "":
        return ""
    return ("+" if int(ore) > 0 else "") + kronor(ore)


@register.filter
def decimal(value: Decimal | int | str | None) -> str:
    """A quantity without needless zeros and with a decimal comma: 2.50 → 2,5."""
    if value is None or value == "":
        return ""
    number = Decimal(str(value))
    whole, _, rest = format(abs(number), "f").partition(".")
    rest = rest.rstrip("0")
    return _sign(number) + grouped(int(whole)) + (f",{rest}" if rest else "")


@register.filter
def percent(value: Decimal | int | str | None) -> str:
    """A rate given in percent: 31.42 → 31,42 %."""
    return "" if value is None or value == "" else f"{decimal(value)}{SPACE}%"


@register.filter
def hours(minutes: int | str | None) -> str:
    """Minutes as hours and minutes: 560 → 9 h 20 min."""
    if minutes is None or minutes == "":
        return ""
    whole, rest = divmod(abs(int(minutes)), MINUTES_PER_HOUR)
    parts = ([f"{grouped(whole)}{SPACE}h"] if whole or not rest else []) + ([f"{rest}{SPACE}min"] if rest else [])
    return _sign(int(minutes)) + SPACE.join(parts)


@register.filter
def clock(minutes: int | str | None) -> str:
    """Minutes as on a clock: 500 → 8:20."""
    if minutes is None or minutes == "":
        return ""
    whole, rest = divmod(abs(int(minutes)), MINUTES_PER_HOUR)
    return f"{_sign(int(minutes))}{grouped(whole)}:{rest:02d}"


@register.filter
def signed_clock(minutes: int | str | None) -> str:
    """Minutes of a balance, with its sign: 200 → +3:20."""
    if minutes is None or minutes == "":
        return ""
    return ("+" if int(minutes) > 0 else "") + clock(minutes)


@register.filter
def date_short(day: date | None) -> str:
    """2026-11-24, as in a table."""
    return "" if not day else _local(day).strftime("%Y-%m-%d")


@register.filter
def date_day(day: date | None) -> str:
    """tis 24 nov."""
    return "" if not day else date_format(_local(day), "D j b").lower()


@register.filter
def date_long(day: date | None) -> str:
    """24 november 2026."""
    return "" if not day else date_format(_local(day), "j F Y")


@register.filter
def weekday(day: date | None) -> str:
    """tisdag."""
    return "" if not day else date_format(_local(day), "l")


@register.filter
def month(day: date | None) -> str:
    """november 2026."""
    return "" if not day else date_format(_local(day), "F Y")


@register.filter
def moment(at: datetime | None) -> str:
    """2026-03-01 09:12, in the country's time."""
    return "" if not at else timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


@register.filter
def time_of(at: datetime | None) -> str:
    """09:12, in the country's time."""
    return "" if not at else timezone.localtime(at).strftime("%H:%M")


def _local(day: date) -> date:
    return timezone.localtime(day) if isinstance(day, datetime) else day


@register.filter
def corporate_number(digits: str) -> str:
    """A corporate identity number with its hyphen: 5560360793 → 556036-0793."""
    return f"{digits[:6]}-{digits[6:]}"
