"""The standard register of pay items, kept as data."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from payroll.rules.pay_items import Basis, Method, PayItem, TaxTreatment
from payroll.rules.pension import SPECIAL_PAYROLL_TAX
from payroll.rules.result import Group, Unit
from payroll.rules.travel_items import PARTS

_FILE = Path(__file__).parent / "pay_items.toml"
TAXED = (Group.GROSS, Group.BENEFIT)


class Registered(NamedTuple):
    """An item of the register and the heading that it is offered under, unless it follows from other lines."""

    kind: str
    item: PayItem
    is_offered: bool = True


@cache
def pay_items() -> dict[str, Registered]:
    """Every item of the register by its code, in the order in which they are offered.

    Raises ValueError or KeyError for a register that says what cannot be.
    """
    with _FILE.open("rb") as file:
        rows = tomllib.load(file)["item"]
    found = {row["code"]: Registered(row["kind"], _item(row), row.get("offered", True)) for row in rows}
    if len(found) != len(rows):
        raise ValueError("A pay item is in the register twice.")
    if any(found[part.code].item != part for part in (*PARTS, SPECIAL_PAYROLL_TAX)):
        raise ValueError("A line that the rules make is not as in the register.")
    return found


def _item(row: dict[str, Any]) -> PayItem:
    group = Group(row["group"])
    is_taxed = group in TAXED
    item = PayItem(
        code=row["code"],
        group=group,
        method=Method(row.get("method", Method.AMOUNT)),
        tax=TaxTreatment(row.get("tax", TaxTreatment.ORDINARY if is_taxed else TaxTreatment.FREE)),
        contributions=Basis(row.get("contributions", Basis.ALL if is_taxed else Basis.NOTHING)),
        vacation_basis=row.get("vacation", False),
        account=row.get("account", ""),
        declared_in=row.get("declared_in", ""),
        sign=row.get("sign", 1),
        unit=Unit(row["unit"]) if "unit" in row else "",
        law=row.get("law", "agreement.pay_item"),
        order=row.get("order", 0),
    )
    if is_taxed == (item.tax == TaxTreatment.FREE) or item.sign not in (1, -1):
        raise ValueError(f"{item.code}: pay and benefits are taxed, nothing else is.")
    return item
