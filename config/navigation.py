"""The menus: the one place that knows which pages every app has."""

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.navigation import Entry
from accounts.permissions import GrantScope, Party, Permission, TimeMode
from accounts.queries import arrangement_of, has_or_had_lon_direct
from advisor.queries import client_of_company

PAYROLL = frozenset({GrantScope.PAYROLL})
OFFICE = frozenset({GrantScope.PAYROLL, GrantScope.PREPARATION})
SCHEDULES = frozenset({GrantScope.SCHEDULES})
TIME = frozenset({GrantScope.TIME_APPROVAL})
ADMIN = frozenset({GrantScope.COLLABORATION_ADMIN})
REPORTS = frozenset({Permission.REPORTS_READ})
SETTINGS = frozenset({Permission.SETTINGS_MANAGE})
DIRECT = frozenset({GrantScope.LON_DIRECT, GrantScope.COLLABORATION_ADMIN})


def client_card(keys: Mapping[str, UUID]) -> tuple[str, str] | None:
    """The client whose payroll the group is about, and the way back to its card."""
    client = client_of_company(keys["company_id"], [keys["firm_id"]]) if "firm_id" in keys else None
    return (client.name, reverse("advisor:client_show", args=[client.pk])) if client else None


def uses_lon_direct(keys: Mapping[str, UUID]) -> bool:
    """Whether the company has or had Lön Direkt."""
    return has_or_had_lon_direct(keys["company_id"])


def registers_time(keys: Mapping[str, UUID]) -> bool:
    """Whether the company's own people register time for the employees, by agreement with the firm."""
    arrangement = arrangement_of(keys["company_id"])
    return (
        arrangement is not None
        and arrangement.time_mode == TimeMode.FIRM_REGISTERS
        and arrangement.time_registration != Party.FIRM
    )


ENTRIES = (
    Entry("firm", _("Clients"), "firm_id", "advisor:client_list", "building-2"),
    Entry("firm", _("Sent requests"), "firm_id", "collaborations:request_list", "send"),
    Entry("firm", _("Invoice basis"), "firm_id", "collaborations:invoice_basis", "receipt-text", REPORTS),
    Entry("firm", _("Settings"), "firm_id"),
    Entry("firm", _("Collaborations"), "firm_id", "collaborations:overview", "handshake"),
    Entry("firm", _("Templates"), "firm_id", "collaborations:template_list", "layout-template", SETTINGS),
    Entry("firm", _("Price list"), "firm_id", "collaborations:price_list", "tag", SETTINGS),
    Entry("firm", _("Services"), "firm_id", "collaborations:provider_list", "plug", SETTINGS),
    Entry("firm", _("Rule years"), "firm_id", "payroll:rule_year_list", "scale"),
    Entry("firm", _("Staff"), "firm_id", "advisor:staff_list", "users"),
    Entry("firm", _("Payroll"), "company_id", scopes=OFFICE, named=client_card),
    Entry("firm", _("Payroll runs"), "company_id", "payroll:run_list", "wallet", PAYROLL),
    Entry("firm", _("Vacation"), "company_id", "payroll:vacation_list", "tree-palm", PAYROLL),
    Entry("firm", _("Time"), "company_id", "timereporting:time_overview", "calendar-days", PAYROLL),
    Entry("firm", _("Attest time"), "company_id", "timereporting:firm_report_list", "clipboard-check", TIME),
    Entry("firm", _("Employees"), "company_id", "employment:employee_list", "contact", OFFICE),
    Entry("firm", _("Schedules"), "company_id", "timereporting:schedule_list", "clock", OFFICE),
    Entry("client", _("Start page"), "company_id", "accounts:company_home", "house"),
    Entry("client", _("Collaborations"), "company_id", "collaborations:company_list", "handshake", ADMIN),
    Entry("client", _("Attest time"), "company_id", "timereporting:report_list", "clipboard-check", TIME),
    Entry("client", _("Payroll runs"), "company_id", "payroll:client_run_list", "wallet", PAYROLL),
    Entry("client", _("Vacation"), "company_id", "payroll:client_vacation_list", "tree-palm", PAYROLL),
    Entry(
        "client",
        _("Time"),
        "company_id",
        "timereporting:client_time_overview",
        "calendar-days",
        PAYROLL,
        registers_time,
    ),
    Entry("client", _("Employees"), "company_id", "employment:client_employee_list", "contact", PAYROLL),
    Entry("client", _("Schedules"), "company_id", "timereporting:client_schedule_list", "clock", SCHEDULES),
    Entry("client", _("Lön Direkt"), "company_id", "payroll:lon_direct", "zap", DIRECT, uses_lon_direct),
    Entry("employee", _("Today"), "employee_id", "timereporting:today", "sun"),
    Entry("employee", _("Calendar"), "employee_id", "timereporting:calendar", "calendar-days"),
    Entry("employee", _("Vacation"), "employee_id", "payroll:own_vacation", "tree-palm"),
    Entry("employee", _("Payslips"), "employee_id", "payroll:payslip_list", "wallet"),
)
