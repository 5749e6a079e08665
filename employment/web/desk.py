"""Where payroll staff of a firm and payroll people of the client stand: one set of pages, two audiences."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import company_for, held_by, payroll_office_for, user_of
from accounts.models import Company
from accounts.permissions import GrantScope
from accounts.queries import company_places, firm_places
from advisor.models import Client
from advisor.queries import client_of_company
from common import clock
from common.identity_numbers import PersonalIdentityNumber
from employment import queries
from employment.card_tabs import card_tabs
from employment.completeness import label_of, missing_fields_for
from employment.models import Employee
from employment.models.employee import EmploymentType
from employment.rules.ages import is_unusual_age
from employment.rules.completeness import Field
from employment.rules.employments import begun_by

OWN_TABS = ("basics", "employment", "pay", "tax", "bank", "access")


class Audience(StrEnum):
    """Whose layout and addresses the page has."""

    FIRM = "firm"
    CLIENT = "client"


CLIENT_SCOPES = (GrantScope.PAYROLL, GrantScope.LON_DIRECT)
PREPARED_TABS = frozenset({"basics", "employment", "pay", "tax", "bank", "reporting"})


@dataclass(frozen=True)
class Desk:
    """The company whose employees are handled, who handles them, and from which side."""

    audience: Audience
    company: Company
    user_id: UUID
    client: Client | None = None
    prepares: bool = False
    """Whether the person only prepares: the client has not answered, and nothing may reach employees."""
    in_lon_direct: bool = False
    """Whether the company's own administrator pays in Lön Direkt: its employees are simplified."""

    @property
    def actor(self) -> dict[str, UUID | None]:
        """Who acts, as operations want it."""
        return {"by": self.user_id, "firm_id": self.client.firm_id if self.client else None}

    @property
    def new_employee_type(self) -> EmploymentType:
        """What a new employee is at this desk."""
        return EmploymentType.SIMPLIFIED if self.in_lon_direct else EmploymentType.COMPLETE

    @property
    def today(self) -> date:
        """The day that the page is about."""
        return clock.today()

    def url(self, name: str, **kwargs: Any) -> str:
        """The address of one of employment's pages on this side."""
        prefix = "client_" if self.audience == Audience.CLIENT else ""
        return reverse(f"employment:{prefix}{name}", kwargs={"company_id": self.company.pk, **kwargs})

    def links(self) -> list[dict[str, str]]:
        """The way from the client card to the list of employees."""
        found = [{"label": _("Employees"), "url": self.url("employee_list")}]
        if self.client is not None:
            card = {"label": self.client.name, "url": reverse("advisor:client_show", args=[self.client.pk])}
            found.insert(0, card)
        return found

    def context(self, **values: Any) -> dict[str, Any]:
        """What every page needs."""
        return {
            "desk": self,
            "prepares": self.prepares,
            "layout": f"layouts/{self.audience}.html",
            "links": self.links(),
            "today": self.today,
            "list_url": self.url("employee_list"),
            "new_url": self.url("employee_new"),
            "settings_url": self.url("settings_edit"),
            "groups_url": self.url("group_list"),
            "agreements_url": self.url("agreement_list"),
            "cost_objects_url": self.url("cost_object_list"),
            "import_url": self.url("employee_import_new"),
            "tax_import_url": self.url("tax_import_new"),
            **values,
        }


def desk_for(request: HttpRequest, company_id: UUID, audience: str) -> Desk:
    """The desk, for holders of payroll access on that side, of Lön Direkt on the client's, or for who prepares.

    Raises Http404 and PermissionDenied like every door.
    """
    user_id = user_of(request).pk
    if audience == Audience.CLIENT:
        company = company_for(request, company_id, *CLIENT_SCOPES)
        if company_id not in {place.tenant_id for place in company_places(user_id)}:
            raise Http404
        in_lon_direct = GrantScope.PAYROLL not in held_by(request, company_id)
        return Desk(Audience.CLIENT, company, user_id, in_lon_direct=in_lon_direct)
    company, prepares = payroll_office_for(request, company_id)
    client = client_of_company(company_id, [place.tenant_id for place in firm_places(user_id)])
    if client is None:
        raise Http404
    return Desk(Audience.FIRM, company, user_id, client, prepares)


def reaching_desk_for(request: HttpRequest, company_id: UUID, audience: str) -> Desk:
    """The desk for what reaches employees: never for who only prepares. Raises Http404, PermissionDenied."""
    desk = desk_for(request, company_id, audience)
    if desk.prepares:
        raise PermissionDenied
    return desk


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, or None when the page is only shown."""
    return request.POST if request.method == "POST" else None


def employee_at(desk: Desk, employee_id: UUID) -> Employee:
    """An employee of the company. Raises Http404."""
    return get_object_or_404(queries.employees_of(desk.company.pk), pk=employee_id)


def card_context(desk: Desk, employee: Employee, current: str, **values: Any) -> dict[str, Any]:
    """What every tab of the employee card needs: state, tabs with counts, and what is missing with links."""
    missing = missing_fields_for([employee])[employee.pk]
    keys = {"company_id": desk.company.pk, "employee_id": employee.pk}
    urls = {tab.key: reverse(tab.url_names[desk.audience], kwargs=keys) for tab in card_tabs(desk.audience)}
    tabs = [
        {
            "label": tab.label,
            "url": urls[tab.key],
            "current": tab.key == current,
            "count": sum(field.tab == tab.key for field in missing) or None,
        }
        for tab in card_tabs(desk.audience)
        if not desk.prepares or tab.key in PREPARED_TABS
    ]
    lacking = [
        {"label": label_of(field), "url": urls.get(field.tab, "")}
        for field in missing
        if field.name != Field.GOING_THROUGH or desk.prepares
    ]
    own = {f"{name}_url": desk.url(f"employee_{name}", employee_id=employee.pk) for name in OWN_TABS}
    own["hire_again_url"] = desk.url("employee_hire_again", employee_id=employee.pk)
    own["take_back_url"] = desk.url("hiring_take_back", employee_id=employee.pk)
    own["identity_url"] = desk.url("identity_show", employee_id=employee.pk)
    own["gone_through_url"] = desk.url("employee_gone_through", employee_id=employee.pk)
    own["year_url"] = urls.get("year", "")
    employments = employee.employments
    employed = begun_by(employments, desk.today) or employments[0]
    return desk.context(
        employee=employee, employed=employed, tabs=tabs, missing=lacking, lacks=len(missing), **own, **values
    )


def warn_of_age(request: HttpRequest, name: str, identity: PersonalIdentityNumber | None) -> None:
    """Say when somebody is unusually young or old by the number: it was saved, and may be a slip."""
    age = identity.age_on(clock.today()) if identity else None
    if age is not None and is_unusual_age(age):
        sentence = _("By the personal identity number %(name)s is %(age)s years old. Check it.")
        messages.warning(request, sentence % {"name": name, "age": age})
