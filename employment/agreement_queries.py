"""Reads of agreements: which there are, who follows which, and what applies on a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from employment.models import Agreement, AgreementChoice, AgreementVersion, Employee, SickProtection
from employment.queries import employees_of
from employment.rules.agreements import in_force


def agreements_of(company_id: UUID) -> QuerySet[Agreement]:
    """A company's agreements by name, with their versions."""
    versions = Prefetch("versions", AgreementVersion.objects.order_by("starts_on"))
    return Agreement.objects.filter(company_id=company_id).prefetch_related(versions).order_by("name")


def choices_of(company_id: UUID) -> list[AgreementChoice]:
    """Every choice of the company and its employees, earliest first."""
    choices = AgreementChoice.objects.filter(company_id=company_id, employee__removed_at__isnull=True)
    return list(choices.select_related("agreement").order_by("starts_on"))


def agreements_followed(employee: Employee) -> list[AgreementChoice]:
    """From when the employee follows which agreement, the latest first: own choices, and the company's besides."""
    choices = AgreementChoice.objects.filter(
        Q(employee_id=employee.pk) | Q(employee__isnull=True), company_id=employee.company_id
    )
    return list(choices.select_related("agreement").order_by("-starts_on", "employee_id"))


def without_agreement(company_id: UUID) -> AgreementVersion:
    """What applies to those for whom no agreement is chosen: the usual figures, not saved."""
    return AgreementVersion(company_id=company_id)


@dataclass(frozen=True)
class AgreementBook:
    """What some employees follow up to a day: read once, asked for any day before it."""

    choices: dict[UUID | None, list[AgreementChoice]]
    versions: dict[UUID, list[AgreementVersion]]
    usual: AgreementVersion

    def on(self, employee_id: UUID, day: date) -> AgreementVersion:
        """The version that applies to an employee on a day: one object for all who share it."""
        own = in_force(self.choices.get(employee_id, []), day)
        chosen = own or in_force(self.choices.get(None, []), day)
        version = in_force(self.versions[chosen.agreement_id], day) if chosen else None
        return version or self.usual


def agreement_book(company_id: UUID, employee_ids: Iterable[UUID], until: date) -> AgreementBook:
    """What the employees follow: one query, one more where anything is chosen."""
    whose = Q(employee_id__in=list(employee_ids)) | Q(employee__isnull=True)
    choices: dict[UUID | None, list[AgreementChoice]] = defaultdict(list)
    for choice in AgreementChoice.objects.filter(whose, company_id=company_id, starts_on__lte=until):
        choices[choice.employee_id].append(choice)
    versions: dict[UUID, list[AgreementVersion]] = defaultdict(list)
    if choices:
        rows = AgreementVersion.objects.filter(company_id=company_id, starts_on__lte=until)
        for version in rows.select_related("agreement"):
            versions[version.agreement_id].append(version)
    return AgreementBook(choices, versions, without_agreement(company_id))


def agreement_on(company_id: UUID, day: date) -> AgreementVersion:
    """What applies on a day to those without a choice of their own."""
    return agreement_book(company_id, [], day).on(company_id, day)


def followers_on(company_id: UUID, day: date) -> dict[UUID | None, list[Employee]]:
    """Those employed on a day by the agreement that they follow; None where none is chosen."""
    own: dict[UUID | None, UUID] = {}
    for one in choices_of(company_id):
        if one.starts_on <= day:
            own[one.employee_id] = one.agreement_id
    found: dict[UUID | None, list[Employee]] = defaultdict(list)
    for employee in employees_of(company_id).filter(Q(left_on__isnull=True) | Q(left_on__gte=day)):
        found[own.get(employee.pk, own.get(None))].append(employee)
    return found


def sick_protections_of(company_id: UUID, employee_ids: Iterable[UUID]) -> dict[UUID, list[SickProtection]]:
    """Decisions of special protection from qualifying deductions, by employee, earliest first."""
    found: dict[UUID, list[SickProtection]] = defaultdict(list)
    for row in SickProtection.objects.filter(company_id=company_id, employee_id__in=list(employee_ids)):
        found[row.employee_id].append(row)
    return found
