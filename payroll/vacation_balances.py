"""The account of vacation days, read in bulk: its rows, and the terms that it follows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from employment.agreement_queries import AgreementBook, agreement_book
from employment.models import Employee
from payroll.models import PayrollRun, Payslip, VacationEntry, VacationRuleChoice, VacationTerms
from payroll.rules.vacation_ledger import Entry
from payroll.rules.vacation_terms import VacationRule
from payroll.rules.vacation_terms import VacationTerms as Terms
from payroll.vacation_rules import chosen_rules, rule_of

KEPT = "has_vacation_account"


def vacation_terms_on(company_id: UUID, day: date) -> Terms:
    """The company's own terms in force on a day, or the law's; what agreements say is not in them."""
    own = VacationTerms.objects.filter(company_id=company_id, starts_on__lte=day).order_by("-starts_on").first()
    return Terms() if own is None else own.values


def vacation_terms_for(company_id: UUID, employee_ids: Iterable[UUID], day: date) -> dict[UUID, Terms]:
    """What each employee's vacation follows on a day: the company's terms, with what agreement and choice say."""
    ids = list(employee_ids)
    chosen = chosen_rules(company_id, ids, day)
    return terms_by(agreement_book(company_id, ids, day), ids, day, vacation_terms_on(company_id, day), chosen)


def terms_by(
    book: AgreementBook, employee_ids: Iterable[UUID], day: date, own: Terms, chosen: Mapping[UUID, VacationRuleChoice]
) -> dict[UUID, Terms]:
    """The company's own terms with what each employee's agreement says, and the rule that is chosen for them.

    One value for all who share a version and a rule.
    """
    known: dict[tuple[UUID, VacationRule], Terms] = {}
    found = {}
    for one in employee_ids:
        version = book.on(one, day)
        rule = rule_of(version, own, chosen.get(one)).rule
        if (version.pk, rule) not in known:
            known[version.pk, rule] = replace(
                own,
                rule=rule,
                days=Decimal(version.vacation_days),
                supplement_rate=version.vacation_supplement_rate,
                day_deduction_rate=version.vacation_day_deduction_rate,
            )
        found[one] = known[version.pk, rule]
    return found


def vacation_terms_of(company_id: UUID) -> list[VacationTerms]:
    """The company's own terms, latest first."""
    return list(VacationTerms.objects.filter(company_id=company_id).order_by("-starts_on").select_related("created_by"))


def entries_of(company_id: UUID, employee_ids: Iterable[UUID] | None = None) -> QuerySet[VacationEntry]:
    """Rows of some employees' accounts, or of all, in the order in which they were entered."""
    rows = VacationEntry.objects.filter(company_id=company_id)
    if employee_ids is not None:
        rows = rows.filter(employee_id__in=list(employee_ids))
    return rows.order_by("created_at", "id")


def knowing_accounts(employees: "QuerySet[Employee]") -> "QuerySet[Employee]":
    """The employees, each knowing whether an account is kept: then nothing is asked where nobody's is."""
    return employees.annotate(**{KEPT: Exists(VacationEntry.objects.filter(employee_id=OuterRef("pk")))})


def may_be_kept(employees: Sequence[Employee]) -> bool:
    """Whether an account is kept of any of them, as far as they know."""
    return any(getattr(one, KEPT, True) for one in employees)


def entries_before(run: PayrollRun, employee_ids: Iterable[UUID] | None = None) -> QuerySet[VacationEntry]:
    """What the account said before a run: without the run and later ones, and of an approved run as it was then."""
    rows = entries_of(run.company_id, employee_ids).filter(Q(run__isnull=True) | Q(run__period__lt=run.period))
    return rows if run.approved_at is None else rows.filter(created_at__lte=run.approved_at)


def is_vacation_assumed(slip: Payslip) -> bool:
    """Whether nobody had entered an opening balance when the payslip was made, so that its days are assumed."""
    if not slip.has_vacation_days:
        return False
    known = entries_of(slip.company_id, [slip.employee_id])
    return not (known.filter(created_at__lt=slip.approved_at) if slip.approved_at else known).exists()


def values_by_employee(rows: QuerySet[VacationEntry]) -> dict[UUID, list[Entry]]:
    """Rows as the rules take them."""
    found: dict[UUID, list[Entry]] = defaultdict(list)
    for row in rows:
        found[row.employee_id].append(row.values)
    return found
