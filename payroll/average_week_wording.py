"""The average week behind a qualifying deduction, in people's words."""

from datetime import date

from django.utils.translation import gettext_lazy

from common.templatetags.format import date_long

AVERAGE_WEEK_INPUTS = {
    "hours_worked_before": gettext_lazy("Hours worked in the weeks before"),
    "reference_weeks": gettext_lazy("Weeks that the average is counted over"),
    "reference_period": gettext_lazy("The weeks"),
    "unsocial_of_period": gettext_lazy("Supplements for unsocial hours of the shifts"),
    "days_of_period": gettext_lazy("Calendar days that the shifts are known for"),
    "unsocial_period": gettext_lazy("The shifts"),
}
AVERAGE_WEEK_LAWS = {
    "sick_pay_act.qualifying_deduction_average": gettext_lazy(
        # xgettext:no-python-format
        "Sick Pay Act (1991:1047), section 6: 20 % of an average week's sick pay. The agreement counts the average of "
        "the hours really worked before the illness."
    ),
    "sick_pay_act.qualifying_deduction_short_history": gettext_lazy(
        # xgettext:no-python-format
        "Sick Pay Act (1991:1047), section 6: 20 % of an average week's sick pay. Hours worked are not known for all "
        "the weeks that the agreement counts the average over, so the week of the schedule is used."
    ),
}


def period_text(value: str) -> str:
    """8 juli 2026 – 6 oktober 2026."""
    return " – ".join(date_long(date.fromisoformat(one)) for one in value.split(" "))


AVERAGE_WEEK_SHOWN = {"reference_period": period_text, "unsocial_period": period_text}
