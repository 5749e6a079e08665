"""Benefits, what is paid for them, loans and salary sacrifice in people's words."""

from django.utils.translation import gettext_lazy as _

BENEFIT_ITEMS = {
    "car_benefit": _("Car benefit"),
    "fuel_benefit": _("Fuel benefit"),
    "bicycle_benefit": _("Bicycle benefit"),
    "meals_benefit": _("Meals benefit"),
    "housing_benefit_house": _("Housing benefit, house"),
    "parking_benefit": _("Parking benefit"),
    "loan_interest_benefit": _("Interest benefit"),
    "wellness_allowance": _("Wellness allowance"),
    "car_payment": _("Payment for a benefit car"),
    "fuel_payment": _("Payment for fuel"),
    "meals_payment": _("Payment for meals"),
}
BENEFIT_INPUTS = {
    "registered_on": _("First registered"),
    "model_year": _("Model year"),
    "green": _("Runs on"),
    "new_car_price": _("New-car price"),
    "extras_price": _("Extras"),
    "vehicle_tax": _("Vehicle tax a year"),
    "heavy_driving": _("Drives much at work"),
    "price_reduction": _("Reduction of the price"),
    "counted_price": _("Price that the value is counted on"),
    "entered_value": _("Value a month that was entered"),
    "value_of_year": _("Value of a year"),
    "market_value": _("Market value of the fuel"),
    "bicycle_price": _("Price of the bicycle"),
    "life_years": _("Years that it lasts"),
    "service_cost": _("Service a year"),
    "electric": _("Electric bicycle"),
    "offered_to_all": _("Offered to all permanent staff"),
    "whole_days": _("Days with all meals"),
    "main_meals": _("Lunches and dinners"),
    "breakfasts": _("Breakfasts"),
    "premium_paid": _("Premium that the employer pays"),
    "taxable_share": _("Taxable share"),
    "wellness_of_year": _("Wellness allowance of the year"),
    "loan_principal": _("Borrowed"),
    "left_of_loan": _("Left to repay before this payslip"),
    "loan_owed": _("Owed"),
    "interest_rate": _("Interest that the employee pays"),
    "premium_on_top": _("Raise of the premium"),
    "paid_for_benefit": _("Paid by the employee"),
    "outside_contributions": _("Taxed, but no basis for contributions"),
}
BENEFIT_LAWS = {
    "income_tax_act.car_benefit": _(
        "Income Tax Act (1999:1229), chapter 61, sections 5–11: a share of the price base amount, interest on the"
        " price, a share of the price, and the vehicle tax; a twelfth a month, öre dropped."
    ),
    "income_tax_act.car_entered": _(
        "Income Tax Act (1999:1229), chapter 61: cars registered before 1 July 2021 have older formulas; the value was"
        " entered."
    ),
    "income_tax_act.fuel_benefit": _(
        # xgettext:no-python-format
        "Income Tax Act (1999:1229), chapter 61, section 10: fuel is taxed at 120 % of the market value. Employer"
        " contributions are paid on the market value less what the employee has paid for it."
    ),
    "income_tax_act.bicycle_benefit": _(
        "Income Tax Act (1999:1229), chapter 11, section 11 a: loss of value, service and interest; the first part of a"
        " year is free where all permanent staff are offered one."
    ),
    "income_tax_act.meals_benefit": _(
        "Income Tax Act (1999:1229), chapter 61, section 3: meals are taxed at the value that the year gives them."
    ),
    "income_tax_act.loan_interest": _(
        "Income Tax Act (1999:1229), chapter 61, section 15: interest below the state loan rate and the addition is"
        " taxed."
    ),
    "income_tax_act.wellness": _(
        "Income Tax Act (1999:1229), chapter 11, section 11: wellness is free up to the limit of the year; above it all"
        " of it is taxed."
    ),
    "income_tax_act.paid_benefit": _(
        "Income Tax Act (1999:1229), chapter 61: what the employee pays from the net pay lowers the benefit."
    ),
    "income_tax_act.paid_fuel": _(
        "Income Tax Act (1999:1229), chapter 61, section 10: what the employee pays for the fuel is declared beside it."
    ),
    "agreement.salary_sacrifice": _(
        "The employee has given up pay for pension; the premium is raised by what the employer saves."
    ),
}
CHOSEN = {
    "ELECTRIC": _("Electricity or hydrogen"),
    "PLUG_IN": _("Plug-in hybrid"),
    "GAS": _("Gas"),
}
"""Choices among the details, as they are stored."""
HINTS = {
    "car_benefit": _(
        "What the employee pays from the net pay is a line of its own: Payment for a benefit car. It lowers the value."
    ),
    "fuel_benefit": _("What the employee pays from the net pay is a line of its own: Payment for fuel."),
    "meals_benefit": _("What the employee pays from the net pay is a line of its own: Payment for meals."),
    "fuel_payment": _("Lowers what employer contributions are paid on; it is declared beside the fuel benefit."),
    "car_payment": _("Lowers the car benefit, to nothing at the least."),
    "meals_payment": _("Lowers the meals benefit, to nothing at the least."),
    "salary_sacrifice": _("Lowers the gross pay; the premium stands among the employer's costs."),
}
"""What else belongs to an item, where it is chosen."""
