"""Unsocial hours as people write them, and that what is shown can be read again."""

import pytest
from django.utils import translation

from employment.catalogue.agreements import agreement_templates
from employment.rules.unsocial_hours import BandNotUnderstood, Part, read_clock, read_days, read_rate
from employment.unsocial_texts import bands_text, clock_text, days_text, rate_text


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("mån-fre", "01234"),
        ("Mån – fre", "01234"),
        ("fredag–måndag", "0456"),
        ("lör, sön", "56"),
        ("lördagar och söndagar", "56"),
        ("tors.", "3"),
        ("mon-wed & sat", "0125"),
        ("vardagar", "01234"),
        ("Alla dagar", "0123456"),
    ],
)
def test_weekdays_are_read_however_they_are_written(written: str, days: str) -> None:
    assert read_days(written) == list(days)


def test_kinds_of_days_are_read_beside_weekdays() -> None:
    assert read_days("sön, röda dagar; aftnar och storhelger") == ["6", "EVE", "MAJOR", "RED"]


@pytest.mark.parametrize("written", ["", ",", "må", "månd-x", "mån–", "månen", "januari", "1-5"])
def test_days_that_are_none_are_refused(written: str) -> None:
    with pytest.raises(BandNotUnderstood) as refused:
        read_days(written)
    assert refused.value.part == Part.DAYS


@pytest.mark.parametrize(
    ("written", "clock"),
    [
        ("18-24", ("18:00", "00:00")),
        ("18:15–20", ("18:15", "20:00")),
        ("22.00 - 6.30", ("22:00", "06:30")),
        ("0-24", ("00:00", "00:00")),
    ],
)
def test_hours_by_the_clock_are_read(written: str, clock: tuple[str, str]) -> None:
    assert read_clock(written) == clock


@pytest.mark.parametrize("written", ["", "18", "24-6", "18-25", "18-24:30", "6-6", "18-24 -30"])
def test_hours_that_are_none_are_refused(written: str) -> None:
    with pytest.raises(BandNotUnderstood):
        read_clock(written)


@pytest.mark.parametrize(
    ("written", "rate"),
    [
        ("50 %", ("PERCENT", "50")),
        ("12,5%", ("PERCENT", "12.5")),
        ("1/600", ("DIVISOR", "600")),
        ("Månadslön / 1 200", ("DIVISOR", "1200")),
        ("25 kr", ("KRONOR", "25")),
        ("25,50 kr/tim", ("KRONOR", "25.5")),
        ("100:-", ("KRONOR", "100")),
    ],
)
def test_a_supplement_is_read_as_percent_divisor_or_kronor(written: str, rate: tuple[str, str]) -> None:
    assert read_rate(written) == rate


@pytest.mark.parametrize("written", ["", "50", "0 %", "500 %", "2/600", "-5 kr", "fem kr"])
def test_a_supplement_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(BandNotUnderstood):
        read_rate(written)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_shown_is_read_again_in_both_languages(language: str) -> None:
    with translation.override(language):
        for template in agreement_templates().values():
            for band in template.values["unsocial_bands"]:
                assert read_days(days_text(band["days"])) == band["days"]
                assert read_clock(clock_text(band["from"], band["to"])) == (band["from"], band["to"])
                assert read_rate(rate_text(band["measure"], band["value"])) == (band["measure"], band["value"])


def test_the_templates_have_bands_marked_as_not_verified_and_the_law_has_none() -> None:
    templates = agreement_templates()
    with translation.override("sv"):
        told = {key: bands_text(one.values["unsocial_bands"]) for key, one in templates.items()}
    assert told["LAW"] == "inga"
    assert told["SALARIED"].startswith("OB kväll (mån–fre 18–24: 1/600); OB natt (mån–sön 00–07: 1/400)")
    assert "OB kväll 70 % (mån–fre 20–06: 70 %)" in told["WORKERS"].replace("\xa0", " ")
    marks = {key: one.sources["unsocial_bands"]["verified"] for key, one in templates.items()}
    assert marks == {"SALARIED": False, "WORKERS": False, "LAW": True}
