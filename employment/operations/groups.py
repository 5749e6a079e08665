"""Putting employees into groups."""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.queries import arrangement_of
from employment import queries
from employment.models import Employee, EmployeeGroup
from events.operations import record


class GroupNameTaken(ValueError):
    """The company has a group with this name."""


class GroupAgreed(ValueError):
    """Something of its own is agreed about the group, so that it stays."""


@transaction.atomic
def save_group(
    *,
    company_id: UUID,
    name: str,
    members: Iterable[Employee],
    by: UUID | None,
    firm_id: UUID | None = None,
    group: EmployeeGroup | None = None,
) -> EmployeeGroup:
    """Make a group, or give one another name and other members; who is in another group leaves it.

    Raises GroupNameTaken.
    """
    saved = group or EmployeeGroup(company_id=company_id)
    saved.name = name
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError:
        raise GroupNameTaken from None
    ids = {one.pk for one in members}
    employees = queries.employees_of(company_id).select_for_update(of=("self",)).order_by("pk")
    rows = [one for one in employees if (one.pk in ids) != (one.group_id == saved.pk)]
    for one in rows:
        one.group = saved if one.pk in ids else None
        one.save(update_fields=["group"])
    data = {"name": name, "moved": [one.pk for one in rows]}
    record("employment.group_saved", by=by, subject=saved, company_id=company_id, firm_id=firm_id, data=data)
    return saved


@transaction.atomic
def remove_group(*, group: EmployeeGroup, by: UUID | None, firm_id: UUID | None = None) -> None:
    """Take the group away; its employees stay. Raises GroupAgreed."""
    arrangement = arrangement_of(group.company_id)
    if arrangement is not None and str(group.pk) in arrangement.groups:
        raise GroupAgreed
    for one in queries.employees_of(group.company_id).filter(group=group).select_for_update(of=("self",)):
        one.group = None
        one.save(update_fields=["group"])
    data = {"name": group.name}
    record("employment.group_removed", by=by, subject=group, company_id=group.company_id, firm_id=firm_id, data=data)
    group.delete()
