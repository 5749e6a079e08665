"""The menus: the one place that knows which pages every app has."""

from django.utils.translation import gettext_lazy as _

from accounts.navigation import Entry
from accounts.permissions import GrantScope

PAYROLL = frozenset({GrantScope.PAYROLL})
TIME = frozenset({GrantScope.TIME_APPROVAL})
ADMIN = frozenset({GrantScope.COLLABORATION_ADMIN})
DIRECT = frozenset({GrantScope.LON_DIRECT, GrantScope.COLLABORATION_ADMIN})

ENTRIES = (
    Entry("firm", _("Clients"), "firm_id", "advisor:client_list", "building-2"),
    Entry("firm", _("Sent requests"), "firm_id", "collaborations:request_list", "send"),
    Entry("firm", _("Staff"), "firm_id", "advisor:staff_list", "users"),
    Entry("firm", _("Payroll"), "company_id", scopes=PAYROLL),
    Entry("firm", _("Payroll runs"), "company_id", "payroll:run_list", "wallet", PAYROLL),
    Entry("firm", _("Time"), "company_id", "timereporting:time_overview", "calendar-days", PAYROLL),
    Entry("firm", _("Employees"), "company_id", "employment:employee_list", "contact", PAYROLL),
    Entry("firm", _("Schedules"), "company_id", "timereporting:schedule_list", "clock", PAYROLL),
    Entry("client", _("Start page"), "company_id", "accounts:company_home", "house"),
    Entry("client", _("Collaborations"), "company_id", "collaborations:company_list", "handshake", ADMIN),
    Entry("client", _("Attest time"), "company_id", "timereporting:report_list", "clipboard-check", TIME),
    Entry("client", _("Payroll runs"), "company_id", "payroll:client_run_list", "wallet", PAYROLL),
    Entry("client", _("Employees"), "company_id", "employment:client_employee_list", "contact", PAYROLL),
    Entry("client", _("Lön Direkt"), "company_id", "payroll:lon_direct", "zap", DIRECT),
    Entry("employee", _("Today"), "employee_id", "timereporting:today", "sun"),
    Entry("employee", _("Calendar"), "employee_id", "timereporting:calendar", "calendar-days"),
    Entry("employee", _("Payslips"), "employee_id", "payroll:payslip_list", "wallet"),
)
