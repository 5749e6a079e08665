"""The law's figures in people's words, grouped as the page of rule years shows them."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.templatetags.format import decimal, grouped

GROUPS = (
    (
        _("Base amounts"),
        {
            "price_base_amount": _("Price base amount"),
            "elevated_price_base_amount": _("Elevated price base amount"),
            "income_base_amount": _("Income base amount"),
            "state_tax_threshold": _("Threshold of state tax, taxable income"),
            "state_loan_rate": _("State loan rate on 30 November the year before"),
        },
    ),
    (
        _("Preliminary tax"),
        {
            "secondary_income_rate": _("Tax on side income"),
            "secondary_income_free_below": _("Side income that is free of tax is below"),
            "low_income_free_below": _("Pay of a year that is free of tax is below"),
            "student_income_limit": _("Students with a certificate: free of tax up to"),
            "sink_rate": _("SINK, special income tax for non-residents"),
            "artist_sink_rate": _("A-SINK, special income tax for artists and athletes"),
            "expert_exempt_share": _("Expert tax: share of the pay that is exempt"),
            "expert_monthly_pay": _("Expert tax: least pay"),
        },
    ),
    (
        _("Employer contributions"),
        {"contributions_free_below": _("Pay of a year that is free of contributions is below")},
    ),
    (
        _("Sick pay"),
        {
            "sick_pay_rate": _("Sick pay"),
            "qualifying_deduction_rate": _("Qualifying deduction"),
            "sick_pay_last_day": _("Last day of sick pay"),
            "sick_relapse_days": _("Relapse: days between two sick periods at most"),
            "qualifying_deductions_a_year": _("Qualifying deductions in twelve months at most"),
            "certificate_from_day": _("Doctor's certificate from day"),
            "insurance_report_from_day": _("Report to Försäkringskassan from day"),
            "average_weeks_a_year": _("Weeks of an average year"),
            "sickness_benefit_ceiling": _("Ceiling of sickness benefit"),
            "child_care_benefit_ceiling": _("Ceiling of temporary parental benefit"),
        },
    ),
    (
        _("Vacation"),
        {
            "vacation_days": _("Vacation days"),
            "vacation_days_hired_after_august": _("Vacation days when hired after 31 August"),
            "same_pay_supplement_rate": _("Same-pay rule: supplement a day, of the monthly pay"),
            "same_pay_weekly_supplement_rate": _("Same-pay rule: supplement a day, of the weekly pay"),
            "variable_pay_rate": _("Same-pay rule: of variable pay"),
            "percentage_rule_rate": _("Percentage rule"),
            "percentage_rule_extra_day": _("Percentage rule: more for each day above 25"),
            "variable_pay_limit": _("Same-pay rule: variable pay must be below"),
            "vacation_supplements_in_ordinary_tax": _("Vacation supplements at once that are taxed with the pay"),
            "days_never_saved": _("Days that cannot be saved"),
            "saved_days_last_years": _("Saved days are kept for"),
            "advance_debt_last_years": _("Years until the debt for advance vacation is gone"),
            "qualifying_days_sickness": _("Absence that earns vacation: sickness"),
            "qualifying_days_parental_leave": _("Absence that earns vacation: parental leave"),
            "qualifying_days_parental_leave_single": _("Absence that earns vacation: parental leave, single parent"),
            "qualifying_days_care_of_child": _("Absence that earns vacation: care of child"),
            "qualifying_days_care_of_child_single": _("Absence that earns vacation: care of child, single parent"),
            "qualifying_days_contagion": _("Absence that earns vacation: contagion"),
            "qualifying_days_close_relative": _("Absence that earns vacation: care of a close relative"),
            "qualifying_days_military_service": _("Absence that earns vacation: military service"),
            "qualifying_days_union_training": _("Absence that earns vacation: union training"),
            "qualifying_absence_longest_break": _("Absence that earns vacation: longest break within a year's absence"),
        },
    ),
    (
        _("Allowances"),
        {
            "per_diem": _("Per diem, whole day"),
            "per_diem_half_day": _("Per diem, half a day"),
            "per_diem_night": _("Per diem, night"),
            "per_diem_after_three_months": _("Per diem after three months"),
            "per_diem_reduction_breakfast": _("Reduction for breakfast"),
            "per_diem_reduction_main_meal": _("Reduction for lunch or dinner"),
            "per_diem_reduction_two_main_meals": _("Reduction for lunch and dinner"),
            "per_diem_reduction_all_meals": _("Reduction for all meals"),
            "foreign_reduction_breakfast": _("Abroad: reduction for breakfast"),
            "foreign_reduction_main_meal": _("Abroad: reduction for lunch or dinner"),
            "foreign_reduction_two_main_meals": _("Abroad: reduction for lunch and dinner"),
            "foreign_reduction_all_meals": _("Abroad: reduction for all meals"),
            "per_diem_least_distance": _("Per diem needs a distance of more than"),
            "mileage_own_car": _("Mileage, own car"),
            "mileage_benefit_car": _("Mileage, benefit car"),
            "mileage_benefit_car_electric": _("Mileage, electric benefit car"),
        },
    ),
    (
        _("Benefits"),
        {
            "meals_day": _("Meals of a whole day"),
            "meals_lunch_or_dinner": _("Lunch or dinner"),
            "meals_breakfast": _("Breakfast"),
            "wellness_limit": _("Wellness allowance up to"),
            "gift_christmas": _("Christmas gift up to"),
            "gift_jubilee": _("Jubilee gift up to"),
            "gift_memory": _("Memorial gift up to"),
            "bicycle_free_amount": _("Bicycle: free of tax up to"),
            "bicycle_capital_addition": _("Bicycle: added to the state loan rate"),
            "bicycle_electric_share": _("Electric bicycle: share of the price that a year takes"),
            "car_base_amount_share": _("Car: share of the price base amount"),
            "car_price_share": _("Car: share of the price"),
            "car_interest_factor": _("Car: share of the state loan rate"),
            "car_least_loan_rate": _("Car: least state loan rate"),
            "car_interest_addition": _("Car: added to the interest"),
            "car_old_age": _("Car: old from the age of"),
            "car_least_price": _("Car: least price of an old one"),
            "car_reduction_electric": _("Car: reduction of the price, electric and hydrogen"),
            "car_reduction_plug_in": _("Car: reduction of the price, plug-in hybrid"),
            "car_reduction_gas": _("Car: reduction of the price, gas"),
            "car_reduction_most": _("Car: reduction at most, share of the price"),
            "car_heavy_driving": _("Car: heavy driving at work from"),
            "car_heavy_driving_share": _("Car: what is left of the value with heavy driving"),
            "fuel_factor": _("Fuel: times the market value"),
            "health_insurance_taxable_share": _("Health insurance: taxable share"),
            "loan_interest_addition": _("Loan: added to the state loan rate"),
            "sacrifice_least_pay": _("Salary sacrifice: pay of a year that should be left"),
        },
    ),
    (
        _("Växa-stöd"),
        {
            "growth_support_kept_rate": _("Växa-stöd: contributions that are kept"),
            "growth_support_ceiling": _("Växa-stöd: on pay up to"),
            "growth_support_earlier_ceiling": _("Växa-stöd: on pay up to, employed before May 2024"),
            "growth_support_months": _("Växa-stöd: months in a row at most"),
            "growth_support_employees": _("Växa-stöd: employees at most"),
        },
    ),
    (
        _("Pension"),
        {
            "special_payroll_tax_rate": _("Special payroll tax on pensions"),
            "itp1_rate": _("ITP 1 up to the limit"),
            "itp1_upper_rate": _("ITP 1 above the limit"),
            "itp1_limit": _("ITP 1: the limit"),
            "itp1_ceiling": _("ITP 1: the ceiling"),
            "itp1_from_age": _("ITP 1 from the age of"),
            "itp1_to_age": _("ITP 1 to the age of"),
        },
    ),
)
AGE_GROUPS = {
    "standard": _("Ordinary"),
    "youth": _("19–23 years"),
    "old_age_only": _("Over the age limit"),
    "born_1937_or_earlier": _("Born 1937 or earlier"),
}
CONTRIBUTIONS = {
    "contributions": _("Employer contributions"),
    "contributions.standard": _("Employer contributions"),
    "contributions.youth": _("Employer contributions, 19–23 years"),
    "contributions.old_age_only": _("Old-age pension contribution only"),
    "contributions.born_1937_or_earlier": _("No employer contributions"),
    "component.old_age_pension": _("Old-age pension contribution"),
    "component.health_insurance": _("Health insurance contribution"),
    "component.parental_insurance": _("Parental insurance contribution"),
    "component.survivors_pension": _("Survivors' pension contribution"),
    "component.labour_market": _("Labour market contribution"),
    "component.work_injury": _("Work injury contribution"),
    "component.general_wage_fee": _("General wage fee"),
}
OTHER = {"tax_tables": _("Monthly tax tables")}
ONE_OFF = "one_off_table_"
NAMES = {name: text for _group, names in GROUPS for name, text in names.items()} | CONTRIBUTIONS | OTHER


def figure_name(name: str) -> str:
    """A figure in words; a one-off table with its column."""
    if name.startswith(ONE_OFF):
        return str(_("One-off table, column %(column)s")) % {"column": name.removeprefix(ONE_OFF)}
    return str(NAMES.get(name, name))


UNITS = {
    "kr/year": _("kr a year"),
    "kr/month": _("kr a month"),
    "kr/day": _("kr a day"),
    "kr/payment": _("kr a payment"),
    "kr/mil": _("kr per 10 km"),
    "days": _("days"),
    "years": _("years"),
    "km": _("km"),
    "mil/year": _("times 10 km a year"),
    "price base amounts": _("price base amounts"),
    "income base amounts": _("income base amounts"),
    "count": "",
}


def value_text(value: Decimal, unit: str) -> str:
    """A value with its unit; a share in per cent."""
    if unit == "share":
        return f"{decimal(value * 100)}\N{NO-BREAK SPACE}%"
    return f"{decimal(value)} {UNITS[unit]}".strip()


def entry_parts(kind: str, data: dict[str, Any]) -> list[str]:
    """What was entered, in a few words each."""
    if kind == "TAX_TABLES":
        return _tables_parts(data)
    if kind == "ONE_OFF_TABLE":
        return [_band(limit, share) for limit, share in data["bands"]]
    period = f"{data['from']}–{data['until']}"
    value = value_text(Decimal(data["value"]), data["unit"])
    if kind == "FIGURE":
        return [value, period]
    born = gettext("born %(first)s–%(last)s") % {"first": data.get("born_from", ""), "last": data.get("born_to", "")}
    ceiling = gettext("on pay up to %(amount)s kr a month") % {"amount": grouped(data.get("ceiling", 0))}
    return [value, born, *([ceiling] if "ceiling" in data else []), period]


def _band(limit: int | str, share: int) -> str:
    per_cent = f"{share}\N{NO-BREAK SPACE}%"
    if limit == "":
        return gettext("above: %(share)s") % {"share": per_cent}
    return gettext("to %(limit)s: %(share)s") % {"limit": grouped(int(limit)), "share": per_cent}


def _tables_parts(data: dict[str, Any]) -> list[str]:
    parts = [data["file_name"], gettext("%(rows)s rows") % {"rows": grouped(data["rows"])}]
    if data["cells"]:
        values = {"equal": grouped(data["equal"]), "cells": grouped(data["cells"])}
        parts.append(gettext("%(equal)s of %(cells)s cells are as the product makes them") % values)
    else:
        parts.append(gettext("the product makes no tables of the year to compare with"))
    if data["exceptions"]:
        places = ", ".join(f"{one['table']}: {one['income']}" for one in data["exceptions"])
        parts.append(gettext("the tax falls at %(places)s") % {"places": places})
    return parts
