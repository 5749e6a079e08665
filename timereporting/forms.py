"""Forms of time reporting."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.periods import days_between
from common.templatetags.format import date_day
from employment.forms.fields import DayField
from employment.forms.terms import refuse_outside
from employment.models import Employee
from employment.rules.pay_periods import Days
from timereporting.models import WorkSchedule
from timereporting.models.time_entry import QUICK_CHOICES
from timereporting.operations.schedules import Day
from timereporting.rules.durations import DurationNotUnderstood, Span, parse_length
from timereporting.rules.quick_choices import EXTRA, WHOLE_DAY_ONLY, QuickChoice
from timereporting.rules.schedules import minutes_between

# A longer shift over midnight is rather a slip, such as 08:00-07:00.
LONGEST_NIGHT = 16 * 60
WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


class RegisterForm(forms.Form):
    """The same thing on one or several days. Left empty, the time is the whole scheduled day."""

    days = forms.TypedMultipleChoiceField(
        label=_("Days"), coerce=date.fromisoformat, widget=forms.CheckboxSelectMultiple, required=True,
        error_messages={"required": _("Choose at least one day."), "invalid_choice": _("Choose days of the month.")},
    )  # fmt: skip
    choice = forms.ChoiceField(
        label=_("What"), choices=QUICK_CHOICES, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about.")},
    )  # fmt: skip
    time = forms.CharField(
        label=_("How long"), required=False, max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Empty for the whole day. Otherwise 4, 7,5, 7:30 or 8-17 -60."),
    )  # fmt: skip

    def __init__(self, *args: Any, days: Iterable[date], reports_hours: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered, choice = self.fields["days"], self.fields["choice"]
        assert isinstance(offered, forms.TypedMultipleChoiceField)
        assert isinstance(choice, forms.ChoiceField)
        offered.choices = [(day.isoformat(), day.isoformat()) for day in days]
        if reports_hours:  # what is reported every day comes first
            choice.choices = sorted(QUICK_CHOICES, key=lambda one: one[0] != QuickChoice.HOURS_WORKED)

    def clean(self) -> dict[str, Any]:
        """Adds `minutes` and `span`, both None for a whole day."""
        values = super().clean() or {}
        text, choice = (values.get("time") or "").strip(), values.get("choice")
        values["minutes"] = values["span"] = None
        if text and choice in WHOLE_DAY_ONLY:
            self.add_error("time", _("Vacation is taken in whole days. Leave the field empty."))
        elif text:
            self._read(text, values)
        elif choice in EXTRA:
            self.add_error("time", _("Say how long."))
        return values

    def _read(self, text: str, values: dict[str, Any]) -> None:
        try:
            length = parse_length(text)
        except DurationNotUnderstood:
            self.add_error("time", _("Write a time between a minute and a day, such as 7,5 or 7:30 or 8-17."))
        else:
            if isinstance(length, Span) and length.is_overnight and length.minutes_by_the_clock > LONGEST_NIGHT:
                self.add_error("time", _("Check the hours: a shift into the next day is 16 hours at most."))
            values["span" if isinstance(length, Span) else "minutes"] = length


class SendBackForm(forms.Form):
    """Why a report, or one day of it, goes back."""

    comment = forms.CharField(
        label=_("What should be looked at?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what should be looked at, so that it can be mended.")},
    )  # fmt: skip
    day = forms.TypedChoiceField(
        label=_("What goes back"), required=False, coerce=date.fromisoformat, empty_value=None,
        error_messages={"invalid_choice": _("Choose a day of the report.")},
    )  # fmt: skip

    def __init__(self, *args: Any, period: Days, marked: Collection[date] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["day"]
        assert isinstance(day, forms.TypedChoiceField)
        days = list(days_between(*period))
        # Days that something is said about come first: those are the ones that go back.
        shown = sorted(days, key=lambda one: (one not in marked, one))
        one_day = gettext("Only %(day)s")
        day.choices = [("", _("The whole report"))] + [
            (one.isoformat(), one_day % {"day": date_day(one)}) for one in shown
        ]
        self.order_fields(("day", "comment"))


class ScheduleForm(forms.Form):
    """A weekly schedule: hours for each weekday, empty for a free day."""

    name = forms.CharField(label=_("Name"), max_length=60)

    def __init__(self, *args: Any, schedule: WorkSchedule | None = None, **kwargs: Any) -> None:
        if schedule is not None:
            kwargs["initial"] = _values_of(schedule)
        super().__init__(*args, **kwargs)
        for number, day in enumerate(WEEKDAYS):
            working = number < 5 and schedule is None
            self.fields[f"start_{number}"] = forms.TimeField(
                label=format_lazy("{}, {}", day, _("from")),
                required=False,
                initial="08:00" if working else None,
                widget=_time_input(),
            )
            self.fields[f"end_{number}"] = forms.TimeField(
                label=format_lazy("{}, {}", day, _("to")),
                required=False,
                initial="17:00" if working else None,
                widget=_time_input(),
            )
            self.fields[f"break_{number}"] = forms.IntegerField(
                label=format_lazy("{}, {}", day, _("break")),
                required=False,
                min_value=0,
                max_value=480,
                initial=60 if working else None,
            )

    def rows(self) -> list[tuple[Any, Any, Any, Any]]:
        """The weekday and its fields, day by day."""
        return [(WEEKDAYS[n], self[f"start_{n}"], self[f"end_{n}"], self[f"break_{n}"]) for n in range(7)]

    def clean(self) -> dict[str, Any]:
        """Adds `days`; a day needs both ends, and time left when the break is taken."""
        values = super().clean() or {}
        values["days"] = [day for number in range(7) if (day := self._day(number, values)) is not None]
        if not values["days"] and not self.errors:
            raise ValidationError(_("Fill in at least one day."))
        return values

    def _day(self, number: int, values: dict[str, Any]) -> Day | None:
        start, end = values.get(f"start_{number}"), values.get(f"end_{number}")
        pause = values.get(f"break_{number}") or 0
        if start is None and end is None:
            return None
        if start is None or end is None:
            lacking = "start" if start is None else "end"
            if not self.has_error(f"{lacking}_{number}"):
                self.add_error(f"{lacking}_{number}", _("Fill in both from and to, or leave the day empty."))
            return None
        length = minutes_between(start, end)
        if not length or (end < start and length > LONGEST_NIGHT):
            self.add_error(f"end_{number}", _("Check the hours: a shift into the next day is 16 hours at most."))
            return None
        if length <= pause:
            self.add_error(f"break_{number}", _("The break is longer than the day."))
            return None
        return Day(number, start, end, pause)


def _values_of(schedule: WorkSchedule) -> dict[str, Any]:
    values: dict[str, Any] = {"name": schedule.name}
    for day in schedule.days.all():
        values |= {
            f"start_{day.weekday}": day.starts_at,
            f"end_{day.weekday}": day.ends_at,
            f"break_{day.weekday}": day.break_minutes,
        }
    return values


def _time_input() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class AssignForm(forms.Form):
    """Which schedule an employee works by, from a date."""

    on = DayField(label=_("From"))

    def __init__(
        self, *args: Any, employees: QuerySet[Employee], schedules: QuerySet[WorkSchedule], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employee"] = forms.ModelChoiceField(employees, label=_("Employee"), empty_label=_("Choose…"))
        self.fields["schedule"] = forms.ModelChoiceField(schedules, label=_("Schedule"), empty_label=_("Choose…"))
        self.order_fields(("employee", "schedule", "on"))

    def clean(self) -> dict[str, Any]:
        """A schedule applies to days of the employment only."""
        values = super().clean() or {}
        employee, on = values.get("employee"), values.get("on")
        if employee and on:
            try:
                refuse_outside(employee.employments, on)
            except ValidationError as error:
                self.add_error("on", error)
        return values
