"""Which of a company's employees an access covers, where something of its own is agreed about groups of them."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from accounts.permissions import GrantScope, TimeMode
from accounts.queries import arrangement_of, valid_grants


@dataclass(frozen=True)
class Reach:
    """`groups` and, with `rest`, everybody whose group is not among those `apart`, about which something is agreed."""

    rest: bool
    groups: frozenset[UUID] = frozenset()
    apart: frozenset[UUID] = frozenset()

    def covers(self, group_id: UUID | None) -> bool:
        """Whether an employee of the group, or of none, is covered."""
        return group_id in self.groups if group_id in self.apart else self.rest

    @property
    def is_nobody(self) -> bool:
        """Whether no employee is covered, whatever their group."""
        return not self.rest and not self.groups & self.apart

    def within(self, path: str = "group_id") -> Q:
        """The same as a condition; `path` leads to the employee's group."""
        found = Q(**{f"{path}__in": self.groups & self.apart})
        return found | ~Q(**{f"{path}__in": self.apart}) if self.rest else found


EVERYBODY = Reach(rest=True)


def registering_in(company_id: UUID) -> Reach:
    """The employees who register their time themselves, so that it is approved before it enters payroll."""
    arrangement = arrangement_of(company_id)
    if arrangement is None:
        return Reach(rest=False)
    own = {UUID(group): bool(row["employees_register"]) for group, row in arrangement.groups.items()}
    usual = arrangement.time_mode == TimeMode.EMPLOYEES_REGISTER
    return Reach(usual, frozenset(group for group, registers in own.items() if registers), frozenset(own))


def covering(company_id: UUID, scope: GrantScope, group_id: UUID | None) -> list[UUID]:
    """Those whose grants of a scope cover an employee of the group, or of none, today: two queries."""
    grants = valid_grants().filter(company_id=company_id, scope=scope)
    held: dict[UUID, set[UUID | None]] = defaultdict(set)
    for user_id, group in grants.values_list("user_id", "employee_group"):
        held[user_id].add(group)
    arrangement = arrangement_of(company_id)
    is_apart = arrangement is not None and str(group_id) in arrangement.groups
    return [user_id for user_id, groups in held.items() if (group_id if is_apart else None) in groups]


def reach_of(user_id: UUID, company_id: UUID, scope: GrantScope) -> Reach:
    """Whom the person's grants of a scope cover today."""
    grants = valid_grants().filter(user_id=user_id, company_id=company_id, scope=scope)
    held = set(grants.values_list("employee_group", flat=True))
    arrangement = arrangement_of(company_id)
    apart = frozenset(UUID(one) for one in arrangement.groups) if arrangement else frozenset()
    return Reach(None in held, frozenset(one for one in held if one), apart)
