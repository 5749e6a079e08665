"""Where an exact amount becomes öre, and how figures are written in a formula."""

from datetime import date
from decimal import Decimal

import pytest

from payroll.rules.basis import Kind, Registration
from payroll.rules.lines import hours, krona_text, paid_line, text
from payroll.rules.result import PayslipLine, Unit
from tests.factories.payslip_basis import october, registered


def line(quantity: str, rate: str, **more: object) -> PayslipLine:
    return paid_line(
        "item", quantity=Decimal(quantity), unit=Unit.HOURS, rate=Decimal(rate), formula="f", law="l", **more,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("quantity", "rate", "amount"),
    [("1", "0.5", 1), ("1", "0.4999", 0), ("-1", "0.5", -1), ("3", "33.5", 101), ("2.5", "34042.553191", 85_106)],
)
def test_an_amount_is_rounded_once_to_the_oere_halves_away_from_nothing(quantity: str, rate: str, amount: int) -> None:
    assert line(quantity, rate).amount == amount


def test_a_line_keeps_six_decimals_of_quantity_and_rate() -> None:
    made = line("0.3333333333", "20192.307692307")
    assert (made.quantity, made.rate) == (Decimal("0.333333"), Decimal("20192.307692"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [("40", "40"), ("37.50", "37.5"), ("0.00004", "0"), ("0.00005", "0"), ("0.00015", "0.0002"), ("1E+2", "100")],
)
def test_numbers_in_formulas_have_at_most_four_decimals(value: str, shown: str) -> None:
    assert text(Decimal(value)) == shown


def test_oere_are_written_as_kronor() -> None:
    assert krona_text(Decimal("807692.307692")) == "8076.9231"
    assert krona_text(Decimal(3_500_000)) == "35000"


def test_minutes_are_exact_hours() -> None:
    assert hours(150) == Decimal("2.5")
    assert hours(1) * 60 == pytest.approx(Decimal(1), abs=Decimal("1e-20"))


def test_a_line_runs_over_the_days_it_was_made_from_and_refers_to_them() -> None:
    made = line(
        "1", "1", registrations=[*registered(Kind.SICK, october(8, 7)), Registration(october(9)[0], Kind.SICK, 1)]
    )
    assert (made.first_day, made.last_day) == (date(2026, 10, 7), date(2026, 10, 9))
    assert made.explanation.references == ("SICK-2026-10-08", "SICK-2026-10-07")


def test_a_line_can_be_for_a_period_or_for_no_days_at_all() -> None:
    period = (date(2026, 11, 1), date(2026, 11, 30))
    assert (line("1", "1", period=period).first_day, line("1", "1", period=period).last_day) == period
    assert (line("1", "1").first_day, line("1", "1").last_day) == (None, None)
