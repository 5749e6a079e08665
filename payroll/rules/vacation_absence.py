"""Which absence earns vacation, and for how long (semesterlagen 1977:480, 17–17 b §§).

Each reason has a limit of calendar days in an earning year. Illness of part of a day counts as a whole day. After a
whole earning year of absence without a break of more than two weeks, what follows on it earns nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from common.values import frozen
from payroll.rules.vacation_terms import Year
from payroll.statutory import Figure, Parameters


class AbsenceReason(StrEnum):
    """Why somebody is away, as the law tells reasons apart."""

    SICKNESS = "SICKNESS"
    WORK_INJURY = "WORK_INJURY"
    PARENTAL_LEAVE = "PARENTAL_LEAVE"
    CARE_OF_CHILD = "CARE_OF_CHILD"
    CONTAGION = "CONTAGION"
    CLOSE_RELATIVE = "CLOSE_RELATIVE"
    SWEDISH_FOR_IMMIGRANTS = "SWEDISH_FOR_IMMIGRANTS"
    MILITARY_SERVICE = "MILITARY_SERVICE"
    UNION_TRAINING = "UNION_TRAINING"
    PREGNANCY = "PREGNANCY"
    OTHER = "OTHER"


LIMITS = {
    AbsenceReason.SICKNESS: "qualifying_days_sickness",
    AbsenceReason.PARENTAL_LEAVE: "qualifying_days_parental_leave",
    AbsenceReason.CARE_OF_CHILD: "qualifying_days_care_of_child",
    AbsenceReason.CONTAGION: "qualifying_days_contagion",
    AbsenceReason.CLOSE_RELATIVE: "qualifying_days_close_relative",
    AbsenceReason.MILITARY_SERVICE: "qualifying_days_military_service",
    AbsenceReason.UNION_TRAINING: "qualifying_days_union_training",
}
SINGLE_PARENT = {AbsenceReason.PARENTAL_LEAVE, AbsenceReason.CARE_OF_CHILD}
UNLIMITED = {AbsenceReason.WORK_INJURY, AbsenceReason.SWEDISH_FOR_IMMIGRANTS, AbsenceReason.PREGNANCY}
LONGEST_BREAK = "qualifying_absence_longest_break"


@frozen
class AbsentDay:
    """A calendar day away; `is_whole` when nothing of it was worked."""

    day: date
    reason: AbsenceReason
    is_whole: bool = True


@frozen
class CountedAbsence:
    """Absence of an earning year: days that earn and days that do not, by reason, and the limits that were used."""

    qualifying: Mapping[AbsenceReason, int]
    lost: Mapping[AbsenceReason, int]
    figures: tuple[Figure, ...]

    @property
    def qualifying_days(self) -> int:
        """All days of absence that earn."""
        return sum(self.qualifying.values())

    @property
    def lost_days(self) -> int:
        """All days of absence that earn nothing."""
        return sum(self.lost.values())


def counted_absence(
    absence: Iterable[AbsentDay], year: Year, parameters: Parameters, *, is_single_parent: bool = False
) -> CountedAbsence:
    """What absence takes of an earning year. `absence` may reach back before the year. Raises FigureMissing."""
    days = sorted(set(absence), key=lambda one: (one.day, one.reason))
    longest_break = parameters.figure(LONGEST_BREAK)
    stopped = _days_after_a_year_away([one for one in days if one.is_whole], year, int(longest_break.value))
    used = dict[AbsenceReason, int]()
    qualifying, lost = dict[AbsenceReason, int](), dict[AbsenceReason, int]()
    figures = {longest_break.name: longest_break} if stopped else {}
    for one in (one for one in days if one.day in year):
        limit = _limit(one.reason, parameters, is_single_parent)
        earns = one.day not in stopped and (
            one.reason in UNLIMITED or (limit is not None and used.get(one.reason, 0) < limit.value)
        )
        if limit is not None:
            figures[limit.name] = limit
        if earns:
            used[one.reason] = used.get(one.reason, 0) + 1
            qualifying[one.reason] = qualifying.get(one.reason, 0) + 1
        elif one.is_whole:
            lost[one.reason] = lost.get(one.reason, 0) + 1
    return CountedAbsence(qualifying, lost, tuple(figures.values()))


def _limit(reason: AbsenceReason, parameters: Parameters, is_single_parent: bool) -> Figure | None:
    name = LIMITS.get(reason)
    if name is None:
        return None
    return parameters.figure(f"{name}_single" if is_single_parent and reason in SINGLE_PARENT else name)


def _days_after_a_year_away(whole: list[AbsentDay], year: Year, longest_break: int) -> set[date]:
    """Days of the year that follow on absence through the whole year before it without a longer break (17 b §)."""
    before_first = date(year.first.year - 1, year.first.month, year.first.day)
    last_seen = before_first - timedelta(days=1)
    found = set[date]()
    for one in whole:
        if one.day < before_first:
            continue
        if (one.day - last_seen).days - 1 > longest_break:
            return found
        if one.day in year:
            found.add(one.day)
        last_seen = one.day
    return found
