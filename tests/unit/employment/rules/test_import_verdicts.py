"""What a row becomes: whom it is about, what changes from when, and what keeps the whole file from being imported."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from employment.rules.import_people import Person, Terms
from employment.rules.import_plans import ACCOUNT, PAY, TAX, Choice
from employment.rules.import_rows import Fault, Field, ImportRow, Problem
from employment.rules.import_verdicts import Judged, Known, Outcome, judge
from employment.rules.periods import Period

HIRED, NOVEMBER = date(2024, 1, 1), date(2026, 11, 1)
ANNA = UUID(int=1)
SALARY = {"pay_form": "MONTHLY", "monthly_salary": 3_000_000, "hourly_wage": None, "employment_rate": Decimal(100)}
TABLE_33 = {
    "method": "TABLE", "tax_table": 33, "tax_column": 1, "adjustment_rate": None, "adjustment_amount": None,
    "extra_tax": None, "expected_income": None, "exemption": "", "decision_note": "",
}  # fmt: skip


def anna(**changed: Any) -> Person:
    basics: dict[str, Any] = dict.fromkeys(("email", "phone", "street", "postal_code", "city"), "")
    basics |= {"given_name": "Anna", "family_name": "Ek", "number": 1, "hired_on": HIRED, "left_on": None}
    usual = {
        "identity_index": "anna", "born": date(1961, 7, 16), "pay": [Terms(Period(HIRED), SALARY)],
        "tax": [Terms(Period(HIRED), TABLE_33)],
    }  # fmt: skip
    return Person(ANNA, basics, **{**usual, **changed})


def row(line: int = 2, **values: Any) -> ImportRow:
    return ImportRow(line, values)


def new(line: int = 2, **values: Any) -> ImportRow:
    return row(line, **{"given_name": "Bo", "family_name": "Ström", "hired_on": HIRED, **values})


def judged(*rows: ImportRow, people: tuple[Person, ...] = (anna(),), **known: Any) -> list[Judged]:
    indexes = {one.line: "anna" for one in rows if one.get("is_anna")}
    return list(judge(rows, Known(people, NOVEMBER, indexes, **known)).rows)


def faults(one: Judged) -> list[tuple[str, Problem | None, str]]:
    return [(fault.field, fault.problem, fault.detail) for fault in one.faults]


def test_who_is_here_as_the_file_says_stays_and_an_empty_cell_changes_nothing() -> None:
    (same,) = judged(row(is_anna=True, email="", monthly_salary=3_000_000, tax_table=33))
    assert (same.outcome, same.changes) == (Outcome.UNCHANGED, ())


def test_what_differs_begins_on_the_files_day_or_the_rows_own() -> None:
    (one,) = judged(row(is_anna=True, city="Åre", monthly_salary=3_100_000, tax_table=34))
    assert one.plan is not None
    assert one.plan.basics == {"city": "Åre"}
    assert one.plan.sections[PAY].values == {**SALARY, "monthly_salary": 3_100_000}
    assert {begins.on for begins in one.plan.sections.values()} == {NOVEMBER}
    (own,) = judged(row(is_anna=True, employment_rate=Decimal(80), applies_from=date(2026, 3, 1)))
    assert own.plan is not None
    assert own.plan.sections[PAY].on == date(2026, 3, 1)
    assert own.plan.sections[PAY].values == {**SALARY, "employment_rate": Decimal(80)}


def test_somebody_new_has_everything_from_the_first_day_and_the_next_free_number() -> None:
    choice = Choice(UUID(int=9), "Heltid")
    rows = [new(hourly_wage=17_500, tax_table=33, tax_column=1, schedule=choice), new(3, given_name="Ek", number=2)]
    first, second = judged(*rows, extras=("schedule",))
    assert first.plan is not None
    assert second.plan is not None
    assert (first.plan.basics["number"], second.plan.basics["number"]) == (3, 2)
    assert {begins.on for begins in first.plan.sections.values()} == {HIRED}
    assert first.plan.choices == {"schedule": (choice, HIRED)}
    assert [one.name for one in first.plan.missing] == ["personal_identity_number", "email", "bank_account"]
    assert "schedule" in [one.name for one in second.plan.missing]


def test_what_is_given_to_all_goes_to_those_who_have_none_and_of_whom_the_file_says_nothing() -> None:
    half, full = Choice(UUID(int=9), "Halvtid"), Choice(UUID(int=8), "Heltid")
    rows = [new(schedule=half), new(3, given_name="Ek"), row(4, is_anna=True)]
    found = judged(*rows, extras=("schedule",), for_all={"schedule": full})
    assert [dict(one.plan.choices) if one.plan else None for one in found] == [
        {"schedule": (half, HIRED)}, {"schedule": (full, HIRED)}, {"schedule": (full, HIRED)},
    ]  # fmt: skip
    there = anna(choices={"schedule": "Halvtid"})
    (kept,) = judged(row(is_anna=True), people=(there,), extras=("schedule",), for_all={"schedule": full})
    assert kept.outcome == Outcome.UNCHANGED


def test_a_column_that_is_not_said_follows_from_the_age_at_the_start_of_the_year() -> None:
    def column(born: date, **said: Any) -> int:
        (one,) = judged(row(is_anna=True, tax_table=34, **said), people=(anna(tax=(), born=born),))
        assert one.plan is not None
        values: dict[str, Any] = dict(one.plan.sections[TAX].values)
        return int(values["tax_column"])

    senior, younger = date(1959, 12, 31), date(1960, 1, 1)
    assert (column(senior), column(younger)) == (3, 1)  # hired in 2024, paid here from November 2026
    assert column(senior, applies_from=date(2025, 6, 1)) == 3
    assert column(younger, applies_from=date(2027, 1, 1)) == 3
    assert column(senior, tax_column=1) == 1


def test_a_decision_goes_before_the_table_and_leaves_what_cannot_stay() -> None:
    extra = {**TABLE_33, "extra_tax": 50_000, "exemption": "STUDENT"}
    people = (anna(tax=[Terms(Period(HIRED), extra)]),)
    (one,) = judged(row(is_anna=True, tax_table=33, adjustment_rate=Decimal(18)), people=people)
    assert one.plan is not None
    assert one.plan.sections[TAX].values == {
        **TABLE_33, "method": "ADJUSTMENT_RATE", "tax_table": None, "tax_column": None, "adjustment_rate": Decimal(18),
        "extra_tax": 50_000,
    }  # fmt: skip
    (sink,) = judged(row(is_anna=True, tax_method="SINK"), people=people)
    assert sink.plan is not None
    assert sink.plan.sections[TAX].values["extra_tax"] is None


def test_an_account_is_compared_with_the_one_in_force() -> None:
    account = {"clearing_number": "3300", "account_number": "6107162791"}
    people = (anna(accounts=[Terms(Period(HIRED), account)]),)
    same, other = row(is_anna=True, account=account), row(is_anna=True, account={**account, "account_number": "12"})
    assert judged(same, people=people)[0].outcome == Outcome.UNCHANGED
    assert judged(other, people=people)[0].changes[0].field == ACCOUNT


def test_who_has_no_identity_number_is_found_by_number_or_by_name_and_first_day() -> None:
    draft = anna(identity_index="", born=None)
    assert judged(row(number=1, city="Åre"))[0].outcome == Outcome.CHANGED
    assert judged(row(given_name="anna", family_name="EK", hired_on=HIRED), people=(draft,))[0].outcome != Outcome.NEW
    assert judged(new(given_name="Anna", family_name="Ek", hired_on=NOVEMBER))[0].outcome == Outcome.NEW


def test_a_file_neither_hires_again_nor_reaches_into_a_former_employment() -> None:
    again = row(is_anna=True, hired_on=NOVEMBER)
    left = replace(anna(), basics={**anna().basics, "left_on": date(2026, 8, 31)})
    assert faults(judged(again, people=(left,))[0]) == [(Field.HIRED_ON, Problem.HIRED_AGAIN, "2026-08-31")]
    (into,) = judged(again, people=(anna(former_until=NOVEMBER),))
    assert faults(into) == [(Field.HIRED_ON, Problem.FORMER_EMPLOYMENT, "2026-11-01")]
    assert judged(again, people=(anna(former_until=date(2026, 10, 31)),))[0].outcome == Outcome.CHANGED


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (new(number=1), [(Field.NUMBER, Problem.NUMBER_TAKEN, "Anna Ek")]),
        (row(given_name="Bo"), [(Field.FAMILY_NAME, Problem.MISSING, ""), (Field.HIRED_ON, Problem.MISSING, "")]),
        (new(left_on=date(2023, 1, 1)), [(Field.LEFT_ON, Problem.LEFT_BEFORE_HIRED, "2024-01-01")]),
        (new(amount=100), [(Field.PAY_FORM, Problem.PAY_FORM_MISSING, "")]),
        (new(monthly_salary=1, hourly_wage=1), [(Field.HOURLY_WAGE, Problem.TWO_AMOUNTS, "")]),
        (new(decision_note="x"), [(Field.TAX_METHOD, Problem.METHOD_MISSING, "")]),
        (new(tax_column=1), [(Field.TAX_TABLE, Problem.MISSING, "")]),
        (new(tax_table=33), [(Field.TAX_COLUMN, Problem.MISSING, "")]),
        (new(tax_method="NO_TAX", extra_tax=1), [(Field.EXTRA_TAX, Problem.NOTHING_TO_ADD_TO, "")]),
        (row(is_anna=True, pay_form="HOURLY"), [(Field.HOURLY_WAGE, Problem.MISSING, "")]),
        (
            row(is_anna=True, tax_table=30, applies_from=date(2023, 1, 1)),
            [(Field.APPLIES_FROM, Problem.BEFORE_HIRED, "2024-01-01")],
        ),
        (
            row(is_anna=True, tax_table=30, left_on=date(2026, 1, 1), applies_from=NOVEMBER),
            [(Field.APPLIES_FROM, Problem.AFTER_LEFT, "2026-01-01")],
        ),
        (ImportRow(2, {}, (Fault(Field.EMAIL, sentence="Fel"),)), [(Field.EMAIL, None, "")]),
    ],
)
def test_every_fault_is_told_by_its_field(one: ImportRow, said: list[tuple[str, Problem | None, str]]) -> None:
    (found,) = judged(one)
    assert (found.outcome, faults(found)) == (Outcome.WRONG, said)


def test_the_same_person_or_number_on_two_rows_is_told_with_the_first_line() -> None:
    twice = judged(row(2, is_anna=True), row(3, is_anna=True))
    assert faults(twice[1]) == [(Field.IDENTITY, Problem.TWICE, "2")]
    numbers = judged(new(2, number=5), new(3, number=5, given_name="Li"))
    assert faults(numbers[1]) == [(Field.NUMBER, Problem.NUMBER_TWICE, "2")]
    names = judged(new(2), new(3))
    assert faults(names[1]) == [("", Problem.TWICE, "2")]


def test_pay_that_is_not_told_in_full_leaves_somebody_new_without() -> None:
    (one,) = judged(new(employment_rate=Decimal(80)))
    assert one.plan is not None
    assert PAY not in one.plan.sections


def test_a_file_about_tax_leaves_strangers_and_everything_else_alone() -> None:
    known = row(is_anna=True, tax_table=34, city="Åre")
    ours, stranger = judged(known, new(3, tax_table=34), only=(TAX,))
    assert ours.plan is not None
    assert (set(ours.plan.sections), ours.plan.basics) == ({TAX}, {})
    assert stranger.outcome == Outcome.UNKNOWN


def test_nothing_is_imported_while_a_row_is_wrong_and_the_digest_follows_what_would_be_done() -> None:
    right, wrong = new(), row(3, given_name="Li")
    assert judge([right], Known((), NOVEMBER)).can_be_imported
    assert not judge([right, wrong], Known((), NOVEMBER)).can_be_imported
    assert not judge([], Known((), NOVEMBER)).can_be_imported
    other = new(city="Åre")
    assert judge([right], Known((), NOVEMBER)).digest != judge([other], Known((), NOVEMBER)).digest
