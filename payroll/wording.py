"""Payroll in people's words: names of pay items, of what goes into them, and of what they rest on."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advisor.event_wording import Wording
from common.templatetags.format import decimal
from payroll.average_week_wording import AVERAGE_WEEK_INPUTS, AVERAGE_WEEK_LAWS
from payroll.figure_names import figure_name
from payroll.models import PayslipLine
from payroll.pay_item_wording import REGISTER, REGISTER_INPUTS, REGISTER_LAWS
from payroll.rules.approvals import Side
from payroll.rules.tax_table_file import Fault, Finding
from payroll.tax_wording import TAX_INPUTS, TAX_ITEMS, TAX_LAWS
from payroll.unsocial_wording import UNSOCIAL_INPUTS, UNSOCIAL_ITEMS, UNSOCIAL_LAWS
from payroll.vacation_wording import VACATION_EVENTS, VACATION_INPUTS, VACATION_ITEMS, VACATION_LAWS

SICK_PAY_UNSOCIAL = "sick_pay_unsocial"
PAY_ITEMS = {
    **TAX_ITEMS,
    **REGISTER,
    "monthly_salary": _("Monthly salary"),
    "part_month_salary": _("Salary, part of the month"),
    "hourly_pay": _("Hourly pay"),
    "hourly_vacation_pay": _("Vacation pay, hourly"),
    "overtime_simple": _("Simple overtime"),
    "overtime_qualified": _("Qualified overtime"),
    "additional_time": _("Additional time"),
    **UNSOCIAL_ITEMS,
    "vacation_supplement": _("Vacation supplement"),
    **VACATION_ITEMS,
    "sick_deduction": _("Sick deduction"),
    "sick_pay": _("Sick pay 80 %"),
    # xgettext:no-python-format
    SICK_PAY_UNSOCIAL: _("Sick pay on unsocial hours 80 %"),
    "qualifying_deduction": _("Qualifying deduction"),
    "sick_deduction_day_15": _("Sick deduction from day 15"),
    "sick_supplement": _("Sick pay by agreement from day 15"),
    "care_of_child_deduction": _("Care of child, deduction"),
    "parental_leave_deduction": _("Parental leave, deduction"),
    "close_relative_care_deduction": _("Care of a close relative, deduction"),
    "contagion_deduction": _("Risk of contagion, deduction"),
    "military_service_deduction": _("Military service, deduction"),
    "study_leave_deduction": _("Studies, deduction"),
    "unpaid_leave_deduction": _("Leave without pay, deduction"),
    "other_absence_deduction": _("Other absence, deduction"),
    "employer_contributions": _("Employer contributions"),
    "growth_support": _("Växa-stöd, expected refund"),
}
INPUTS = {
    **TAX_INPUTS,
    **REGISTER_INPUTS,
    "monthly_salary": _("Monthly salary"),
    "hourly_wage": _("Hourly wage"),
    "employment_rate": _("Employment rate"),
    "hourly_pay": _("Hourly pay"),
    "hourly_vacation_rate": _("Vacation pay rate"),
    "vacation_supplement_rate": _("Vacation supplement a day"),
    **VACATION_INPUTS,
    **UNSOCIAL_INPUTS,
    **AVERAGE_WEEK_INPUTS,
    "weekly_hours": _("Hours of an ordinary week"),
    "day_divisor": _("Workdays that a month is divided by"),
    "hourly_divisor": _("Hours that a month is divided by"),
    "overtime_factor": _("Times the hourly wage"),
    "sick_supplement_rate": _("Sick pay from day 15"),
    "sick_supplement_above_rate": _("Sick pay from day 15, above the ceiling"),
    "whole_qualifying_deduction": _("Qualifying deduction of the sick period"),
    "basis": _("Basis in whole kronor"),
    "age_group": _("Age group"),
    "growth_support_basis": _("Pay that counts, in whole kronor"),
    "growth_support_used": _("Counted before in the same month"),
    "charged_this_month": _("Basis of pay before in the same month"),
}
# A per cent sign before a word is no place for a value: the comments say so to those who check translations.
LAWS = {
    **TAX_LAWS,
    **REGISTER_LAWS,
    "agreement.salary": _("The salary that was agreed."),
    "agreement.part_month": _("A part of a month is paid by calendar days."),
    "agreement.part_month_workdays": _("A part of a month is paid by scheduled workdays, as the agreement says."),
    "agreement.hourly_wage": _("The hourly wage that was agreed, for the hours that were reported."),
    "agreement.overtime": _("The agreement's rule for overtime."),
    "agreement.additional_time": _("The agreement's rule for additional time."),
    "agreement.unpaid_leave": _("Time away without pay is deducted by workday or hour, long leave by calendar day."),
    "vacation_act.percentage": _("Vacation Act (1977:480), section 16 b: vacation pay is a share of what was earned."),
    "vacation_act.same_pay": _("Vacation Act (1977:480), section 16 a: pay goes on, with a supplement for each day."),
    **VACATION_LAWS,
    **UNSOCIAL_LAWS,
    "sick_pay_act.deduction": _("Sick Pay Act (1991:1047): the pay is deducted and replaced by sick pay."),
    # xgettext:no-python-format
    "sick_pay_act.pay": _("Sick Pay Act (1991:1047), section 6: 80 % of the pay that is lost, days 1–14."),
    "sick_pay_act.unsocial": _(
        # xgettext:no-python-format
        "Sick Pay Act (1991:1047), section 6: 80 % of the supplement for unsocial hours that is lost, days 1–14. "
        "Illness whose time is not known is counted at the end of the shift."
    ),
    "sick_pay_act.qualifying_deduction": _(
        # xgettext:no-python-format
        "Sick Pay Act (1991:1047), section 6: 20 % of an average week's sick pay, once for each sick period."
    ),
    **AVERAGE_WEEK_LAWS,
    "sick_pay_act.day_15": _("From day 15 Försäkringskassan pays; the salary is deducted by calendar day."),
    "agreement.sick_supplement": _("The agreement: the employer goes on paying a share of the salary from day 15."),
    "parental_leave_act.care_of_child": _("Parental Leave Act (1995:584): Försäkringskassan pays for the care."),
    "parental_leave_act.leave": _("Parental Leave Act (1995:584): Försäkringskassan pays parental benefit."),
    "close_relative_care_act.leave": _("Act (1988:1465) on leave to care for a relative: Försäkringskassan pays."),
    "social_insurance_code.contagion": _("Social Insurance Code (2010:110), chapter 46: Försäkringskassan pays."),
    "total_defence_service_act.leave": _(
        "Total Defence Service Act (1994:1809): the authority pays while the salary rests."
    ),
    "study_leave_act.leave": _("Act (1974:981) on employees' leave for education: the employer need not pay."),
    "growth_support": _(
        "Växa-stöd: contributions are declared and paid in full. Skatteverket pays back after an application for each"
        " month, within a year. It is de minimis aid: the employer answers for the conditions."
    ),
    "social_contributions_act": _("Social Security Contributions Act (2000:980): by age and year."),
}
REASONS = {
    "NEW": _("New"),
    "FIRST_HERE": _("No pay here the month before"),
    "PART_MONTH": _("Salary for part of a month"),
    "NO_SALARY": _("No monthly salary"),
    "RATE_CHANGED": _("Salary changed"),
    "ABSENCE": _("Absence"),
    "OVERTIME": _("Overtime"),
    "ADDITIONAL_TIME": _("Additional time"),
    "VACATION": _("Vacation"),
    "HOURS": _("Hours"),
    "TAX": _("Tax"),
    "GIVEN": _("Additions and deductions"),
    "UNEXPLAINED": _("Unexplained"),
}
PROBLEMS = {
    "NetBelowZero": _("Deductions are larger than the pay. Move absence to another month, or leave the person out."),
    "PaymentNotCovered": _("The pay is not enough for what is paid for a benefit. Lower or end that pay line."),
    "ScheduleMissing": _("An hour has no value without a work schedule."),
    "AgeGroupMissing": _("There are no employer contributions for the birth year."),
    "VacationPayMissing": _(
        "What a vacation day is worth is not known. Enter it with the opening balances of vacation."
    ),
    "Interrupted": _("It was interrupted again and again. Calculate once more; tell support if it stops again."),
}
FINDINGS = {
    Fault.TOO_LARGE: _("The file is larger than 5 MB; no year's tables are."),
    Fault.NOT_TEXT: _("The file is not text. Choose the agency's text, CSV or JSON file."),
    Fault.EMPTY: _("The file is empty."),
    Fault.UNKNOWN_FORM: _("The file has none of the three forms: fixed width, CSV or JSON of the open data."),
    Fault.LINE_LENGTH: _("The row has another length than the others: %(detail)s."),
    Fault.COLUMNS: _("These columns are missing: %(detail)s."),
    Fault.NUMBER: _("“%(detail)s” is not a whole number."),
    Fault.OTHER_PERIOD: _("“%(detail)s” is not a monthly table: 30B or 30%% is expected."),
    Fault.OTHER_YEAR: _("The row is of %(detail)s, the page is about %(year)s."),
    Fault.UNKNOWN_TABLE: _("There must be tables 29 to 42, each once; this one is missing or too much."),
    Fault.PAGES_MISSING: _(
        "Some rows are missing: the file has %(detail)s. Fetch every page, and 30%% as well as 30B."
    ),
    Fault.VALUE_COUNT: _("Every row must have six columns, or every row seven: there are %(detail)s."),
    Fault.AMOUNT_ROWS: _("There must be 481 rows in kronor, there are %(detail)s."),
    Fault.AMOUNT_RANGE: _("The rows in kronor leave a gap or overlap at %(detail)s."),
    Fault.PERCENT_START: _("The rows in per cent must begin at 80 001."),
    Fault.PERCENT_RANGE: _("The rows in per cent leave a gap or overlap at %(detail)s."),
    Fault.PERCENT_END: _("The last row in per cent, and only that, must have no upper limit."),
    Fault.PERCENT_VALUE: _("A percentage is not between 0 and 100 at %(detail)s."),
    Fault.ANOTHER_YEARS_TABLES: _("These are the tables of %(detail)s, not of %(year)s."),
}


def finding_text(finding: Finding, year: int) -> str:
    """What is wrong with a file of tax tables, and where."""
    text = str(FINDINGS[finding.fault]) % {"detail": finding.detail, "year": year}
    if finding.row:
        return gettext("Row %(row)s: %(text)s") % {"row": finding.row, "text": text}
    return gettext("Table %(table)s: %(text)s") % {"table": finding.table, "text": text} if finding.table else text


def approved_first(data: Mapping[str, Any]) -> str:
    """For whom the first of two approved a run, and who is waited for."""
    sentences = {
        Side.FIRM: gettext("A payroll run was approved by the firm and waits for the client"),
        Side.CLIENT: gettext("A payroll run was approved by the client and waits for the firm"),
    }
    return sentences[Side(data["side"])]


EVENTS: dict[str, Wording] = {
    "payroll.run_created": _("A payroll run was created"),
    "payroll.calculation_started": _("The calculation of a payroll run was started"),
    "payroll.calculation_finished": _("A payroll run was calculated"),
    "payroll.calculation_stopped": _("The calculation of a payroll run stopped"),
    "payroll.run_approved_first": approved_first,
    "payroll.run_approved": _("A payroll run was approved"),
    "payroll.run_discarded": _("A payroll run was discarded"),
    **VACATION_EVENTS,
    "payroll.opening_balance_entered": _("What was paid in the year before was entered"),
    "payroll.pay_line_added": _("A pay line was added"),
    "payroll.pay_line_ended": _("A pay line was ended"),
    "payroll.pay_line_removed": _("A pay line was removed"),
    "payroll.pay_item_copied": _("A pay item was copied"),
    "payroll.pay_item_changed": _("A pay item was changed"),
    "payroll.pay_item_retired": _("A pay item is not offered any more"),
    "payroll.accounts_changed": _("The accounts of payroll were changed"),
    "payroll.statutory_entry_proposed": _("A figure of the law was entered"),
    "payroll.statutory_entry_approved": _("A figure of the law was approved"),
    "payroll.statutory_entry_refused": _("A figure of the law was refused"),
    "payroll.statutory_entry_withdrawn": _("A figure of the law was withdrawn"),
}


def problem_in_words(problem: Mapping[str, str]) -> str:
    """Why somebody cannot have a payslip."""
    if "figure" in problem:
        name = figure_name(problem["figure"])
        return gettext("%(figure)s is missing for %(year)s. It is entered under Rule years.") % {
            **problem,
            "figure": name,
        }
    return str(PROBLEMS.get(problem["problem"], problem["problem"]))


def line_name(line: PayslipLine) -> str:
    """The company's own name of the pay item, or the standard one."""
    return item_name(line.pay_item, line.label)


def item_name(pay_item: str, label: str) -> str:
    """The name of a line; sick pay on a supplement is told from the supplement itself."""
    if pay_item == SICK_PAY_UNSOCIAL and label:
        return gettext("Sick pay on %(supplement)s") % {"supplement": label}
    return label or str(PAY_ITEMS.get(pay_item, pay_item))


def quantity_text(quantity: Decimal, unit: str) -> str:
    """How much a line is for: 7,5 h, 1 dag, 2 dagar. Nothing for what is not counted."""
    if unit == "HOURS":
        return f"{decimal(quantity)} h"
    if unit == "COUNT":
        return decimal(quantity)
    if unit == "DAYS":
        unit_text = gettext("day") if quantity == 1 else gettext("days")
        return f"{decimal(quantity)} {unit_text}"
    return ""
