"""What a row says of pay, tax and account, completed with what there is: an empty cell leaves things as they are."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from employment.rules.import_rows import Fault, Faulty, Field, ImportRow, Problem
from employment.rules.tax_choices import proposed_column

Values = Mapping[str, Any]
MONTHLY, HOURLY = "MONTHLY", "HOURLY"
TABLE, ADJUSTMENT_RATE, ADJUSTMENT_AMOUNT = "TABLE", "ADJUSTMENT_RATE", "ADJUSTMENT_AMOUNT"
ORDINARY = (TABLE, "SECONDARY_INCOME")
WITH_EXTRA_TAX = (*ORDINARY, ADJUSTMENT_RATE, ADJUSTMENT_AMOUNT)
FULL_TIME = Decimal(100)
PAY_FIELDS = (Field.PAY_FORM, Field.AMOUNT, Field.MONTHLY_SALARY, Field.HOURLY_WAGE, Field.EMPLOYMENT_RATE)
TAX_FIELDS = (
    Field.TAX_METHOD, Field.TAX_TABLE, Field.TAX_COLUMN, Field.ADJUSTMENT_RATE, Field.ADJUSTMENT_AMOUNT,
    Field.EXTRA_TAX, Field.DECISION_NOTE,
)  # fmt: skip
AMOUNTS = {MONTHLY: Field.MONTHLY_SALARY, HOURLY: Field.HOURLY_WAGE}
NEEDED = {
    TABLE: (Field.TAX_TABLE, Field.TAX_COLUMN),
    ADJUSTMENT_RATE: (Field.ADJUSTMENT_RATE,),
    ADJUSTMENT_AMOUNT: (Field.ADJUSTMENT_AMOUNT,),
}


def wanted_pay(row: ImportRow, present: Values | None) -> Values | None:
    """The pay that the row asks for; None when it says nothing that pay can be made of. Raises Faulty."""
    if all(row.get(name) is None for name in PAY_FIELDS):
        return None
    form, amount = _form_and_amount(row, present)
    if amount is None and present is not None and form == present["pay_form"]:
        amount = present[AMOUNTS[form]]
    if amount is None:
        if present is None:
            return None
        raise Faulty(Fault(AMOUNTS[form], Problem.MISSING))
    rate = row.get(Field.EMPLOYMENT_RATE)
    if rate is None:
        rate = present["employment_rate"] if present else FULL_TIME
    amounts = {str(field): amount if kind == form else None for kind, field in AMOUNTS.items()}
    return {"pay_form": form, **amounts, "employment_rate": rate}


def _form_and_amount(row: ImportRow, present: Values | None) -> tuple[str, int | None]:
    given = {kind: row.get(field) for kind, field in AMOUNTS.items() if row.get(field) is not None}
    form, amount = row.get(Field.PAY_FORM), row.get(Field.AMOUNT)
    if form is None and len(given) > 1:
        raise Faulty(Fault(Field.HOURLY_WAGE, Problem.TWO_AMOUNTS))
    form = form or next(iter(given), None) or (present["pay_form"] if present else None)
    if form is None:
        if amount is None:
            return MONTHLY, None
        raise Faulty(Fault(Field.PAY_FORM, Problem.PAY_FORM_MISSING))
    return form, given.get(form, amount)


def wanted_tax(row: ImportRow, present: Values | None, *, born: date | None, year: int) -> Values | None:
    """The tax that the row asks for; None when it says nothing. A column that is not said is the usual one for pay.

    `year`: the first income year that is paid by it, which for who was hired long ago is not that of the hiring. Raises
    Faulty.
    """
    if all(row.get(name) is None for name in TAX_FIELDS):
        return None
    method = _method(row, present)
    same = present if present is not None and present["method"] == method else {}
    values: dict[str, Any] = {str(name): None for names in NEEDED.values() for name in names}
    for name in NEEDED.get(method, ()):
        said = row.get(name)
        values[name] = same.get(name) if said is None else said
    if method == TABLE and values[Field.TAX_COLUMN] is None and born is not None:
        values[Field.TAX_COLUMN] = proposed_column(born, year=year)
    faults = [Fault(name, Problem.MISSING) for name in NEEDED.get(method, ()) if values[name] is None]
    if row.get(Field.EXTRA_TAX) and method not in WITH_EXTRA_TAX:
        faults.append(Fault(Field.EXTRA_TAX, Problem.NOTHING_TO_ADD_TO))
    if faults:
        raise Faulty(*faults)
    return {"method": method, **values, **_on_top(row, present, method)}


def _method(row: ImportRow, present: Values | None) -> str:
    """What is said, or what follows from what is filled in: a decision goes before the table."""
    said: str | None = row.get(Field.TAX_METHOD)
    if said:
        return said
    for method, names in ((ADJUSTMENT_RATE, NEEDED[ADJUSTMENT_RATE]), (ADJUSTMENT_AMOUNT, NEEDED[ADJUSTMENT_AMOUNT])):
        if row.get(names[0]) is not None:
            return method
    if row.get(Field.TAX_TABLE) is not None or row.get(Field.TAX_COLUMN) is not None:
        return TABLE
    if present is None:
        raise Faulty(Fault(Field.TAX_METHOD, Problem.METHOD_MISSING))
    return str(present["method"])


def _on_top(row: ImportRow, present: Values | None, method: str) -> Values:
    """Extra tax and exemption stay where the new way can have them; a note belongs to its decision."""
    former = present or {}
    extra = row.get(Field.EXTRA_TAX)
    if extra is None and method in WITH_EXTRA_TAX:
        extra = former.get("extra_tax")
    note = row.get(Field.DECISION_NOTE)
    if note is None:
        note = former.get("decision_note", "") if former.get("method") == method else ""
    return {
        "extra_tax": extra,
        "exemption": former.get("exemption", "") if method in ORDINARY else "",
        "expected_income": former.get("expected_income") if method == TABLE else None,
        "decision_note": note,
    }
