"""Which rule an employee's vacation pay follows on a day: chosen for them, else the agreement's, else the company's."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from employment.agreement_queries import agreement_book
from employment.models import AgreementVersion
from payroll.models import VacationRuleChoice
from payroll.rules.vacation_terms import VacationRule
from payroll.rules.vacation_terms import VacationTerms as Terms


class SaidBy(StrEnum):
    """Who says which rule it is."""

    EMPLOYEE = "EMPLOYEE"
    AGREEMENT = "AGREEMENT"
    COMPANY = "COMPANY"


class RuleInForce(NamedTuple):
    """The rule, and who says so since when; `name` is that of the agreement."""

    rule: VacationRule
    said_by: SaidBy
    since: date | None = None
    name: str = ""


def choices_of(company_id: UUID, employee_id: UUID) -> list[VacationRuleChoice]:
    """Every choice for an employee, in the order in which they count."""
    rows = VacationRuleChoice.objects.filter(company_id=company_id, employee_id=employee_id)
    return list(rows.order_by("starts_on", "created_at", "id").select_related("created_by"))


def chosen_rules(company_id: UUID, employee_ids: Iterable[UUID], day: date) -> dict[UUID, VacationRuleChoice]:
    """What is chosen for employees on a day, of those for whom it is: one query."""
    rows = VacationRuleChoice.objects.filter(
        company_id=company_id, employee_id__in=list(employee_ids), starts_on__lte=day
    )
    latest = {row.employee_id: row for row in rows.order_by("starts_on", "created_at", "id")}
    return {one: row for one, row in latest.items() if row.rule}


def rule_of(version: AgreementVersion, own: Terms, chosen: VacationRuleChoice | None) -> RuleInForce:
    """The rule that counts, and who says so."""
    if chosen is not None:
        return RuleInForce(VacationRule(chosen.rule), SaidBy.EMPLOYEE, chosen.starts_on)
    if version.vacation_rule:
        name = version.agreement.name
        return RuleInForce(VacationRule(version.vacation_rule), SaidBy.AGREEMENT, version.starts_on, name)
    return RuleInForce(own.rule, SaidBy.COMPANY)


def rule_in_force(company_id: UUID, employee_id: UUID, day: date, own: Terms) -> RuleInForce:
    """The rule of one employee on a day, under the company's own terms of that day."""
    version = agreement_book(company_id, [employee_id], day).on(employee_id, day)
    return rule_of(version, own, chosen_rules(company_id, [employee_id], day).get(employee_id))
