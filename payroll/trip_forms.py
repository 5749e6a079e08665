"""Forms of per diem: the times of the trip first, then the meals of each of its days."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.number_fields import KronorField, NumberField, WholeNumberField
from common.periods import days_between
from common.templatetags.format import date_day
from payroll.parameters import parameters_for
from payroll.pay_line_form import DIMENSIONS, OnceForm
from payroll.rules.per_diem_rates import MEALS, NO_MEAL, domestic_rates
from payroll.rules.trip import Trip, trip_of
from payroll.statutory import FigureMissing, YearNotAvailable
from payroll.travel_forms import FREE_AMOUNT, MOST_KILOMETRES

MOST_DAYS = 62
MEAL = "meal_"
MEAL_CHOICES = [
    ("", _("No meal")),
    ("B", _("Breakfast")),
    ("M", _("Lunch or dinner")),
    ("BM", _("Breakfast and one main meal")),
    ("MM", _("Lunch and dinner")),
    ("BMM", _("All meals")),
]
assert {value for value, _name in MEAL_CHOICES} == {"", *MEALS}


def _day_field(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def _time_field(label: Any, **kwargs: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **kwargs)


class TripForm(OnceForm):
    """When the employee left and came home, how far away, and what is paid a day when it is not what is free of tax."""

    departure_day = _day_field(_("Left on"))
    departure_time = _time_field(_("Left at"), help_text=_("From home or the workplace. At 12 or later: half a day."))
    homecoming_day = _day_field(_("Came home on"))
    homecoming_time = _time_field(_("Came home at"), help_text=_("At 19 or earlier: half a day."))
    distance = NumberField(
        label=_("Distance, km"),
        lowest=Decimal(1),
        highest=MOST_KILOMETRES,
        decimals=0,
        example="120",
        help_text=_("From the workplace and from home to where the work was done."),
    )
    nights = WholeNumberField(
        label=_("Nights with an allowance"),
        lowest=0,
        highest=MOST_DAYS,
        example="2",
        required=False,
        help_text=_("Nights whose lodging the employer did not pay."),
    )
    since = _day_field(
        _("The work at the place began"),
        required=False,
        help_text=_("When it began before this trip. After three months at the same place less is free of tax."),
    )
    amount = KronorField(label=_("Paid for a whole day"), example="300", required=False, help_text=FREE_AMOUNT)
    paid_half_day = KronorField(label=_("Paid for half a day"), example="150", required=False)
    paid_night = KronorField(label=_("Paid for a night"), example="150", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept_amounts: dict[str, str] = {}
        for day in self._days():
            label = gettext("Meals provided %(day)s") % {"day": date_day(day)}
            self.fields[f"{MEAL}{day}"] = forms.ChoiceField(label=label, choices=MEAL_CHOICES, required=False)
        self.order_fields([name for name in self.fields if name not in ("first", "note", *DIMENSIONS)])

    @property
    def can_be_added(self) -> bool:
        """Once the days are known."""
        return any(name.startswith(MEAL) for name in self.fields)

    @property
    def is_whole(self) -> bool:
        """Whether the meals of every day have been asked for."""
        return self.can_be_added and all(name in self.data for name in self.fields if name.startswith(MEAL))

    def clean(self) -> dict[str, Any]:
        """A trip over night, far enough away, with no more nights than it has."""
        values = super().clean()
        trip = self._trip(values)
        if trip is not None:
            self._refuse_without_night(trip)
            self._refuse_nights(values.get("nights"), trip)
            self._refuse_since(values.get("since"), values["departure_day"])
            self._keep_amounts(trip, values)
        self._refuse_near(values.get("distance"))
        if values.get("paid_half_day") and not values.get("amount"):
            self.add_error("amount", ValidationError(_("Write what is paid for a whole day too.")))
        return values

    def details(self) -> dict[str, str]:
        values = self.cleaned_data
        said = {
            "departure": f"{values['departure_day']} {values['departure_time']:%H:%M}",
            "homecoming": f"{values['homecoming_day']} {values['homecoming_time']:%H:%M}",
            "meals": ",".join(values.get(f"{MEAL}{day}") or NO_MEAL for day in self._days()),
            **{name: str(values.get(name) or "") for name in ("distance", "nights", "since", *OWN_AMOUNTS)},
        }
        return {name: value for name, value in said.items() if value} | self.kept_amounts

    def _keep_amounts(self, trip: Trip, values: dict[str, Any]) -> None:
        """The amounts of days in another year than the payday's are kept with the trip."""
        self.kept_amounts = {}
        paid = values.get("first")
        for year in sorted({one.day.year for one in trip.days} - ({paid.year} if paid else set())):
            try:
                rates = domestic_rates(parameters_for(date(year, 12, 31)))
            except (YearNotAvailable, FigureMissing):
                sentence = _("There are no amounts for %(year)s yet. They are entered under Rule years.")
                self.add_error("departure_day", ValidationError(sentence, params={"year": year}))
            else:
                self.kept_amounts[f"amounts_{year}"] = rates.amounts

    def _days(self) -> list[date]:
        """The days of the trip as it was written; none while its dates are not right."""
        try:
            first, last = (self.fields[name].clean(self.data.get(name)) for name in ("departure_day", "homecoming_day"))
        except ValidationError:
            return []
        return list(days_between(first, last)) if (last - first).days < MOST_DAYS else []

    def _trip(self, values: dict[str, Any]) -> Trip | None:
        names = ("departure_day", "departure_time", "homecoming_day", "homecoming_time")
        if any(values.get(name) is None for name in names):
            return None
        departure, homecoming = (
            _moment(values[f"{name}_day"], values[f"{name}_time"]) for name in ("departure", "homecoming")
        )
        if homecoming <= departure:
            self.add_error("homecoming_day", ValidationError(_("The employee came home before leaving.")))
            return None
        if (homecoming.date() - departure.date()).days >= MOST_DAYS:
            self.add_error("homecoming_day", ValidationError(_("Enter a trip of more than two months in parts.")))
            return None
        return trip_of(departure, homecoming)

    def _refuse_without_night(self, trip: Trip) -> None:
        if not trip.nights:
            sentence = _("Without a night away nothing is free of tax. Add the amount as the item Per diem, taxable.")
            self.add_error("homecoming_day", ValidationError(sentence))

    def _refuse_nights(self, nights: int | None, trip: Trip) -> None:
        if nights and nights > trip.nights:
            sentence = _("The trip has %(number)s nights.")
            self.add_error("nights", ValidationError(sentence, params={"number": trip.nights}))

    def _refuse_since(self, since: date | None, departure: date) -> None:
        if since and since > departure:
            self.add_error("since", ValidationError(_("The work began after the trip. Leave it empty then.")))

    def _refuse_near(self, distance: Decimal | None) -> None:
        least = self.law.figures.get("per_diem_least_distance") if self.law else None
        if distance is not None and least is not None and distance <= least.value:
            sentence = _(
                "Nothing is free of tax unless the place is more than %(km)s km away."
                " Add the amount as the item Per diem, taxable."
            )
            self.add_error("distance", ValidationError(sentence, params={"km": int(least.value)}))


OWN_AMOUNTS = ("paid_half_day", "paid_night")


class TripAbroadForm(TripForm):
    """A trip to another country, with the amount that the agency has for it."""

    country = forms.CharField(label=_("Country"), max_length=60)
    normal_amount = KronorField(
        label=_("The country's amount a day"),
        example="931",
        help_text=_("Skatteverket's normal amount for the year. The product has no list of them: enter it here."),
    )
    amount_source = forms.CharField(
        label=_("Where the amount comes from"),
        max_length=120,
        help_text=_("For example the agency's list of the year. It is shown to whoever asks why."),
    )
    field_order = ("country", "normal_amount", "amount_source")

    def _keep_amounts(self, trip: Trip, values: dict[str, Any]) -> None:
        """The country's amount is entered, whatever the year."""

    def details(self) -> dict[str, str]:
        values = self.cleaned_data
        own = {name: str(values[name]) for name in ("country", "normal_amount", "amount_source")}
        return {**super().details(), **own}


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at)
