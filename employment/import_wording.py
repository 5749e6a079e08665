"""What the columns of a file with employees are called, what is wrong with a row, and what becomes of it."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from employment.import_choices import NamedChoice, registered
from employment.models.employee_import import ImportKind
from employment.rules.import_plans import ACCOUNT, PAY, TAX
from employment.rules.import_rows import OF_TAX_FILES, Fault, Field, Problem
from employment.rules.import_verdicts import Outcome

FIELDS: dict[str, Promise] = {
    Field.IDENTITY: _("Personal identity number"),
    Field.NUMBER: _("Employee number"),
    Field.GIVEN_NAME: _("Given name"),
    Field.FAMILY_NAME: _("Family name"),
    Field.FULL_NAME: _("Name"),
    Field.EMAIL: _("E-mail"),
    Field.PHONE: _("Telephone"),
    Field.STREET: _("Street address"),
    Field.POSTAL_CODE: _("Postal code"),
    Field.CITY: _("City"),
    Field.HIRED_ON: _("First day of employment"),
    Field.LEFT_ON: _("Last day of employment"),
    Field.PAY_FORM: _("Pay form"),
    Field.AMOUNT: _("Pay"),
    Field.MONTHLY_SALARY: _("Monthly salary"),
    Field.HOURLY_WAGE: _("Hourly wage"),
    Field.EMPLOYMENT_RATE: _("Employment rate"),
    Field.TAX_METHOD: _("Tax deduction"),
    Field.TAX_TABLE: _("Tax table"),
    Field.TAX_COLUMN: _("Column"),
    Field.ADJUSTMENT_RATE: _("Adjustment, per cent"),
    Field.ADJUSTMENT_AMOUNT: _("Adjustment, kr/month"),
    Field.EXTRA_TAX: _("Extra tax"),
    Field.DECISION_NOTE: _("Note of the decision"),
    Field.CLEARING_NUMBER: _("Clearing number"),
    Field.ACCOUNT_NUMBER: _("Account number"),
    Field.APPLIES_FROM: _("Applies from"),
}
SECTIONS: dict[str, Promise] = {PAY: _("Pay"), TAX: _("Tax"), ACCOUNT: _("Bank account")}
HINTS: dict[str, Promise] = {
    Field.IDENTITY: _("Or coordination number. By it those who are here already are found."),
    Field.NUMBER: _("Who has none gets the next one."),
    Field.FULL_NAME: _("Where given name and family name have no columns of their own."),
    Field.HIRED_ON: _("Has to be there for those who are new, such as 2026-01-15 or 15.1.2026."),
    Field.PAY_FORM: _("Monthly salary or hourly wage."),
    Field.AMOUNT: _("In kronor, such as 32 500,50. Or with columns of their own for monthly salary and hourly wage."),
    Field.EMPLOYMENT_RATE: _("Per cent of full time, 100 where nothing is said."),
    Field.TAX_METHOD: _(
        "Table, side income, adjustment percent, adjustment amount, SINK, A-SINK or no tax. Table where one is named."
    ),
    Field.TAX_TABLE: _("29–42."),
    Field.TAX_COLUMN: _("1–6. Where it is empty the usual one for pay by age is taken."),
    Field.APPLIES_FROM: _("For what changes. Where it is empty the day applies that you choose in the next step."),
}
PROBLEMS: dict[Problem, Promise] = {
    Problem.MISSING: _("Is missing."),
    Problem.TWICE: _("The same person is on line %(detail)s already."),
    Problem.NUMBER_TWICE: _("The same employee number is on line %(detail)s already."),
    Problem.NUMBER_TAKEN: _("The number belongs to %(detail)s."),
    Problem.PAY_FORM_MISSING: _("Write monthly salary or hourly wage."),
    Problem.TWO_AMOUNTS: _(
        "Both monthly salary and hourly wage are filled in. Write the pay form, or empty one of them."
    ),
    Problem.METHOD_MISSING: _("Write how tax is deducted, or a tax table."),
    Problem.NOTHING_TO_ADD_TO: _("There is nothing to add to here. Empty the field."),
    Problem.BEFORE_HIRED: _("The employment begins on %(detail)s. Choose that day or a later one."),
    Problem.AFTER_LEFT: _("The employment ended on %(detail)s. Choose that day or an earlier one."),
    Problem.LEFT_BEFORE_HIRED: _("The last day cannot be before the first day, %(detail)s."),
    Problem.HIRED_AGAIN: _("The employment ended on %(detail)s. Hire the person again on the employee card first."),
    Problem.FORMER_EMPLOYMENT: _("A former employment lasts until %(detail)s. Choose a later day."),
    Problem.CELLS_TOO_MANY: _(
        "The row has more values than the %(detail)s headings. Is there a separator within a value?"
    ),
}
OUTCOMES: dict[Outcome, tuple[Promise, str]] = {
    Outcome.NEW: (_("Is added"), "green"),
    Outcome.CHANGED: (_("Is changed"), "blue"),
    Outcome.UNCHANGED: (_("Is so already"), "grey"),
    Outcome.UNKNOWN: (_("Is left out: the company has no such employee"), "amber"),
    Outcome.WRONG: (_("Wrong"), "red"),
}
"""What becomes of a row, with its tone."""


def labels_for(kind: str, choices: Sequence[NamedChoice]) -> dict[str, str | Promise]:
    """The columns that a file of the kind can have."""
    names = OF_TAX_FILES if kind == ImportKind.TAX else tuple(FIELDS)
    return {**{str(name): FIELDS[Field(name)] for name in names}, **{one.name: one.label for one in choices}}


def hints_for(kind: str, choices: Sequence[NamedChoice]) -> list[tuple[str | Promise, str | Promise]]:
    """The columns of which something is to be said."""
    hints: dict[str, Promise] = {**HINTS, **{one.name: one.hint for one in choices}}
    return [(label, hints[name]) for name, label in labels_for(kind, choices).items() if name in hints]


def others_for(kind: str) -> str:
    """The rest of them, in a line."""
    return ", ".join(str(label) for name, label in labels_for(kind, ()).items() if name not in HINTS)


def name_of(field: str) -> str:
    """What a field or a part of the card is called; the row itself where it is none."""
    extra = {one.name: one.label for one in registered()}
    found = FIELDS.get(field) or SECTIONS.get(field) or extra.get(field)
    return str(found) if found else gettext("The row")


def sentence_of(fault: Fault) -> str:
    """What is wrong."""
    return fault.sentence or (str(PROBLEMS[fault.problem]) % {"detail": fault.detail} if fault.problem else "")
