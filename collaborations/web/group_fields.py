"""The part of the form of a change that says what differs for employee groups."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.employee_groups import EmployeeGroup
from accounts.permissions import Party as PartyChoices
from collaborations.models.choices import RESPONSIBILITIES
from collaborations.rules.terms import GROUP_TASKS, GroupResponsibilities, Party


@dataclass(frozen=True)
class GroupFields:
    """A group and the fields about it."""

    name: str
    fields: list[forms.BoundField]


def field_name(group: UUID, task: str) -> str:
    """The name of the field for a task of a group."""
    return f"group_{group.hex}_{task}"


def choices_about(groups: Iterable[GroupResponsibilities]) -> dict[str, str]:
    """What is agreed about groups, as the fields have it."""
    return {field_name(one.group, task): getattr(one, task) or "" for one in groups for task in GROUP_TASKS}


def add_fields(fields: dict[str, forms.Field], groups: Iterable[EmployeeGroup]) -> None:
    """Three choices for each group; each can be left as for the others."""
    choices = [("", _("As for the others")), *PartyChoices.choices]
    for group in groups:
        for task in GROUP_TASKS:
            label = str(RESPONSIBILITIES[task])
            fields[field_name(group.pk, task)] = forms.ChoiceField(label=label, choices=choices, required=False)


def chosen_groups(values: Mapping[str, Any], groups: Iterable[EmployeeGroup]) -> tuple[GroupResponsibilities, ...]:
    """What is chosen about the groups; those about which nothing is are left out."""
    found = []
    for group in groups:
        said = {task: values.get(field_name(group.pk, task)) for task in GROUP_TASKS}
        parties = {task: Party(party) if party else None for task, party in said.items()}
        found.append(GroupResponsibilities(group.pk, group.name, **parties))
    return tuple(one for one in found if not one.says_nothing)


def shown_groups(form: forms.Form, groups: Iterable[EmployeeGroup]) -> list[GroupFields]:
    """The fields, group by group."""
    return [
        GroupFields(group.name, [form[field_name(group.pk, task)] for task in GROUP_TASKS])
        for group in groups
        if field_name(group.pk, GROUP_TASKS[0]) in form.fields
    ]


def approval_fields_needless(groups: Iterable[GroupResponsibilities]) -> list[str]:
    """The fields that let somebody at the client approve what the firm alone registers."""
    return [
        field_name(one.group, "time_approval")
        for one in groups
        if one.time_registration is Party.FIRM and one.time_approval not in (None, Party.FIRM)
    ]
