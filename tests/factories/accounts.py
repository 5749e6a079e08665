"""People, firms and companies for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from django.db import transaction
from stdnum import luhn

from accounts.models import Company, Firm, User
from accounts.operations import grants, members
from accounts.permissions import ClientAccess, CompanyRole, FirmRole, GrantScope
from common import clock
from common.identifiers import new_id
from common.rls import as_system, database_context

PASSWORD = "tallbarr och lingon"  # noqa: S105
_numbers = count(1)


def corporate_identity_number() -> str:
    """A new number that passes the checks."""
    body = f"559{next(_numbers):06d}"
    return body + luhn.calc_check_digit(body)


def make_user(name: str = "Eva Lind", *, email: str = "") -> User:
    """A person with a login and no place anywhere."""
    given, _, family = name.partition(" ")
    address = email or f"{given}.{family}.{next(_numbers)}@example.se".lower().replace(" ", "")
    return User.objects.create_user(address, PASSWORD, given_name=given, family_name=family)


def make_firm(name: str = "Norrsken Redovisning AB") -> Firm:
    """A firm without staff."""
    firm = Firm(name=name, corporate_identity_number=corporate_identity_number())
    with as_system(reason="test data", firm_id=firm.pk):
        firm.save(force_insert=True)
    return firm


def make_staff(
    firm: Firm,
    name: str = "Eva Lind",
    *,
    role: FirmRole = FirmRole.CONSULTANT,
    client_access: ClientAccess = ClientAccess.ALL,
) -> User:
    """A person on the firm's staff."""
    user = make_user(name)
    members.add_staff(firm=firm, user=user, role=role, client_access=client_access, by=None)
    return user


def make_company(name: str = "Bageri Solrosen AB") -> Company:
    """A company without members."""
    company = Company(name=name, corporate_identity_number=corporate_identity_number())
    with as_system(reason="test data", company_id=company.pk):
        company.save(force_insert=True)
    return company


def make_member(company: Company, name: str = "Ola Persson", *, role: CompanyRole = CompanyRole.ADMINISTRATOR) -> User:
    """A person with a role in the company."""
    user = make_user(name)
    members.add_member(company_id=company.pk, user=user, role=role, by=None, on=clock.today())
    return user


def give(user: User, company: Company, scope: GrantScope) -> None:
    """A grant with no particular source."""
    grants.give(
        company_id=company.pk,
        user_id=user.pk,
        scope=scope,
        source_type="test",
        source_id=new_id(),
        by=None,
        on=clock.today(),
    )


@contextmanager
def acting(user: User) -> Iterator[None]:
    """What a request of this user sees of the database."""
    with transaction.atomic(), database_context(user_id=user.pk):
        yield
