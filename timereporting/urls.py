"""Routes of time reporting."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from timereporting.sides import ATTESTATION_PREFIX, OFFICE_PREFIX, Side
from timereporting.web import card, client, employee, firm, schedules

app_name = "timereporting"
REPORT = "time-reports/<uuid:report_id>/"
CARD = "companies/<uuid:company_id>/employees/<uuid:employee_id>/reporting/"
OWN = "employee/<uuid:employee_id>/"
OFFICE: list[tuple[str, Callable[..., HttpResponse], str]] = [
    ("time/", firm.time_overview, "time_overview"),
    ("time/<uuid:employee_id>/", firm.time_month, "time_month"),
    ("time/<uuid:employee_id>/<uuid:entry_id>/strike/", firm.entry_strike, "time_strike"),
    ("schedules/", schedules.schedule_list, "schedule_list"),
    ("schedules/new/", schedules.schedule_new, "schedule_new"),
    ("schedules/assign/", schedules.schedule_assign, "schedule_assign"),
    ("schedules/<uuid:schedule_id>/", schedules.schedule_edit, "schedule_edit"),
]
ATTESTATION: list[tuple[str, Callable[..., HttpResponse], str]] = [
    ("time-reports/", client.report_list, "report_list"),
    ("time-reports/approve/", client.approve_clean, "approve_clean"),
    (f"{REPORT}approve/", client.report_approve, "report_approve"),
    (f"{REPORT}send-back/", client.report_send_back, "report_send_back"),
    (f"{REPORT}undo/", client.report_undo, "report_undo"),
]


def routes_of(side: Side) -> list[URLPattern]:
    """The routes of one side: registering, schedules and attestation are done by whom the agreement says."""
    start = f"{side}/companies/<uuid:company_id>/"
    return [
        path(start + route, view, {"side": side}, name=OFFICE_PREFIX[side] + name) for route, view, name in OFFICE
    ] + [
        path(start + route, view, {"side": side}, name=ATTESTATION_PREFIX[side] + name)
        for route, view, name in ATTESTATION
    ]


urlpatterns = [
    *routes_of(Side.FIRM),
    *routes_of(Side.CLIENT),
    path(f"firm/{CARD}", card.employee_reporting, {"audience": "firm"}, name="employee_reporting"),
    path(f"client/{CARD}", card.employee_reporting, {"audience": "client"}, name="client_employee_reporting"),
    path(f"{OWN}today/", employee.today, name="today"),
    path(f"{OWN}calendar/", employee.calendar, name="calendar"),
    path(f"{OWN}submit/", employee.submit, name="submit"),
    path(f"{OWN}entries/<uuid:entry_id>/strike/", employee.entry_strike, name="entry_strike"),
]
