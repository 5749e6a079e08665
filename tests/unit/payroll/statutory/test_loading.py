"""Figures that are not as they must be are found when they are read."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from payroll.statutory import loading
from payroll.statutory.loading import NOTHING_ADDED, Additions
from payroll.statutory.parameters import DatedFigure, FigureMissing, Parameters
from payroll.statutory.reading import StatutoryDataWrong, figure_of, group_of, one_off_table_of

DAY = date(2026, 6, 1)
Write = Callable[..., None]
CACHES = ("built_in_figures", "built_in_groups", "components", "built_in_one_off_tables", "_parameters")


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """Figures of a test instead of the product's."""
    monkeypatch.setattr(loading, "FOLDER", tmp_path)

    def files(figures: str, groups: str = "group = []", one_off: str = "") -> None:
        (tmp_path / "figures").mkdir()
        (tmp_path / "figures" / "some.toml").write_text(figures, encoding="utf-8")
        (tmp_path / "one_off_tables.toml").write_text(one_off, encoding="utf-8")
        (tmp_path / "contributions.toml").write_text(groups, encoding="utf-8")
        (tmp_path / "tax_tables.toml").write_text("[[year]]\nyear = 2026\n", encoding="utf-8")
        forget()

    def forget() -> None:
        for name in CACHES:
            getattr(loading, name).cache_clear()

    yield files
    forget()


def on(day: date, additions: Additions = NOTHING_ADDED) -> Parameters:
    """What holds on a day, whether or not it is all that a payslip needs."""
    return loading._parameters(day, additions)


def figure(
    value: str = '"0.80"', unit: str = "share", starts_on: str = "2026-01-01", source: str = "a law", until: str = ""
) -> str:
    last = f"until = {until}\n" if until else ""
    return f'[[rate]]\nvalue = {value}\nunit = "{unit}"\nfrom = {starts_on}\n{last}source = "{source}"\n'


def test_the_latest_value_that_has_begun_is_the_one(write: Write) -> None:
    write(figure('"0.1"', starts_on="2025-01-01") + figure('"0.2"') + figure('"0.3"', starts_on="2026-07-01"))
    assert on(DAY).value("rate") == Decimal("0.2")
    assert on(date(2026, 7, 1)).value("rate") == Decimal("0.3")


def test_a_number_is_read_exactly(write: Write) -> None:
    write(figure("0.1"))
    assert on(DAY).value("rate") == Decimal("0.1")


@pytest.mark.parametrize(("unit", "source"), [("furlong", "a law"), ("share", ""), ("", "a law")])
def test_a_value_needs_a_known_unit_and_a_source(write: Write, unit: str, source: str) -> None:
    write(figure(unit=unit, source=source))
    with pytest.raises(StatutoryDataWrong, match="rate from 2026-01-01 lacks a known unit or a source"):
        on(DAY)


@pytest.mark.parametrize("second", ["2026-01-01", "2025-01-01"])
def test_values_stand_in_the_order_of_their_first_days_without_doubles(write: Write, second: str) -> None:
    write(figure() + figure(starts_on=second))
    with pytest.raises(StatutoryDataWrong, match="rate is not in order"):
        on(DAY)


def test_a_value_that_has_not_begun_is_not_last_years(write: Write) -> None:
    write(figure(starts_on="2026-07-01"))
    with pytest.raises(FigureMissing, match="There is no rate for 2026"):
        on(DAY).value("rate")


def test_a_value_that_has_ended_is_not_next_years(write: Write) -> None:
    write(figure(until="2026-05-31"))
    with pytest.raises(FigureMissing):
        on(DAY).value("rate")


@pytest.mark.parametrize(("until", "wrong"), [("2026-06-29", "leave a gap"), ("2026-07-01", "overlap")])
def test_two_values_leave_no_gap_and_do_not_overlap(write: Write, until: str, wrong: str) -> None:
    write(figure(until=until) + figure(starts_on="2026-07-01"))
    with pytest.raises(StatutoryDataWrong, match=f"rate: the values before and from 2026-07-01 {wrong}"):
        on(DAY)


def test_a_value_ends_after_it_starts_and_is_a_number(write: Write) -> None:
    write(figure(until="2025-12-31"))
    with pytest.raises(StatutoryDataWrong, match="ends before it starts"):
        on(DAY)
    with pytest.raises(StatutoryDataWrong, match="no number"):
        figure_of("rate", {"value": "much", "unit": "share", "from": DAY, "source": "a law"})


def test_a_rate_of_contributions_needs_a_source_too(write: Write) -> None:
    write("", '[[group]]\nname = "standard"\nvalue = "0.3"\nunit = "share"\nfrom = 2026-01-01\nuntil = 2026-12-31\n')
    with pytest.raises(StatutoryDataWrong, match="contributions.standard"):
        on(DAY)


def group(starts_on: str, until: str = "2026-12-31", value: str = "0.3") -> str:
    return (
        f'[[group]]\nname = "standard"\nvalue = "{value}"\nunit = "share"\nfrom = {starts_on}\nuntil = {until}\n'
        'source = "a law"\n'
    )


def test_two_rates_of_a_group_do_not_overlap(write: Write) -> None:
    write("", group("2026-01-01") + group("2026-07-01"))
    with pytest.raises(StatutoryDataWrong, match=r"contributions\.standard from 2026-01-01 overlaps another row"):
        on(DAY)


def test_a_rate_of_contributions_has_a_last_day() -> None:
    row = {"name": "standard", "value": "0.3", "unit": "share", "from": DAY, "source": "a law"}
    with pytest.raises(StatutoryDataWrong, match="has no last day"):
        group_of(row)


def test_the_parts_of_a_rate_are_the_whole(write: Write) -> None:
    part = '[[component]]\nname = "pension"\nvalue = "0.1"\nunit = "share"\nfrom = 2026-01-01\nsource = "a law"\n'
    write("", group("2026-01-01") + part)
    with pytest.raises(StatutoryDataWrong, match="components of 2026-01-01 do not add up"):
        on(DAY)


@pytest.mark.parametrize(
    ("bands", "wrong"),
    [
        ([], "last band has no end"),
        ([[100, 0]], "last band has no end"),
        ([["", 0], ["", 10]], "last band has no end"),
        ([[200, 0], [100, 10], ["", 20]], "limits do not rise"),
        ([[100, 0], [100, 10], ["", 20]], "limits do not rise"),
        ([[100, 0], ["", 101]], "not between 0 and 100"),
        ([[100, -1], ["", 50]], "not between 0 and 100"),
    ],
)
def test_a_one_off_table_rises_to_an_open_end(bands: list[list[int | str]], wrong: str) -> None:
    with pytest.raises(StatutoryDataWrong, match=wrong):
        one_off_table_of({"year": 2026, "column": 1, "source": "SKVFS", "bands": bands})


def test_a_one_off_table_needs_a_source_and_stands_once(write: Write) -> None:
    with pytest.raises(StatutoryDataWrong, match="One-off table 2026:1 lacks a source"):
        one_off_table_of({"year": 2026, "column": 1, "bands": [["", 50]]})
    write("", one_off='[[table]]\nyear = 2026\ncolumn = 1\nsource = "SKVFS"\nbands = [["", 50]]\n' * 2)
    with pytest.raises(StatutoryDataWrong, match="stands twice"):
        on(DAY)


def added(value: str, starts_on: date, ends_on: date | None = None) -> DatedFigure:
    row = {"value": value, "unit": "share", "from": starts_on, "until": ends_on, "source": "entered"}
    return figure_of("rate", row)


def test_what_is_added_fills_a_gap_and_corrects_a_value(write: Write) -> None:
    write(figure('"0.1"', until="2026-12-31"))
    next_year = Additions(figures=(added("0.2", date(2027, 1, 1), date(2027, 12, 31)),))
    assert [on(day, next_year).value("rate") for day in (DAY, date(2027, 6, 1))] == [Decimal("0.1"), Decimal("0.2")]
    corrected = Additions(figures=(added("0.3", date(2026, 1, 1)), added("0.4", date(2026, 1, 1))))
    assert on(DAY, corrected).value("rate") == Decimal("0.4")
    assert on(DAY).value("rate") == Decimal("0.1")
