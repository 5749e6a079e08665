"""Forms of the rule years: a figure, a rate of contributions, a one-off table, and a year's tax tables."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.number_fields import NumberField, WholeNumberField, decimal_of
from employment.forms.fields import DayField
from payroll.figure_names import AGE_GROUPS
from payroll.rules.tax_table_file import LARGEST

LEAST_SOURCE = 8
PER_CENT = Decimal("0.01")
HIGHEST = Decimal(10_000_000)
FILE_INPUT = forms.ClearableFileInput(attrs={"accept": ".txt,.csv,.json"})
END_WORDS = ("över", "above", "-")


class SourceField(forms.CharField):
    """Where a value was read: law, agency page, publication."""

    def __init__(self) -> None:
        hint = _("The law's number or the page, such as SKVFS 2026:12, so that others can check it.")
        super().__init__(label=_("Source"), min_length=LEAST_SOURCE, max_length=300, help_text=hint)


class PeriodForm(forms.Form):
    """From and to, within the calendar year that the page is about."""

    starts_on = DayField(label=_("Applies from"))
    ends_on = DayField(label=_("Applies to"))
    source = SourceField()

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        self.initial.setdefault("starts_on", date(year, 1, 1))
        self.initial.setdefault("ends_on", date(year, 12, 31))
        self.order_fields([name for name in self.fields if name not in ("starts_on", "ends_on", "source")])

    def clean(self) -> dict[str, Any]:
        """The last day follows the first, and both are of the year."""
        values = super().clean() or {}
        first, last = values.get("starts_on"), values.get("ends_on")
        for name, day in (("starts_on", first), ("ends_on", last)):
            if day is not None and day.year != self.year:
                self.add_error(name, _("Choose a day of %(year)s.") % {"year": self.year})
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first."))
        return values

    @property
    def period(self) -> dict[str, str]:
        """From, to and source as a row has them, once the form is valid."""
        values = self.cleaned_data
        return {
            "from": values["starts_on"].isoformat(),
            "until": values["ends_on"].isoformat(),
            "source": values["source"],
        }


class FigureForm(PeriodForm):
    """One figure; shares are written in per cent."""

    field_order: Sequence[str] = ("value", "starts_on", "ends_on", "source")

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        is_share = unit == "share"
        self.fields["value"] = NumberField(
            label=_("Value"),
            lowest=Decimal(0),
            highest=Decimal(1000) if is_share else HIGHEST,
            example="20,81" if is_share else "59 200",
            decimals=4 if is_share else 2,
            scale=PER_CENT if is_share else Decimal(1),
        )
        self.order_fields(self.field_order)

    @property
    def row(self) -> dict[str, Any]:
        """The figure as a row, once the form is valid."""
        return {"value": f"{self.cleaned_data['value'].normalize():f}", "unit": self.unit, **self.period}


class ContributionForm(PeriodForm):
    """The rate of an age group, with the birth years that it is for."""

    field_order: Sequence[str] = ("name", "rate", "born_from", "born_to", "ceiling", "starts_on", "ends_on", "source")
    name = forms.ChoiceField(label=_("Age group"), choices=list(AGE_GROUPS.items()))
    rate = NumberField(
        label=_("Rate"), lowest=Decimal(0), highest=Decimal(100), example="31,42", decimals=4, scale=PER_CENT
    )
    born_from = WholeNumberField(label=_("Born from"), lowest=1900, highest=2100, example="1959", required=False)
    born_to = WholeNumberField(label=_("Born to"), lowest=1900, highest=2100, example="1958", required=False)
    ceiling = WholeNumberField(
        label=_("On pay a month of at most"),
        lowest=1,
        highest=10_000_000,
        example="25 000",
        required=False,
        help_text=_("Above it the ordinary rate applies."),
    )

    def clean(self) -> dict[str, Any]:
        """Birth years go forwards."""
        values = super().clean()
        first, last = values.get("born_from"), values.get("born_to")
        if first and last and last < first:
            self.add_error("born_to", _("The last birth year is before the first."))
        return values

    @property
    def row(self) -> dict[str, Any]:
        """The rate as a row, once the form is valid."""
        values = self.cleaned_data
        optional = {name: values[name] for name in ("born_from", "born_to", "ceiling") if values[name] is not None}
        rate = f"{values['rate'].normalize():f}"
        return {"name": values["name"], "value": rate, "unit": "share", **optional, **self.period}


class BandsField(forms.CharField):
    """A band a line: the highest income of the year and the per cent; the last line begins with a word."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 7, "placeholder": "25 041; 0\n82 800; 10\növer; 54"})
        super().__init__(widget=widget, max_length=2000, **kwargs)

    def clean(self, value: Any) -> list[list[Any]]:
        """Bands as rows have them. Raises ValidationError that names the line."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        bands = [self._band(number, line) for number, line in enumerate(lines, 1)]
        limits = [limit for limit, _share in bands]
        if limits[-1] != "" or "" in limits[:-1]:
            raise ValidationError(_("The last line, and only that, has no limit: write for example över; 54."))
        if limits[:-1] != sorted(set(limits[:-1])):
            raise ValidationError(_("Each line needs a higher income than the line before."))
        return bands

    def _band(self, number: int, line: str) -> list[Any]:
        limit, separator, share = line.rpartition(";") if ";" in line else line.rpartition("\t")
        try:
            per_cent = decimal_of(share, ("%",))
            up_to = "" if limit.strip().lower() in END_WORDS else int(decimal_of(limit, ("kr",)))
        except InvalidOperation:
            separator = ""
        if not separator or per_cent != int(per_cent) or not 0 <= per_cent <= 100:
            sentence = _("Line %(number)s: write an income and whole per cent, such as 25 041; 10.")
            raise ValidationError(sentence, params={"number": number})
        return [up_to, int(per_cent)]


class OneOffForm(forms.Form):
    """The one-off table of a column."""

    bands = BandsField(
        label=_("Bands"),
        help_text=_("One line for each band: income of the year up to and including; per cent. Last line: över; 54."),
    )
    source = SourceField()

    def __init__(self, *args: Any, year: int, column: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key = {"year": year, "column": column}

    @property
    def row(self) -> dict[str, Any]:
        """The table as a row, once the form is valid."""
        return {**self.key, "bands": self.cleaned_data["bands"], "source": self.cleaned_data["source"]}


class TablesForm(forms.Form):
    """The agency's file of monthly tables."""

    file = forms.FileField(
        label=_("File"),
        widget=FILE_INPUT,
        help_text=_("allmanna-tabeller-manad.txt, the CSV file of the open data, or the answer of its JSON service."),
    )
    source = SourceField()

    def clean_file(self) -> Any:
        """Not larger than any year's file can be. Raises ValidationError."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(_("The file is larger than 5 MB; no year's tables are."))
        return file

    @property
    def chosen(self) -> dict[str, Any]:
        """Content, name and source, once the form is valid."""
        file = self.cleaned_data["file"]
        return {"content": file.read(), "file_name": file.name[:200], "source": self.cleaned_data["source"]}
