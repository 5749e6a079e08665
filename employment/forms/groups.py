"""The form of an employee group."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from employment.models import EmployeeGroup
from employment.queries import employees_of


class MemberChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Employees, with the other group that somebody is in now."""

    group: EmployeeGroup | None = None

    def label_from_instance(self, employee: Any) -> str:
        other = employee.group if employee.group != self.group else None
        return f"{employee.full_name} ({other.name})" if other else str(employee.full_name)


class GroupForm(forms.Form):
    """What it is called, and who is in it."""

    name = forms.CharField(label=_("Name"), max_length=60)
    members = MemberChoice(
        None, label=_("Employees"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("An employee is in one group at most: who is in another one moves here."),
    )  # fmt: skip

    def __init__(self, data: Any, *, company_id: UUID, group: EmployeeGroup | None = None) -> None:
        initial = {"name": group.name, "members": employees_of(company_id).filter(group=group)} if group else {}
        super().__init__(data, initial=initial)
        self.fields["members"].group = group  # type: ignore[attr-defined]
        self.fields["members"].queryset = employees_of(company_id).select_related("group")  # type: ignore[attr-defined]
