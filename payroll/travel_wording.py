"""Travel, expenses and pension in people's words: names, what goes into the lines, and what they rest on."""

from django.utils.translation import gettext_lazy as _

TRAVEL_ITEMS = {
    "per_diem": _("Per diem, Sweden"),
    "per_diem_abroad": _("Per diem, abroad"),
    "per_diem_taxable": _("Per diem, taxable"),
    "per_diem_abroad_taxable": _("Per diem abroad, taxable"),
    "mileage_own_car": _("Mileage, own car"),
    "mileage_benefit_car": _("Mileage, benefit car"),
    "mileage_benefit_car_electric": _("Mileage, electric benefit car"),
    "mileage_taxable": _("Mileage, taxable"),
    "expense": _("Expense by receipt"),
    "expense_vat": _("VAT of an expense"),
    "pension_itp1": _("Pension premium, ITP 1"),
    "pension_share": _("Pension premium, share of the pay"),
    "special_payroll_tax": _("Special payroll tax on pensions"),
}
TRAVEL_INPUTS = {
    "country": _("Country"),
    "amount_source": _("Where the amount comes from"),
    "departure": _("Left"),
    "homecoming": _("Came home"),
    "since": _("The work at the place began"),
    "whole_days": _("Whole days"),
    "half_days": _("Half days"),
    "later_days": _("Of which after three months"),
    "meals_B": _("Days with breakfast provided"),
    "meals_M": _("Days with one main meal provided"),
    "meals_BM": _("Days with breakfast and one main meal provided"),
    "meals_MM": _("Days with lunch and dinner provided"),
    "meals_BMM": _("Days with all meals provided"),
    "nights": _("Nights with an allowance"),
    "distance": _("Distance, km"),
    "amounts_of_year": _("Amounts of the trip's year: whole day, half a day, night, after three months"),
    "normal_amount": _("The country's amount a day"),
    "paid_day": _("Paid for a whole day"),
    "paid_half_day": _("Paid for half a day"),
    "paid_night": _("Paid for a night"),
    "distance_mil": _("Driven, times 10 km"),
    "paid_per_mil": _("Paid per 10 km"),
    "receipt": _("Amount of the receipt"),
    "vat_rate": _("VAT rate"),
    "pensionable_pay": _("Pay that the premium is counted on"),
    "pensionable_benefits": _("Benefits that the premium is counted on"),
    "premium_per_cent": _("Premium, share of the pay"),
    "born": _("Born in"),
    "premiums": _("Premiums of the payslip"),
}
TRAVEL_LAWS = {
    "income_tax_act.per_diem": _(
        "Income Tax Act (1999:1229), chapter 12, sections 6–17: free of tax for trips over night, more than 50 km away."
    ),
    "income_tax_act.per_diem_abroad": _(
        "Income Tax Act (1999:1229), chapter 12: abroad the country's normal amount is free of tax."
    ),
    "income_tax_act.mileage": _(
        "Income Tax Act (1999:1229), chapter 12, section 27: so much per 10 km is free of tax."
    ),
    "income_tax_act.above_free_amount": _(
        "Income Tax Act (1999:1229), chapter 11: what is paid above the amount that is free of tax is pay."
    ),
    "agreement.expense": _("What the employee had to pay for the employer is paid back by receipt; it is no pay."),
    "vat_act.input_tax": _("Value Added Tax Act (2023:200): the VAT of the receipt is deducted by the employer."),
    "agreement.itp1": _("The collective agreement ITP 1: a ladder of two shares of the gross pay, from age to age."),
    "special_payroll_tax_act": _(
        "Act (1991:687) on special payroll tax on pension costs: a share of all premiums, paid by the employer."
    ),
}
TRAVEL_ACCOUNTS = {
    "2641": _("Input VAT"),
    "5810": _("Tickets"),
    "5820": _("Hire of cars"),
    "5831": _("Food and lodging in Sweden"),
    "5832": _("Food and lodging abroad"),
    "5890": _("Other travel costs"),
    "6071": _("Entertainment, deductible"),
    "6110": _("Office supplies"),
    "7321": _("Per diem in Sweden, free of tax"),
    "7322": _("Per diem in Sweden, taxable"),
    "7323": _("Per diem abroad, free of tax"),
    "7324": _("Per diem abroad, taxable"),
    "7331": _("Mileage, free of tax"),
    "7332": _("Mileage, taxable"),
}
