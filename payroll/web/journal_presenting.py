"""The journal as pages show it, and what cost centres and projects cost."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from employment.cost_queries import cost_objects_of
from employment.models.cost_object import Dimension
from payroll.account_queries import accounts_of
from payroll.account_wording import account_name
from payroll.models import JournalLine, PayrollRun
from payroll.queries import journal_of
from payroll.rules.accounts import BEGINS, Kind
from payroll.rules.dimensions import carries_dimensions
from payroll.rules.journal import JournalLine as Entry

DIMENSIONS = {"cost_centre": Dimension.COST_CENTRE, "project": Dimension.PROJECT}


class Shown(NamedTuple):
    """Entries with names of accounts, debit and credit apart; dimensions have a column where something is in them."""

    entries: list[dict[str, Any]]
    has_cost_centres: bool
    has_projects: bool


class Costs(NamedTuple):
    """What each cost centre, or each project, cost; `rest` belongs to none."""

    title: str
    rows: list[dict[str, Any]]
    rest: int
    total: int


def journal_context(run: PayrollRun) -> dict[str, Any]:
    """The journal of a run, and its costs by dimension where there are any."""
    lines = journal_of(run)
    return {"journal": entries_shown(run.company_id, map(entry_of, lines)), "costs": costs_shown(run.company_id, lines)}


def entry_of(line: JournalLine) -> Entry:
    """A stored line as a value."""
    return Entry(line.account, line.amount, line.cost_centre, line.project)


def entries_shown(company_id: UUID, lines: Iterable[Mapping[str, Any] | Entry]) -> Shown:
    """Entries as rules have them, or as they are kept."""
    accounts = accounts_of(company_id)
    found = [one if isinstance(one, Entry) else Entry(**one) for one in lines]
    entries = [
        {
            "account": one.account,
            "name": account_name(one.account, accounts),
            "cost_centre": one.cost_centre,
            "project": one.project,
            "debit": one.amount if one.amount > 0 else None,
            "credit": -one.amount if one.amount < 0 else None,
        }
        for one in found
    ]
    return Shown(entries, any(one.cost_centre for one in found), any(one.project for one in found))


def costs_shown(company_id: UUID, lines: Sequence[JournalLine]) -> list[Costs]:
    """By cost centre and by project, where something belongs to one: everything posted as cost, expenses included."""
    rounding = BEGINS[Kind.ROUNDING]
    costs = [one for one in lines if carries_dimensions(one.account) and not one.account.startswith(rounding)]
    if not any(one.cost_centre or one.project for one in costs):
        return []
    names = {(one.dimension, one.code): one.name for one in cost_objects_of(company_id)}
    titles = {"cost_centre": _("Costs by cost centre"), "project": _("Costs by project")}
    return [_costs(titles[name], name, costs, names) for name in titles if any(getattr(one, name) for one in costs)]


def _costs(title: str, name: str, costs: Sequence[JournalLine], names: Mapping[tuple[str, str], str]) -> Costs:
    sums: dict[str, int] = {}
    for one in costs:
        code = getattr(one, name)
        sums[code] = sums.get(code, 0) + one.amount
    total, rest = sum(sums.values()), sums.pop("", 0)
    rows = [
        {"code": code, "name": names.get((DIMENSIONS[name], code), ""), "amount": amount}
        for code, amount in sorted(sums.items())
    ]
    return Costs(title, rows, rest, total)
