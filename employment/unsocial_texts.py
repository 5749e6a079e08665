"""Bands of unsocial hours as people read them, in a form that the same words can be read from again."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.templatetags.format import decimal

WEEKDAYS = (
    gettext_lazy("Mon"),
    gettext_lazy("Tue"),
    gettext_lazy("Wed"),
    gettext_lazy("Thu"),
    gettext_lazy("Fri"),
    gettext_lazy("Sat"),
    gettext_lazy("Sun"),
)
KINDS = {"RED": gettext_lazy("red days"), "EVE": gettext_lazy("eves"), "MAJOR": gettext_lazy("major holidays")}


def days_text(days: Iterable[str]) -> str:
    """mån–fre, röda dagar."""
    known = list(days)
    weekdays = sorted(int(one) for one in known if one.isdigit())
    return ", ".join([*_ranges(weekdays), *(str(KINDS[one]) for one in KINDS if one in known)])


def _ranges(weekdays: Sequence[int]) -> list[str]:
    """Days that follow on each other as from–to."""
    found: list[list[int]] = []
    for day in weekdays:
        if found and day == found[-1][-1] + 1:
            found[-1].append(day)
        else:
            found.append([day])
    names = [str(one).lower() for one in WEEKDAYS]
    return [names[run[0]] if len(run) == 1 else f"{names[run[0]]}–{names[run[-1]]}" for run in found]


def clock_text(starts: str, ends: str) -> str:
    """18–24, 22–06, 18:15–20."""
    first, last = (one.removesuffix(":00") for one in (starts, ends))
    return f"{first}–{'24' if last == '00' else last}"


def rate_text(measure: str, value: str) -> str:
    """50 %, 1/600, 25 kr."""
    number = decimal(value)
    if measure == "DIVISOR":
        return f"1/{number}"
    return f"{number} %" if measure == "PERCENT" else _("%(amount)s kr") % {"amount": number}


def band_text(band: dict[str, Any]) -> str:
    """One band in a line."""
    hours = f"{days_text(band['days'])} {clock_text(band['from'], band['to'])}"
    said = f"{hours}: {rate_text(band['measure'], band['value'])}"
    return f"{band['name']} ({said})" if band["name"] else said


def bands_text(bands: Iterable[dict[str, Any]]) -> str:
    """All of them, or that there are none."""
    return "; ".join(band_text(one) for one in bands) or _("none")
