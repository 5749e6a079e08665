"""Agreements by date: what applies when, what a version changes, and templates with sources."""

from dataclasses import dataclass, fields
from datetime import date

from employment.catalogue.agreements import agreement_templates
from employment.rules.agreements import FIGURES, changed, in_force, sources_kept
from payroll.rules.basis import Agreement


@dataclass
class Row:
    starts_on: date


def test_the_latest_row_that_has_begun_applies_whatever_their_order() -> None:
    rows = [Row(date(2026, 4, 1)), Row(date(2026, 1, 1))]
    assert in_force(rows, date(2025, 12, 31)) is None
    assert in_force(rows, date(2026, 3, 31)) is rows[1]
    assert in_force(rows, date(2026, 4, 1)) is rows[0]


def test_a_changed_figure_loses_its_source_and_the_others_keep_theirs() -> None:
    before = agreement_templates()["SALARIED"]
    after = {**before.values, "overtime_simple_divisor": 95}
    assert changed(before.values, after) == {"overtime_simple_divisor": (94, 95)}
    kept = sources_kept(before.sources, before.values, after)
    assert set(FIGURES) - set(kept) == {"overtime_simple_divisor"}


def test_the_three_templates_have_the_figures_that_an_accountant_knows_them_by() -> None:
    templates = agreement_templates()
    told = {
        key: tuple(str(one.values[name]) for name in ("overtime_simple_divisor", "vacation_supplement_rate"))
        + (str(one.values["sick_supplement_rate"]), one.values["part_month"])
        for key, one in templates.items()
    }
    assert told == {
        "SALARIED": ("94", "0.008", "0.10", "CALENDAR_DAYS"),
        "WORKERS": ("116", "0.0043", "0", "WORKDAYS"),
        "LAW": ("173.33", "0.0043", "0", "CALENDAR_DAYS"),
    }
    assert templates["SALARIED"].sources["overtime_simple_divisor"]["verified"] is True
    assert templates["LAW"].sources["overtime_simple_divisor"]["verified"] is False


def test_every_figure_that_payroll_takes_from_an_agreement_is_one_that_agreements_have() -> None:
    assert {one.name for one in fields(Agreement)} - {"unsocial"} <= set(FIGURES)
