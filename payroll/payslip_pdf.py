"""The payslip on paper, like the lönespecifikation that people know; made on request from what is stored."""

import json
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import font_source_sans_pro
import typst
from django.utils import translation
from django.utils.translation import gettext as _

from common.periods import Month
from common.templatetags.format import corporate_number, date_short, decimal, hours, kronor, month
from payroll.models import Payslip, PayslipLine
from payroll.rules.result import Group, Unit
from payroll.wording import PAY_ITEMS, line_name, quantity_text

TEMPLATE = Path(__file__).parent / "typst" / "payslip.typ"
FONTS = font_source_sans_pro.font_directory


def pdf_of(slip: Payslip, lines: Sequence[PayslipLine]) -> bytes:
    """The PDF in the present language; the same payslip gives the same bytes."""
    data = json.dumps(_content(slip, lines), ensure_ascii=False, sort_keys=True)
    return _compiled(data, sha256(TEMPLATE.read_bytes()).hexdigest())


@lru_cache(maxsize=64)
def _compiled(data: str, template_digest: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "payslip.typ").write_bytes(TEMPLATE.read_bytes())
        (Path(folder) / "payslip.json").write_text(data, encoding="utf-8")
        source = str(Path(folder) / "payslip.typ")
        return bytes(typst.compile(source, root=folder, font_paths=[FONTS], ignore_system_fonts=True, timestamp=0))


def _content(slip: Payslip, lines: Sequence[PayslipLine]) -> dict[str, Any]:
    return {
        "lang": translation.get_language() or "sv",
        "title": f"{_('Payslip')} {month(slip.period)}",
        "heading": _("Payslip"),
        "company": slip.company.name,
        "company_number": corporate_number(slip.company.corporate_identity_number),
        "month": month(slip.period),
        "employee": slip.employee.full_name,
        "employee_number": _("Employee number %(number)s") % {"number": slip.employee.number},
        "payday_label": _("Payday"),
        "payday": date_short(slip.payday),
        "period_label": _("Period"),
        "period": f"{date_short(slip.period)} – {date_short(Month.of(slip.period).last)}",
        "columns": [_("Pay item"), _("Quantity"), _("Price"), _("Amount")],
        "lines": [_line(line) for line in lines if line.group == Group.GROSS],
        "totals": _totals(slip, lines),
        "net_label": _("To be paid out"),
        "net": kronor(slip.net_pay),
        "year_label": _("This year"),
        "year": [
            {"label": _("Gross pay"), "value": kronor(slip.year_gross)},
            {"label": _("Preliminary tax"), "value": kronor(slip.year_tax)},
            {"label": _("Paid out"), "value": kronor(slip.year_net)},
        ],
        "balance_label": _("Balances") if _balances(slip) else "",
        "balances": _balances(slip),
        "footer": _("Amounts in kronor. Ask for the reason of any figure in Lönsam."),
    }


def _totals(slip: Payslip, lines: Sequence[PayslipLine]) -> list[dict[str, str]]:
    """From gross pay to what is paid out; benefits and what they make taxable only where there are any."""
    rows = [(_("Gross pay"), slip.gross_pay), *_named(lines, Group.BENEFIT)]
    if slip.benefits:
        rows.append((_("Taxable, with benefits"), slip.taxable_pay))
    rows.append((_tax_label(lines), -slip.preliminary_tax))
    rows += [*_named(lines, Group.DEDUCTION), *_named(lines, Group.REIMBURSEMENT)]
    return [{"label": label, "value": kronor(amount)} for label, amount in rows]


def _named(lines: Sequence[PayslipLine], group: Group) -> list[tuple[str, int]]:
    return [(line_name(line), line.amount) for line in lines if line.group == group]


def _tax_label(lines: Sequence[PayslipLine]) -> str:
    """A final tax by its name, everything else as preliminary tax."""
    final = next((line.pay_item for line in lines if line.pay_item in ("sink_tax", "artist_sink_tax")), "")
    return str(PAY_ITEMS.get(final, _("Preliminary tax")))


def _balances(slip: Payslip) -> list[dict[str, str]]:
    vacation = [
        {"label": _("Vacation days left"), "value": decimal(slip.vacation_days_left)},
        {"label": _("Vacation days taken this time"), "value": decimal(slip.vacation_days_taken)},
    ]
    comp = [] if slip.comp_minutes is None else [{"label": _("Comp balance"), "value": hours(slip.comp_minutes)}]
    return [*(vacation if slip.has_vacation_days else []), *comp]


def _line(line: PayslipLine) -> dict[str, str]:
    quantity = quantity_text(line.quantity, line.unit)
    first, last = line.first_day, line.last_day
    dated = first is not None and line.unit != Unit.MONTHS
    return {
        "name": line_name(line),
        "days": " – ".join(dict.fromkeys((date_short(first), date_short(last)))) if dated else "",
        "quantity": quantity,
        "rate": kronor(line.rate) if quantity else "",
        "amount": kronor(line.amount),
    }
