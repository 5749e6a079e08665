"""Findings about a run as sentences: one by one, and many of a kind together."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.periods import Month
from common.templatetags.format import date_long, hours
from common.templatetags.format import month as month_text
from employment.rules.tax_choices import FOR_YOUNGER, SENIOR, UNDER_SENIOR_AGE
from payroll.findings.kinds import Finding, FindingKind

NAMED = 20
"""So many names are told; of more, how many they are."""
CHANGED = {
    "PAY": gettext_lazy("pay"),
    "TAX": gettext_lazy("tax"),
    "EMPLOYMENT": gettext_lazy("first or last day"),
    "PROTECTION": gettext_lazy("protection from qualifying deductions"),
    "AGREEMENT": gettext_lazy("collective agreement"),
    "SCHEDULE": gettext_lazy("schedule"),
    "VACATION_RULE": gettext_lazy("rule of vacation pay"),
}
MANY = {
    FindingKind.CHANGED_AFTER: gettext_lazy(
        "Terms of %(count)s employees were changed for months that are paid. What was paid can be wrong: %(names)s."
    ),
    FindingKind.NO_HOURS: gettext_lazy(
        "%(count)s employees are paid by the hour and have no hours in the period: %(names)s."
    ),
    FindingKind.LEFT_BEHIND: gettext_lazy(
        "%(count)s employees have time of days before the period of this run, which no run takes: %(names)s."
    ),
    FindingKind.UNPAID_VACATION: gettext_lazy(
        "%(count)s employees take vacation days that have no pay and are deducted (how many in brackets): %(names)s."
    ),
    FindingKind.VACATION_LEFT: gettext_lazy(
        "%(count)s employees leave, and nobody has decided about their vacation compensation: %(names)s."
    ),
    FindingKind.NO_OPENING: gettext_lazy(
        "For %(count)s employees nothing is entered as paid earlier in the year, before the first payroll run here:"
        " %(names)s."
    ),
    FindingKind.NOT_ATTESTED: gettext_lazy(
        "The time of %(count)s employees waits for attestation and is paid all the same: %(names)s."
    ),
    FindingKind.FIRST_SALARY: gettext_lazy("%(count)s employees get their first pay here: %(names)s."),
    FindingKind.ALWAYS_AWAY: gettext_lazy("%(count)s employees are away on every working day: %(names)s."),
    FindingKind.CHANGED_AND_MENDED: gettext_lazy(
        "Terms of %(count)s employees were changed for months that are paid. Retroactive pay is on this run: %(names)s."
    ),
    FindingKind.NOTHING_LEFT: gettext_lazy(
        "Tax and deductions take all pay of %(count)s employees. Nothing is paid out: %(names)s."
    ),
    FindingKind.DEDUCTION_CUT: gettext_lazy(
        "The pay of %(count)s employees is not enough for all deductions. What is left is not taken: %(names)s."
    ),
    FindingKind.TAX_COLUMN: gettext_lazy(
        "%(count)s employees have a column of the tax table that is for another age: %(names)s."
    ),
    FindingKind.NO_CLOCK_TIMES: gettext_lazy(
        "%(count)s employees have hours without clock times. No unsocial supplement is worked out for them: %(names)s."
    ),
    FindingKind.NO_LOGIN: gettext_lazy("%(count)s employees have no login and cannot read their payslips: %(names)s."),
}


def sentence_of(finding: Finding) -> str:
    """What was found, about one employee or the company."""
    return SENTENCES[finding.kind](finding)


def sentence_of_many(findings: Sequence[Finding]) -> str:
    """What was found about each of several employees."""
    names = [_named(one) for one in findings if one.employee]
    shown = ", ".join(names[:NAMED])
    if len(names) > NAMED:
        shown = _("%(names)s and %(number)s more") % {"names": shown, "number": len(names) - NAMED}
    return str(MANY[findings[0].kind]) % {"count": len(findings), "names": shown}


def months_in_words(months: Sequence[Month]) -> str:
    """The month, or from the first to the last."""
    first, last = months[0], months[-1]
    if first == last:
        return month_text(first.first)
    begins = date_format(first.first, "F") if first.year == last.year else month_text(first.first)
    return f"{begins} – {month_text(last.first)}"


def _named(finding: Finding) -> str:
    """The name among others, with what is told of each."""
    is_counted = finding.kind == FindingKind.UNPAID_VACATION
    return f"{_name(finding)} ({finding.number})" if is_counted else _name(finding)


def _name(finding: Finding) -> str:
    return finding.employee.full_name if finding.employee else finding.name


def _change(finding: Finding) -> dict[str, str]:
    return {
        "name": _name(finding),
        "what": ", ".join(str(CHANGED[one]) for one in finding.changed),
        "day": date_long(finding.since),
        "months": months_in_words(finding.months),
    }


def _days_to_come(finding: Finding) -> str:
    text = _(
        "The deviation period is not over before %(day)s. Once the payroll run is approved its days cannot be changed,"
        " nor those that remain."
    )
    return text % {"day": date_long(finding.until)}


def _changed_after(finding: Finding) -> str:
    if finding.employee is None and finding.changed == ("SCHEDULE",):
        text = _("The schedule %(name)s got other hours, but %(months)s is paid already and can be wrong.")
    elif finding.employee is None:
        text = _("The agreement %(name)s changed from %(day)s, but %(months)s is paid already and can be wrong.")
    else:
        text = _("%(name)s: %(what)s changed from %(day)s, but %(months)s is paid already and can be wrong.")
    return text % _change(finding)


def _changed_and_mended(finding: Finding) -> str:
    text = _("%(name)s: %(what)s changed from %(day)s, after %(months)s was paid. Retroactive pay is on this run.")
    return text % _change(finding)


def _nothing_left(finding: Finding) -> str:
    return _("%(name)s: tax and deductions take all of the pay. Nothing is paid out.") % {"name": _name(finding)}


def _deduction_cut(finding: Finding) -> str:
    text = _("%(name)s: the pay is not enough for all deductions. What is left is not taken.")
    return text % {"name": _name(finding)}


def _tax_column(finding: Finding) -> str:
    if finding.number in FOR_YOUNGER:
        usual = SENIOR
        text = _(
            "%(name)s, born %(year)s: tax is deducted by column %(column)s, for those who were under 66 at the start of"
            " the year. Column %(usual)s is usual for pay."
        )
    else:
        usual = UNDER_SENIOR_AGE
        text = _(
            "%(name)s, born %(year)s: tax is deducted by column %(column)s, for those who were 66 or older at the start"
            " of the year. Column %(usual)s is usual for pay."
        )
    year = finding.since.year if finding.since else ""
    return text % {"name": _name(finding), "year": year, "column": finding.number, "usual": usual}


def _no_hours(finding: Finding) -> str:
    return _("%(name)s is paid by the hour and has no hours in the period.") % {"name": _name(finding)}


def _left_behind(finding: Finding) -> str:
    values = {"name": _name(finding), "hours": hours(finding.minutes), "first": date_long(finding.since)}
    values["last"] = date_long(finding.until)
    if finding.since == finding.until:
        text = _("%(name)s: %(hours)s h on %(first)s are before the period of this run, and no run takes them.")
    else:
        text = _(
            "%(name)s: %(hours)s h from %(first)s to %(last)s are before the period of this run, and no run takes them."
        )
    return text % values


def _freed_later(finding: Finding) -> str:
    text = ngettext(
        "%(day)s became free (%(name)s) after the time of %(number)s employee was attested.",
        "%(day)s became free (%(name)s) after the time of %(number)s employees was attested.",
        finding.number,
    )
    return text % {"day": date_long(finding.since), "name": finding.name, "number": finding.number}


def _unpaid_vacation(finding: Finding) -> str:
    text = ngettext(
        "%(name)s takes %(number)s vacation day without pay: no days with pay are left, and it is deducted.",
        "%(name)s takes %(number)s vacation days without pay: no days with pay are left, and they are deducted.",
        finding.number,
    )
    return text % {"name": _name(finding), "number": finding.number}


def _vacation_left(finding: Finding) -> str:
    text = _("%(name)s leaves on %(day)s, and nobody has decided about vacation compensation.")
    return text % {"name": _name(finding), "day": date_long(finding.since)}


def _no_opening(finding: Finding) -> str:
    text = _("%(name)s: nothing is entered as paid earlier in %(year)s, before the first payroll run here.")
    return text % {"name": _name(finding), "year": finding.number}


def _not_attested(finding: Finding) -> str:
    return _("%(name)s: the time waits for attestation and is paid all the same.") % {"name": _name(finding)}


def _first_salary(finding: Finding) -> str:
    values = {"name": _name(finding), "day": date_long(finding.since)}
    return _("%(name)s gets the first pay here. Employed since %(day)s.") % values


def _always_away(finding: Finding) -> str:
    return _("%(name)s is away on every working day of the period.") % {"name": _name(finding)}


def _two_salaries(finding: Finding) -> str:
    months = [month_text(one.first) for one in finding.months]
    values = {"months": _(" and ").join(months), "paid": month_text(finding.since)}
    return _("Pay for both %(months)s is paid in %(paid)s.") % values


def _no_login(finding: Finding) -> str:
    if finding.since:
        text = _("%(name)s has left, has no login any more and cannot read the payslip here.")
    else:
        text = _("%(name)s has no login and cannot read the payslip.")
    return text % {"name": _name(finding)}


def _no_clock_times(finding: Finding) -> str:
    text = _("%(name)s: %(hours)s h are without clock times. No unsocial supplement is worked out for them.")
    return text % {"name": _name(finding), "hours": hours(finding.minutes)}


SENTENCES: Mapping[FindingKind, Callable[[Finding], str]] = {
    FindingKind.DAYS_TO_COME: _days_to_come,
    FindingKind.CHANGED_AFTER: _changed_after,
    FindingKind.CHANGED_AND_MENDED: _changed_and_mended,
    FindingKind.NOTHING_LEFT: _nothing_left,
    FindingKind.DEDUCTION_CUT: _deduction_cut,
    FindingKind.TAX_COLUMN: _tax_column,
    FindingKind.NO_CLOCK_TIMES: _no_clock_times,
    FindingKind.NO_HOURS: _no_hours,
    FindingKind.LEFT_BEHIND: _left_behind,
    FindingKind.FREED_LATER: _freed_later,
    FindingKind.UNPAID_VACATION: _unpaid_vacation,
    FindingKind.VACATION_LEFT: _vacation_left,
    FindingKind.NO_OPENING: _no_opening,
    FindingKind.NOT_ATTESTED: _not_attested,
    FindingKind.FIRST_SALARY: _first_salary,
    FindingKind.ALWAYS_AWAY: _always_away,
    FindingKind.TWO_SALARIES: _two_salaries,
    FindingKind.NO_LOGIN: _no_login,
}
