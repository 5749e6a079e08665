"""Why a balance of vacation days is what it is: the rows of the account in words."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from common.templatetags.format import date_short, decimal, figures_in
from payroll.explaining import Answer, answer_to
from payroll.models import VacationEntry
from payroll.models.vacation_entry import CAUSES
from payroll.operations.stored import explanation_of
from payroll.rules.vacation_ledger import Balances, Cause, Entry
from payroll.rules.vacation_order import ORDER, DayKind
from payroll.vacation_wording import ASSUMED, ASSUMED_LAW, DAY_KINDS, KIND_LAWS

CAUSE_NAMES = {**dict(CAUSES), Cause.ASSUMED: ASSUMED}


def balances_shown(balances: Balances, rows: Sequence[VacationEntry | Entry]) -> list[dict[str, object]]:
    """Each kind of days that there is or was, with its answer; paid days always."""
    kinds = [kind for kind in ORDER if kind == DayKind.PAID or any(row.kind == kind for row in rows)]
    return [
        {
            "kind": kind.value,
            "label": DAY_KINDS[kind],
            "days": balances.of(kind),
            "answer": answer_of_balance(kind, balances, [row for row in rows if row.kind == kind]),
        }
        for kind in kinds
    ]


def answer_of_balance(kind: DayKind, balances: Balances, rows: Iterable[VacationEntry | Entry]) -> Answer:
    """The rows behind a balance, and what they come to."""
    moving = [row for row in rows if row.days]
    parts = " ".join(signed_days(row.days) for row in moving)
    facts = [{"label": _label(row), "value": signed_days(row.days)} for row in moving]
    return Answer(
        str(DAY_KINDS[kind]),
        f"{parts.removeprefix('+')} = {decimal(balances.of(kind))}" if parts else decimal(balances.of(kind)),
        facts,
        [],
        str(ASSUMED_LAW if any(row.cause == Cause.ASSUMED for row in moving) else KIND_LAWS[kind]),
        [],
    )


def answers_of_rows(rows: Iterable[VacationEntry]) -> list[tuple[VacationEntry, str, Answer | None]]:
    """The account's rows, latest first, each with the name of its cause and why it is what it is."""
    return [
        (row, cause_of(row), answer_to(explanation_of(row.explanation)) if row.explanation else None)
        for row in sorted(rows, key=lambda one: (one.on, one.created_at), reverse=True)
    ]


def cause_of(row: VacationEntry | Entry) -> str:
    """Why days came or went; what takes an earlier row back says so."""
    name = str(CAUSE_NAMES[Cause(row.cause)])
    is_taken_back = isinstance(row, VacationEntry) and row.about is not None and row.cause != Cause.SETTLED
    return _("%(cause)s, undone") % {"cause": name} if is_taken_back else name


def signed_days(days: Decimal) -> str:
    """+25, −3."""
    return f"{'+' if days > 0 else '−'}{decimal(abs(days))}"


def _label(row: VacationEntry | Entry) -> str:
    label = f"{date_short(row.on)} {cause_of(row).lower()}"
    if isinstance(row, VacationEntry):
        if row.reason:
            label += f": {row.reason}"
        elif row.explanation and row.cause == Cause.EARNED:
            label += f": {figures_in(row.explanation['formula'])}"
    elif row.formula:
        label += f": {figures_in(row.formula)}"
    return label
