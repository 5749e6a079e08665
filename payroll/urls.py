"""Routes of payroll: the same pages for the firm's staff and for the client, and the employee's own."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from payroll.web import (
    growth_support,
    opening_balances,
    own_accounts,
    pay_items,
    pay_lines,
    payslips,
    rule_years,
    runs,
    vacation,
    vacation_employee,
    vacation_end,
    vacation_liability,
    vacation_rule,
    vacation_year,
    year,
)

app_name = "payroll"
RUN = "payroll-runs/<uuid:run_id>/"
VACATION = "employees/<uuid:employee_id>/vacation/"
LINES = "employees/<uuid:employee_id>/pay-lines/"
LINE = f"{LINES}<uuid:line_id>/"
OWN_ITEM = "pay-items/own/<uuid:own_item_id>/"
ROUTES: list[tuple[str, Callable[..., HttpResponse], str]] = [
    ("payroll-runs/", runs.run_list, "run_list"),
    ("payroll-runs/new/", runs.run_new, "run_new"),
    ("payroll-runs/panel/", runs.run_panel, "run_panel"),
    (RUN, runs.run_show, "run_show"),
    (f"{RUN}calculate/", runs.run_calculate, "run_calculate"),
    (f"{RUN}approve/", runs.run_approve, "run_approve"),
    (f"{RUN}discard/", runs.run_discard, "run_discard"),
    (f"{RUN}payslips/<uuid:employee_id>/", payslips.payslip_show, "payslip_show"),
    ("employees/<uuid:employee_id>/year/", year.employee_year, "employee_year"),
    ("employees/<uuid:employee_id>/growth-support/", growth_support.growth_support, "growth_support"),
    (LINES, pay_lines.pay_line_list, "pay_line_list"),
    (f"{LINE}end/", pay_lines.pay_line_end, "pay_line_end"),
    (f"{LINE}remove/", pay_lines.pay_line_remove, "pay_line_remove"),
    ("opening-balances/<int:of_year>/", opening_balances.opening_edit, "opening_edit"),
    ("payroll-settings/accounts/", own_accounts.own_accounts, "own_accounts"),
    ("pay-items/", pay_items.pay_item_list, "pay_item_list"),
    ("pay-items/<slug:code>/copy/", pay_items.pay_item_copy, "pay_item_copy"),
    (OWN_ITEM, pay_items.pay_item_edit, "pay_item_edit"),
    (f"{OWN_ITEM}retire/", pay_items.pay_item_retire, "pay_item_retire"),
    (f"{RUN}payslips/<uuid:employee_id>/pdf/", payslips.payslip_pdf, "payslip_pdf"),
    ("vacation/", vacation.vacation_list, "vacation_list"),
    ("vacation/csv/", vacation.vacation_csv, "vacation_csv"),
    ("vacation/xlsx/", vacation.vacation_xlsx, "vacation_xlsx"),
    ("vacation/terms/", vacation.vacation_terms, "vacation_terms"),
    ("vacation/year-end/", vacation_year.vacation_close, "vacation_close"),
    ("vacation/year-end/undo/", vacation_year.vacation_reopen, "vacation_reopen"),
    ("vacation/liability/", vacation_liability.liability_show, "liability_show"),
    ("vacation/liability/undo/", vacation_liability.liability_undo, "liability_undo"),
    (f"{VACATION}compensation/", vacation_end.compensation_show, "compensation_show"),
    (f"{VACATION}compensation/undo/", vacation_end.compensation_undo, "compensation_undo"),
    (f"{VACATION}rule/", vacation_rule.vacation_rule, "vacation_rule"),
    (VACATION, vacation_employee.employee_vacation, "employee_vacation"),
]


def routes_of(audience: str, prefix: str) -> list[URLPattern]:
    """The routes of one side."""
    start = f"{audience}/companies/<uuid:company_id>/"
    return [path(start + route, view, {"audience": audience}, name=prefix + name) for route, view, name in ROUTES]


YEARS = "firm/<uuid:firm_id>/settings/rule-years/"
YEAR, ENTRY = f"{YEARS}<int:year>/", f"{YEARS}entries/<uuid:figure_id>/"

urlpatterns = [
    path(YEARS, rule_years.rule_year_list, name="rule_year_list"),
    path(YEAR, rule_years.rule_year_show, name="rule_year_show"),
    path(f"{YEAR}figures/<slug:name>/new/", rule_years.figure_new, name="figure_new"),
    path(f"{YEAR}contributions/new/", rule_years.contribution_new, name="contribution_new"),
    path(f"{YEAR}one-off/<int:column>/new/", rule_years.one_off_new, name="one_off_new"),
    path(f"{YEAR}tables/new/", rule_years.tables_new, name="tables_new"),
    path(f"{ENTRY}approve/", rule_years.figure_approve, name="figure_approve"),
    path(f"{ENTRY}refuse/", rule_years.figure_refuse, name="figure_refuse"),
    path(f"{ENTRY}withdraw/", rule_years.figure_withdraw, name="figure_withdraw"),
    *routes_of("firm", ""),
    *routes_of("client", "client_"),
    path("client/companies/<uuid:company_id>/lon-direkt/", payslips.lon_direct, name="lon_direct"),
    path("employee/<uuid:employee_id>/vacation/", vacation_employee.own_vacation, name="own_vacation"),
    path("employee/<uuid:employee_id>/payslips/", payslips.payslip_list, name="payslip_list"),
    path("employee/<uuid:employee_id>/payslips/<uuid:run_id>/", payslips.own_payslip, name="own_payslip"),
    path("employee/<uuid:employee_id>/payslips/<uuid:run_id>/pdf/", payslips.own_payslip_pdf, name="own_payslip_pdf"),
]
