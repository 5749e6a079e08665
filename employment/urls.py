"""Routes of employment: the same pages for the firm's staff and for the client."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from employment.models.employee_import import ImportKind
from employment.web import (
    access,
    agreements,
    card,
    carrying_over,
    cost_objects,
    cost_splits,
    employees,
    employment,
    free_days,
    groups,
    importing,
    rehiring,
    removal,
    settings,
    sick_protection,
    terms,
)
from employment.web.desk import Audience

app_name = "employment"
ROUTES: list[tuple[str, Callable[..., HttpResponse], str]] = [
    ("employees/", employees.employee_list, "employee_list"),
    ("employees/gone-through/", carrying_over.all_gone_through, "all_gone_through"),
    ("employees/new/", employees.employee_new, "employee_new"),
    ("employees/<uuid:employee_id>/", card.employee_basics, "employee_basics"),
    ("employees/<uuid:employee_id>/identity/", card.identity_show, "identity_show"),
    ("employees/<uuid:employee_id>/employment/", employment.employee_employment, "employee_employment"),
    ("employees/<uuid:employee_id>/pay/", terms.employee_pay, "employee_pay"),
    ("employees/<uuid:employee_id>/tax/", terms.employee_tax, "employee_tax"),
    ("employees/<uuid:employee_id>/sick-protection/", sick_protection.employee_protection, "employee_protection"),
    ("employees/<uuid:employee_id>/cost-split/", cost_splits.employee_split, "employee_split"),
    ("employees/<uuid:employee_id>/bank/", card.employee_bank, "employee_bank"),
    ("employees/<uuid:employee_id>/bank/<uuid:account_id>/", card.account_show, "account_show"),
    ("employees/<uuid:employee_id>/access/", access.employee_access, "employee_access"),
    ("employees/<uuid:employee_id>/access/invite/", access.employee_invite, "employee_invite"),
    ("employees/<uuid:employee_id>/access/withdraw/", access.access_withdraw, "access_withdraw"),
    (
        "employees/<uuid:employee_id>/gone-through/",
        carrying_over.employee_gone_through,
        "employee_gone_through",
    ),
    ("employees/<uuid:employee_id>/hire-again/", rehiring.employee_hire_again, "employee_hire_again"),
    ("employees/<uuid:employee_id>/hire-again/take-back/", rehiring.hiring_take_back, "hiring_take_back"),
    ("employees/<uuid:employee_id>/remove/", removal.draft_remove, "draft_remove"),
    ("employee-groups/", groups.group_list, "group_list"),
    ("employee-groups/new/", groups.group_new, "group_new"),
    ("employee-groups/<uuid:group_id>/", groups.group_edit, "group_edit"),
    ("employee-groups/<uuid:group_id>/remove/", groups.group_remove, "group_remove"),
    ("agreements/", agreements.agreement_list, "agreement_list"),
    ("agreements/new/", agreements.agreement_new, "agreement_new"),
    ("agreements/<uuid:agreement_id>/", agreements.agreement_show, "agreement_show"),
    ("agreements/<uuid:agreement_id>/edit/", agreements.agreement_edit, "agreement_edit"),
    ("agreements/<uuid:agreement_id>/follow/", agreements.agreement_follow, "agreement_follow"),
    ("cost-objects/", cost_objects.cost_object_list, "cost_object_list"),
    ("cost-objects/new/", cost_objects.cost_object_new, "cost_object_new"),
    ("cost-objects/<uuid:cost_object_id>/", cost_objects.cost_object_edit, "cost_object_edit"),
    ("payroll-settings/free-days/", free_days.free_days, "free_days"),
    ("payroll-settings/free-days/eves/", free_days.free_eves, "free_eves"),
    ("payroll-settings/free-days/<uuid:free_day_id>/remove/", free_days.free_day_remove, "free_day_remove"),
    ("payroll-settings/", settings.settings_edit, "settings_edit"),
]
IMPORTS: list[tuple[str, Callable[..., HttpResponse], str]] = [
    ("", importing.import_new, "new"),
    ("file/", importing.import_show, "file"),
    ("file.csv", importing.import_csv, "csv"),
    ("example.csv", importing.example_csv, "example_csv"),
    ("example.xlsx", importing.example_xlsx, "example_xlsx"),
    ("confirm/", importing.import_confirm, "confirm"),
    ("cancel/", importing.import_cancel, "cancel"),
]
FILES = (
    ("employees/import/", "employee_import_", ImportKind.EMPLOYEES),
    ("employees/import-tax/", "tax_import_", ImportKind.TAX),
)


def routes_of(audience: Audience, prefix: str) -> list[URLPattern]:
    """The routes of one audience."""
    start = f"{audience}/companies/<uuid:company_id>/"
    pages = [path(start + route, view, {"audience": audience}, name=prefix + name) for route, view, name in ROUTES]
    files = [
        path(start + folder + route, view, {"audience": audience, "kind": kind}, name=f"{prefix}{about}{name}")
        for folder, about, kind in FILES
        for route, view, name in IMPORTS
    ]
    return [*pages, *files]


urlpatterns = [*routes_of(Audience.FIRM, ""), *routes_of(Audience.CLIENT, "client_")]
