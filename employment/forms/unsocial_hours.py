"""The rows of a form in which bands of unsocial hours are written."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from employment.rules.unsocial_hours import Band, BandNotUnderstood, Part, read_band, read_clock, read_days, read_rate
from employment.unsocial_texts import clock_text, days_text, rate_text

PARTS = ("name", "days", "clock", "rate")
EMPTY_ROWS = 2
MOST = 30
LABELS = {"name": _("Name"), "days": _("Days"), "clock": _("By the clock"), "rate": _("Supplement")}
EXAMPLES = {"name": _("Evening"), "days": _("mon–fri"), "clock": "18–24", "rate": "50 %"}
LENGTHS = {"name": 40, "days": 80, "clock": 20, "rate": 30}
READERS: dict[Part, Callable[[str], object]] = {Part.DAYS: read_days, Part.CLOCK: read_clock, Part.RATE: read_rate}
ERRORS = {
    Part.DAYS: _("Write weekdays or kinds of days: mon–fri, sat, red days, eves, major holidays."),
    Part.CLOCK: _("Write from and to by the clock, such as 18–24 or 22–06."),
    Part.RATE: _("Write percent, a divisor or kronor: 50 %, 1/600 or 25 kr."),
}


class Row(NamedTuple):
    """The fields of one band, and its number for those who cannot see where it stands."""

    number: int
    fields: list[tuple[Any, forms.BoundField]]
    """Each with a label that does not repeat the number."""


def field_name(part: str, number: int) -> str:
    """What a field of a row is called."""
    return f"unsocial_{part}_{number}"


def add_rows(form: forms.Form, data: Mapping[str, Any] | None, bands: Sequence[Mapping[str, Any]]) -> int:
    """Fields for each band and a few empty rows; answers how many rows there are."""
    posted = [number for number in range(MOST) if data is not None and field_name("days", number) in data]
    rows = max(posted) + 1 if posted else min(len(bands) + EMPTY_ROWS, MOST)
    for number in range(rows):
        said = _written(bands[number]) if number < len(bands) else {}
        for part in PARTS:
            form.fields[field_name(part, number)] = forms.CharField(
                label=format_lazy(_("{label}, row {number}"), label=LABELS[part], number=number + 1),
                required=False,
                max_length=LENGTHS[part],
                initial=said.get(part, ""),
                widget=forms.TextInput(attrs={"placeholder": EXAMPLES[part], "autocomplete": "off"}),
            )
    return rows


def _written(band: Mapping[str, Any]) -> dict[str, str]:
    return {
        "name": band["name"],
        "days": days_text(band["days"]),
        "clock": clock_text(band["from"], band["to"]),
        "rate": rate_text(band["measure"], band["value"]),
    }


def rows_of(form: forms.Form, rows: int) -> list[Row]:
    """The rows as a page shows them."""
    return [
        Row(number + 1, [(LABELS[part], form[field_name(part, number)]) for part in PARTS]) for number in range(rows)
    ]


def read_rows(form: forms.Form, rows: int) -> list[Band]:
    """The bands that were written, empty rows left out; what is not understood is said by its field."""
    found = []
    for number in range(rows):
        written = {part: form.cleaned_data.get(field_name(part, number), "") for part in PARTS}
        if not any(written.values()) or any(form.has_error(field_name(part, number)) for part in PARTS):
            continue
        faults = [part for part, reader in READERS.items() if not _is_understood(reader, written[part])]
        for part in faults:
            form.add_error(field_name(part, number), ERRORS[part])
        if not faults:
            found.append(read_band(**written))
    return found


def _is_understood(reader: Callable[[str], object], text: str) -> bool:
    try:
        reader(text)
    except BandNotUnderstood:
        return False
    return True
