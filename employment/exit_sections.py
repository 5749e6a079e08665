"""What employment puts into the exit bundle."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts import exit_sections
from accounts.exit_sections import NotTaken, Row, Table
from employment.models import (
    Agreement,
    AgreementChoice,
    AgreementVersion,
    BankAccount,
    CompanyPayrollSettings,
    CostObject,
    CostSplit,
    Employee,
    EmployeeGroup,
    EmploymentTerms,
    FormerEmployment,
    FreeDay,
    FreeEves,
    SickProtection,
    TaxTerms,
)
from employment.models.cost_object import Dimension
from employment.queries import identity_index
from employment.rules.cost_splits import check_split, read

# Logins belong to the installation: the next firm invites again. The index is made with its own key.
LOGIN = frozenset({"user", "invited_at", "invitation_number", "identity_index"})


def with_index(row: Row) -> Row:
    """The row with the keyed index of its identity number."""
    number = row.get("personal_identity_number")
    return {**row, "identity_index": identity_index(number) if number else None}


def refuse_incomplete(company_id: UUID) -> None:
    """An employee who is said to be complete has identity, pay, tax and bank account. Raises NotTaken."""
    complete = Employee.objects.filter(company_id=company_id, completed_at__isnull=False)
    parts = (EmploymentTerms, TaxTerms, BankAccount)
    lacking = [~Exists(part.objects.filter(employee_id=OuterRef("pk"))) for part in parts]
    if complete.filter(Q(identity_index=None) | lacking[0] | lacking[1] | lacking[2]).exists():
        raise NotTaken("employment/employees.jsonl")


def refuse_broken_splits(company_id: UUID) -> None:
    """A split is a hundred per cent over codes of the registers. Raises NotTaken."""
    known = set(CostObject.objects.filter(company_id=company_id).values_list("dimension", "code"))
    for split in CostSplit.objects.filter(company_id=company_id):
        try:
            shares = read(split.shares)
            check_split(shares)
        except (ValueError, KeyError, TypeError, ArithmeticError) as error:
            raise NotTaken("employment/cost_splits.jsonl") from error
        named = {(Dimension.COST_CENTRE, one.cost_centre) for one in shares}
        named |= {(Dimension.PROJECT, one.project) for one in shares}
        if {pair for pair in named if pair[1]} - known:
            raise NotTaken("employment/cost_splits.jsonl")


SECTIONS = (
    Table(
        "employment/settings.jsonl",
        CompanyPayrollSettings,
        ["company_id"],
        _("The company's payroll settings: payday and periods."),
        replaces=True,
    ),
    Table(
        "employment/free_days.jsonl",
        FreeDay,
        ["day"],
        _("Free days of the company's own, by name."),
    ),
    Table(
        "employment/free_eves.jsonl",
        FreeEves,
        ["starts_on"],
        _("The eves that are free from a date; without any row Midsummer, Christmas and New Year."),
    ),
    Table(
        "employment/agreements.jsonl",
        Agreement,
        ["name", "id"],
        _("The company's agreements about pay, by name."),
    ),
    Table(
        "employment/agreement_versions.jsonl",
        AgreementVersion,
        ["agreement__name", "starts_on", "id"],
        _("The figures of each agreement from a date until the next. Rates are shares."),
    ),
    Table(
        "employment/agreement_choices.jsonl",
        AgreementChoice,
        ["starts_on", "id"],
        _("Who follows which agreement from a date; without an employee, all who have no choice of their own."),
    ),
    Table(
        "employment/groups.jsonl",
        EmployeeGroup,
        ["name", "id"],
        _("Groups of employees, by the company's own names."),
    ),
    Table(
        "employment/employees.jsonl",
        Employee,
        ["number", "id"],
        _("The employees, with personal identity number (twelve digits) and address; drafts are not complete yet."),
        omitted=LOGIN,
        completed=with_index,
        finish=refuse_incomplete,
    ),
    Table(
        "employment/former_employments.jsonl",
        FormerEmployment,
        ["employee__number", "starts_on", "id"],
        _("Employments that ended before the employee was hired again; the latest stands on the employee."),
    ),
    Table(
        "employment/pay.jsonl",
        EmploymentTerms,
        ["employee__number", "starts_on", "id"],
        _("What each employee is paid, from a date. A raise is a new row."),
    ),
    Table(
        "employment/tax.jsonl",
        TaxTerms,
        ["employee__number", "starts_on", "id"],
        _("How each employee's preliminary tax is worked out, from a date."),
    ),
    Table(
        "employment/sick_protection.jsonl",
        SickProtection,
        ["employee__number", "starts_on", "id"],
        _("Decisions of special protection: sick periods that begin meanwhile have no qualifying deduction."),
    ),
    Table(
        "employment/cost_objects.jsonl",
        CostObject,
        ["dimension", "code", "id"],
        _("Cost centres and projects by code, with the days from and to which they are used."),
    ),
    Table(
        "employment/cost_splits.jsonl",
        CostSplit,
        ["employee__number", "starts_on", "created_at", "id"],
        _("How each employee's cost is split over cost centres and projects, in per cent, from a month."),
        finish=refuse_broken_splits,
    ),
    Table(
        "employment/bank_accounts.jsonl",
        BankAccount,
        ["employee__number", "starts_on", "id"],
        _("Where each employee's pay goes, from a date: clearing number and account number."),
    ),
)
"""What a bundle has of this app; what points to what decides the order in which it is taken in."""


def register_all() -> None:
    """Called once, when the app is ready."""
    exit_sections.register(*SECTIONS)
