"""What payroll needs to know of an employee before anything can be paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from employment.rules.periods import Period, index_on


class Tab(StrEnum):
    """Where on the employee card a missing field is filled in."""

    BASICS = "basics"
    EMPLOYMENT = "employment"
    PAY = "pay"
    TAX = "tax"
    BANK = "bank"


class Field(StrEnum):
    """What may be missing. Upper apps add their own names."""

    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    PERSONAL_IDENTITY_NUMBER = "personal_identity_number"
    EMAIL = "email"
    EMPLOYMENT_TERMS = "employment_terms"
    TAX_TERMS = "tax_terms"
    BANK_ACCOUNT = "bank_account"
    GOING_THROUGH = "going_through"


@dataclass(frozen=True)
class MissingField:
    """One missing thing: its stable name and the tab that takes it."""

    name: str
    tab: str


@dataclass(frozen=True)
class EmployeeFacts:
    """What the check looks at; `bank_accounts` are the dates from which accounts are valid.

    `waits_to_be_gone_through`: somebody else has filled it in, and who goes on with it has not said that it is right.
    """

    given_name: str
    family_name: str
    has_identity_number: bool
    email: str
    hired_on: date
    employment_terms: Sequence[Period]
    tax_terms: Sequence[Period]
    bank_accounts: Sequence[date]
    waits_to_be_gone_through: bool = False


def missing_fields(facts: EmployeeFacts, *, on: date) -> tuple[MissingField, ...]:
    """What is missing on a date, or on the day of hire for someone who has not begun."""
    day = max(on, facts.hired_on)
    present = {
        (Field.GIVEN_NAME, Tab.BASICS): bool(facts.given_name),
        (Field.FAMILY_NAME, Tab.BASICS): bool(facts.family_name),
        (Field.PERSONAL_IDENTITY_NUMBER, Tab.BASICS): facts.has_identity_number,
        (Field.EMAIL, Tab.BASICS): bool(facts.email),
        (Field.EMPLOYMENT_TERMS, Tab.PAY): index_on(facts.employment_terms, day) is not None,
        (Field.TAX_TERMS, Tab.TAX): index_on(facts.tax_terms, day) is not None,
        (Field.BANK_ACCOUNT, Tab.BANK): any(starts_on <= day for starts_on in facts.bank_accounts),
        (Field.GOING_THROUGH, Tab.BASICS): not facts.waits_to_be_gone_through,
    }
    return tuple(MissingField(name, tab) for (name, tab), there in present.items() if not there)
