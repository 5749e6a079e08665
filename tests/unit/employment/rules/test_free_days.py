"""Which days are free: by law, by the eves that a company chose from a day, and by days of its own."""

from datetime import date, timedelta

from common.red_days import is_bank_day, name_of_red_day
from employment.free_day_wording import EVES, name_of
from employment.rules.free_days import USUAL, USUAL_DAYS, Eve, FreeDay, FreeDays, Source, eves_of, read, written

CHRISTMAS_EVE, NEW_YEARS_EVE = date(2026, 12, 24), date(2026, 12, 31)
SQUEEZED = date(2026, 5, 15)


def test_who_has_chosen_nothing_is_free_on_red_days_and_three_eves_as_banks_are() -> None:
    first = date(2020, 1, 1)
    days = [first + timedelta(days=number) for number in range(366 * 15)]
    free = USUAL_DAYS.between(days[0], days[-1])
    assert [day for day in days if day.weekday() < 5 and day in free] == [
        day for day in days if day.weekday() < 5 and not is_bank_day(day)
    ]


def test_the_eves_of_a_year_are_the_days_before_their_holidays() -> None:
    assert {eve: f"{day:%m-%d}" for day, eve in eves_of(2026).items()} == {
        Eve.TWELFTH_NIGHT: "01-05",
        Eve.MAUNDY_THURSDAY: "04-02",
        Eve.EASTER: "04-04",
        Eve.WALPURGIS: "04-30",
        Eve.PENTECOST: "05-23",
        Eve.MIDSUMMER: "06-19",
        Eve.ALL_SAINTS: "10-30",
        Eve.CHRISTMAS: "12-24",
        Eve.NEW_YEAR: "12-31",
    }
    assert eves_of(2027)[date(2027, 11, 5)] == Eve.ALL_SAINTS
    assert set(EVES) == set(Eve)


def test_a_choice_applies_to_eves_from_its_day_and_none_is_red_days_only() -> None:
    chosen = FreeDays(eves=((date(2026, 12, 25), frozenset()), (date(2027, 1, 1), frozenset({Eve.NEW_YEAR}))))
    assert chosen.between(CHRISTMAS_EVE, NEW_YEARS_EVE) == {CHRISTMAS_EVE, date(2026, 12, 25), date(2026, 12, 26)}
    assert chosen.between(date(2027, 12, 24), date(2027, 12, 31)) & {date(2027, 12, 24), date(2027, 12, 31)} == {
        date(2027, 12, 31)
    }
    assert (chosen.eves_on(CHRISTMAS_EVE), chosen.eves_on(NEW_YEARS_EVE)) == (USUAL, frozenset())


def test_own_days_have_their_names_and_the_law_goes_before_them() -> None:
    chosen = FreeDays(own=((SQUEEZED, "Klämdag"), (date(2026, 5, 14), "Egen")))
    found = chosen.named(date(2026, 5, 10), date(2026, 5, 20))
    assert found == [FreeDay(date(2026, 5, 14), Source.RED), FreeDay(SQUEEZED, Source.OWN, "Klämdag")]
    assert [name_of(one) for one in found] == ["Kristi himmelsfärdsdag", "Klämdag"]
    assert name_of_red_day(date(2026, 5, 14), "en") == "Ascension Day"
    across = chosen.between(date(2026, 12, 31), date(2027, 1, 1))
    assert across == {NEW_YEARS_EVE, date(2027, 1, 1)}


def test_a_choice_is_kept_as_text_and_what_is_not_known_is_left_out() -> None:
    assert read(written(USUAL)) == USUAL and written(USUAL) == "CHRISTMAS,MIDSUMMER,NEW_YEAR"
    assert read("") == frozenset() and read("CHRISTMAS,EID") == {Eve.CHRISTMAS}
