"""Figures that are not as they must be are found when they are read."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from payroll.statutory import loading, parameters_on
from payroll.statutory.loading import StatutoryDataWrong

DAY = date(2026, 6, 1)
Write = Callable[..., None]
CACHES = ("_figures", "_contribution_groups", "_parameters_of")


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """Figures of a test instead of the product's."""
    monkeypatch.setattr(loading, "FOLDER", tmp_path)

    def files(figures: str, groups: str = "group = []") -> None:
        (tmp_path / "figures.toml").write_text(figures, encoding="utf-8")
        (tmp_path / "contributions.toml").write_text(groups, encoding="utf-8")
        (tmp_path / "tax_tables.toml").write_text("[[year]]\nyear = 2026\n", encoding="utf-8")
        forget()

    def forget() -> None:
        for name in CACHES:
            getattr(loading, name).cache_clear()

    yield files
    forget()


def figure(value: str = '"0.80"', unit: str = "share", starts_on: str = "2026-01-01", source: str = "a law") -> str:
    return f'[[rate]]\nvalue = {value}\nunit = "{unit}"\nfrom = {starts_on}\nsource = "{source}"\n'


def test_the_latest_value_that_has_begun_is_the_one(write: Write) -> None:
    write(figure('"0.1"', starts_on="2025-01-01") + figure('"0.2"') + figure('"0.3"', starts_on="2026-07-01"))
    assert parameters_on(DAY).value("rate") == Decimal("0.2")
    assert parameters_on(date(2026, 7, 1)).value("rate") == Decimal("0.3")


def test_a_number_is_read_exactly(write: Write) -> None:
    write(figure("0.1"))
    assert parameters_on(DAY).value("rate") == Decimal("0.1")


@pytest.mark.parametrize(("unit", "source"), [("furlong", "a law"), ("share", ""), ("", "a law")])
def test_a_value_needs_a_known_unit_and_a_source(write: Write, unit: str, source: str) -> None:
    write(figure(unit=unit, source=source))
    with pytest.raises(StatutoryDataWrong, match="rate from 2026-01-01 lacks a known unit or a source"):
        parameters_on(DAY)


@pytest.mark.parametrize("second", ["2026-01-01", "2025-01-01"])
def test_values_stand_in_the_order_of_their_first_days_without_doubles(write: Write, second: str) -> None:
    write(figure() + figure(starts_on=second))
    with pytest.raises(StatutoryDataWrong, match="rate is not in order"):
        parameters_on(DAY)


def test_a_value_that_has_not_begun_is_not_last_years(write: Write) -> None:
    write(figure(starts_on="2026-07-01"))
    with pytest.raises(StatutoryDataWrong, match="rate has no value on 2026-06-01"):
        parameters_on(DAY)


def test_a_rate_of_contributions_needs_a_source_too(write: Write) -> None:
    write("", '[[group]]\nname = "standard"\nvalue = "0.3"\nunit = "share"\nfrom = 2026-01-01\nuntil = 2026-12-31\n')
    with pytest.raises(StatutoryDataWrong, match="contributions.standard"):
        parameters_on(DAY)
