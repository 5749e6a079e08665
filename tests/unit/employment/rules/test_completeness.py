"""What an employee lacks, on which tab."""

from dataclasses import replace
from datetime import date

import pytest

from employment.rules.completeness import EmployeeFacts, Field, MissingField, Tab, missing_fields
from employment.rules.periods import Period

HIRED = date(2026, 3, 1)
TODAY = date(2026, 6, 15)
COMPLETE = EmployeeFacts(
    given_name="Li",
    family_name="Sund",
    has_identity_number=True,
    email="li@example.se",
    hired_on=HIRED,
    employment_terms=[Period(HIRED)],
    tax_terms=[Period(HIRED)],
    bank_accounts=[HIRED],
)


def test_nothing_is_missing_of_one_who_has_everything() -> None:
    assert missing_fields(COMPLETE, on=TODAY) == ()


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"given_name": ""}, MissingField(Field.GIVEN_NAME, Tab.BASICS)),
        ({"family_name": ""}, MissingField(Field.FAMILY_NAME, Tab.BASICS)),
        ({"has_identity_number": False}, MissingField(Field.PERSONAL_IDENTITY_NUMBER, Tab.BASICS)),
        ({"email": ""}, MissingField(Field.EMAIL, Tab.BASICS)),
        ({"employment_terms": []}, MissingField(Field.EMPLOYMENT_TERMS, Tab.PAY)),
        ({"tax_terms": [Period(HIRED, date(2026, 6, 14))]}, MissingField(Field.TAX_TERMS, Tab.TAX)),
        ({"bank_accounts": [date(2026, 6, 16)]}, MissingField(Field.BANK_ACCOUNT, Tab.BANK)),
    ],
)
def test_each_part_is_missed_by_itself(fields: dict[str, object], missing: MissingField) -> None:
    assert missing_fields(replace(COMPLETE, **fields), on=TODAY) == (missing,)  # type: ignore[arg-type]


def test_one_who_has_not_begun_is_judged_on_the_day_of_hire() -> None:
    assert missing_fields(COMPLETE, on=date(2026, 1, 1)) == ()
