"""Vacation in people's words: pay items, what goes into them, what they rest on, accounts, events and kinds of days."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VACATION_ITEMS = {
    "vacation_pay": _("Vacation pay"),
    "vacation_variable_pay": _("Vacation pay for variable pay"),
    "vacation_day_deduction": _("Vacation, deduction"),
    "unpaid_vacation_deduction": _("Unpaid vacation, deduction"),
    "vacation_compensation": _("Vacation compensation"),
    "vacation_days_earned": _("Vacation days of the year"),
    "vacation_day_value": _("Value of a vacation day"),
    "vacation_liability": _("Vacation liability"),
}
VACATION_INPUTS = {
    "vacation_day_deduction_rate": _("Deduction for a vacation day"),
    "vacation_day_value": _("Value of a day"),
    "vacation_days_of_year": _("Vacation days of the year"),
    "employed_days": _("Days employed in the earning year"),
    "qualifying_absence_days": _("Days of absence that earn vacation"),
    "lost_absence_days": _("Days of absence that do not earn vacation"),
    "workdays_a_week": _("Workdays a week"),
    "variable_pay": _("Variable pay of the earning year"),
    "earned_pay": _("Pay of the earning year"),
    "variable_pay_of_running_year": _("Variable pay of this earning year so far"),
    "earned_pay_of_running_year": _("Pay of this earning year so far"),
    "normal_pay_of_absence": _("Normal pay of absence that earns vacation"),
    "percentage_rate": _("Share of the pay"),
    "vacation_days_at_hand": _("Paid and saved days left"),
    "vacation_days_being_earned": _("Days earned so far for the coming vacation year"),
    "vacation_days_rounded_up": _("The same, rounded up: part of a day is a day (Vacation Act, section 7)"),
    "vacation_days_paid_out": _("Days paid in money"),
    "advance_debt": _("Debt for advance vacation"),
}
VACATION_LAWS = {
    "vacation_act.variable_pay": _("Vacation Act (1977:480), section 16 a: a share of variable pay for each day."),
    "vacation_act.unpaid": _("Vacation Act (1977:480), section 8: days that were not earned are taken without pay."),
    "vacation_act.earned": _(
        "Vacation Act (1977:480), sections 4 and 7: the share of the earning year that was worked gives the share of"
        " the days that is paid, rounded up."
    ),
    "vacation_act.day_value": _(
        "The day's part of the salary by the agreement, and the supplement: Vacation Act (1977:480), section 16 a."
    ),
    "vacation_act.compensation": _(
        "Vacation Act (1977:480), sections 26, 28 and 29 a: what is left when the employment ends is paid out."
    ),
    "accounting.vacation_liability": _(
        "Paid and saved days that are left, and days being earned, are a debt of the employer's, with contributions."
        " Days being earned have the pay of their own earning year: Vacation Act (1977:480), sections 16 a and 16 b."
    ),
}
VACATION_ACCOUNTS = {
    "2920": _("Accrued vacation pay"),
    "2940": _("Accrued employer contributions"),
    "7090": _("Change of vacation liability, hourly"),
    "7290": _("Change of vacation liability"),
    "7519": _("Contributions on vacation liability"),
}
VACATION_EVENTS = {
    "payroll.vacation_terms_changed": _("The vacation terms were changed"),
    "payroll.vacation_rule_chosen": _("The rule for an employee's vacation pay was chosen"),
    "payroll.vacation_opened": _("Opening balances of vacation were entered"),
    "payroll.vacation_corrected": _("A vacation balance was corrected"),
    "payroll.vacation_year_closed": _("The vacation year was closed"),
    "payroll.vacation_year_reopened": _("The closing of the vacation year was undone"),
    "payroll.vacation_liability_posted": _("The change of the vacation liability was posted"),
    "payroll.vacation_liability_undone": _("The posting of the vacation liability was undone"),
    "payroll.vacation_compensated": _("Vacation compensation was decided"),
    "payroll.vacation_compensation_undone": _("The vacation compensation was taken back"),
}
RULE_NAMES = {"SAME_PAY": _("Same-pay rule"), "PERCENTAGE": _("Percentage rule")}
RULE_REASONS = {
    "EMPLOYEE": _("Chosen for the employee, from %(day)s."),
    "AGREEMENT": _("By the agreement %(name)s, from %(day)s."),
    "COMPANY": _("By the company's vacation terms."),
}
DAY_KINDS = {
    "PAID": pgettext_lazy("vacation days", "Paid"),
    "SAVED": pgettext_lazy("vacation days", "Saved"),
    "ADVANCE": pgettext_lazy("vacation days", "Advance"),
    "UNPAID": pgettext_lazy("vacation days", "Unpaid"),
}
ASSUMED = _("Assumed, since no opening balance has been entered")
ASSUMED_LAW = _(
    "Vacation Act (1977:480), sections 4, 7 and 8: the share of the earning year since the day of hire gives the days"
    " with pay, rounded up; the rest of the year's days are without pay."
)
KIND_LAWS = {
    "PAID": _("Vacation Act (1977:480), sections 4 and 7: days of this vacation year that are earned."),
    "SAVED": _("Vacation Act (1977:480), sections 18 and 19: days beyond twenty, to be taken within five years."),
    "ADVANCE": _("Vacation Act (1977:480), section 29 a: days taken before they are earned are a debt for five years."),
    "UNPAID": _("Vacation Act (1977:480), section 8: days of this vacation year that were not earned."),
}
DOUBTS = {
    "CHANGED_RATE": _("The employment rate has changed: by law the percentage rule"),
    "VARIABLE_PAY": _("A tenth or more of the pay varies: by law the percentage rule"),
}
