"""Routes of time reporting."""

from django.urls import path

from timereporting.web import client, employee, firm, schedules

app_name = "timereporting"
FIRM = "firm/companies/<uuid:company_id>/"
CLIENT = "client/companies/<uuid:company_id>/time-reports/"
OWN = "employee/<uuid:employee_id>/"

urlpatterns = [
    path(f"{FIRM}time/", firm.time_overview, name="time_overview"),
    path(f"{FIRM}time/<uuid:employee_id>/", firm.time_month, name="time_month"),
    path(f"{FIRM}time/<uuid:employee_id>/<uuid:entry_id>/strike/", firm.entry_strike, name="time_strike"),
    path(f"{FIRM}schedules/", schedules.schedule_list, name="schedule_list"),
    path(f"{FIRM}schedules/new/", schedules.schedule_new, name="schedule_new"),
    path(f"{FIRM}schedules/assign/", schedules.schedule_assign, name="schedule_assign"),
    path(f"{FIRM}schedules/<uuid:schedule_id>/", schedules.schedule_edit, name="schedule_edit"),
    path(CLIENT, client.report_list, name="report_list"),
    path(f"{CLIENT}approve/", client.approve_clean, name="approve_clean"),
    path(f"{CLIENT}waiting/", client.waiting_panel, name="waiting_panel"),
    path(f"{CLIENT}<uuid:report_id>/approve/", client.report_approve, name="report_approve"),
    path(f"{CLIENT}<uuid:report_id>/send-back/", client.report_send_back, name="report_send_back"),
    path(f"{CLIENT}<uuid:report_id>/undo/", client.report_undo, name="report_undo"),
    path(f"{OWN}today/", employee.today, name="today"),
    path(f"{OWN}calendar/", employee.calendar, name="calendar"),
    path(f"{OWN}submit/", employee.submit, name="submit"),
    path(f"{OWN}entries/<uuid:entry_id>/strike/", employee.entry_strike, name="entry_strike"),
]
