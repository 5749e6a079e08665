"""A payslip as data: TOML to what the rules take, and what they gave to what TOML says."""

import tomllib
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from common.money import Ore, kronor
from common.periods import Month, days_between
from common.special_days import special_days
from employment.rules.cost_splits import Share
from employment.rules.pay_periods import Days
from employment.rules.unsocial_hours import read_band, read_clock
from payroll.agreements import band_of
from payroll.catalogue import pay_items
from payroll.rules.basis import (
    Agreement,
    Exemption,
    HoursBefore,
    Kind,
    NewVacationYear,
    PayForm,
    PayslipBasis,
    Registration,
    SickHistory,
    Tax,
    TaxMethod,
    Terms,
    VacationAtHand,
    YearToDate,
)
from payroll.rules.journal import journal, moves
from payroll.rules.month_to_date import MonthToDate
from payroll.rules.pay_items import GivenLine
from payroll.rules.payslip import calculate_payslip
from payroll.rules.registered_shifts import Clocked, registered_shifts
from payroll.rules.result import PayslipResult
from payroll.rules.unsocial_bands import UnsocialHours
from payroll.rules.vacation_order import DayKind
from payroll.statutory import parameters_on
from tests.factories.payslip_basis import planned_minutes

Data = dict[str, Any]
KEYS = {
    "": "title source derivation employee terms month schedule lines totals contributions"
    " registrations? sick_history? sick_protection? agreement? sick_state? vacation? given? split? journal?"
    " unsocial? shifts? hours_before? paid_in_month?",
    "employee": "name birth_year employed_from employed_to? tax earned_this_year?",
    "terms": "from until? monthly_salary? hourly_wage? employment_rate",
    "month": "paid payday reported part_by_workdays?",
    "schedule": "week red_days",
    "registrations": "kind days minutes",
    "unsocial": "bands by_order? with_overtime?",
    "shifts": "days clock minutes kind?",
    "hours_before": "known_since worked",
    "paid_in_month": "by_table? table_tax? fixed_tax? charged bases?",
    "sick_history": "last_day days_counted deduction_left occasions",
    "sick_protection": "from until?",
    "given": "pay_item amount? quantity? details? cost_centre? project?",
    "split": "per_cent cost_centre? project?",
    "journal": "account amount cost_centre? project?",
    "lines": "pay_item quantity amount",
    "totals": "gross_pay preliminary_tax net_pay vacation_days benefits? net_deductions? reimbursements? premiums?"
    " contributions_basis?",
    "contributions": "group rate basis amount",
    "sick_state": "last_day days_counted deduction_left",
    "vacation": "days day_deduction_rate workdays? percentage_day_pay? variable_day_pay? turn? new_year?",
}
METHODS = {
    "table": TaxMethod.TABLE,
    "side income": TaxMethod.SECONDARY_INCOME,
    "adjustment, per cent": TaxMethod.ADJUSTMENT_RATE,
    "adjustment, amount": TaxMethod.ADJUSTMENT_AMOUNT,
    "SINK": TaxMethod.SINK,
    "A-SINK": TaxMethod.ARTIST_SINK,
    "no tax": TaxMethod.NO_TAX,
}


def read(path: Path) -> Data:
    """A scenario. Raises ValueError for a key that is missing or unknown."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    for name, keys in KEYS.items():
        part = data if name == "" else data.get(name, [])
        for table in part if isinstance(part, list) else [part]:
            _check(f"{path.name}: {name}", table, keys.split())
    return data


def _check(where: str, table: Data, keys: list[str]) -> None:
    known = {key.removesuffix("?") for key in keys}
    needed = {key for key in keys if not key.endswith("?")}
    if not needed <= table.keys() <= known:
        raise ValueError(f"{where} lacks {needed - table.keys()} or has unknown {table.keys() - known}")


def computed(data: Data) -> PayslipResult:
    """The payslip by the product's rules."""
    return calculate_payslip(basis_of(data), parameters_on(data["month"]["payday"]))


def basis_of(data: Data) -> PayslipBasis:
    """What the payslip is computed from."""
    employee, month, schedule = data["employee"], data["month"], data["schedule"]
    reported = _days(month["reported"])
    return PayslipBasis(
        employee_id=employee["name"],
        birth_year=employee["birth_year"],
        month=_month(month["paid"]),
        payday=month["payday"],
        deviation_first=reported.first,
        deviation_last=reported.last,
        employed_from=employee["employed_from"],
        employed_to=employee.get("employed_to"),
        terms=tuple(_terms(one) for one in data["terms"]),
        weekly_minutes=sum(schedule["week"]),
        planned_minutes=planned_minutes(reported.first, reported.last, schedule["week"], schedule["red_days"]),
        registrations=tuple(_registrations(data.get("registrations", []))),
        tax=_tax(employee["tax"]),
        agreement=_agreement(data.get("agreement", {}), data.get("unsocial")),
        sick_history=_sick_history(data.get("sick_history")),
        year_to_date=YearToDate(_ore(employee.get("earned_this_year", "0"))),
        vacation=_vacation(data.get("vacation")),
        vacation_turn=data.get("vacation", {}).get("turn"),
        given=tuple(_given(row) for row in data.get("given", [])),
        sick_protection=tuple((row["from"], row.get("until")) for row in data.get("sick_protection", [])),
        shares=tuple(_share(row) for row in data.get("split", [])),
        workdays=_workdays(_month(month["paid"]), schedule) if month.get("part_by_workdays") else (),
        shifts=tuple(registered_shifts(_clocked(data.get("shifts", [])))),
        hours_before=_hours_before(data["hours_before"]) if "hours_before" in data else None,
        special_days=_special_days(reported) if "unsocial" in data else (),
        paid_in_month=_paid_in_month(data["paid_in_month"]) if "paid_in_month" in data else None,
    )


def _workdays(month: Month, schedule: Data) -> tuple[date, ...]:
    days = days_between(month.first, month.last)
    return tuple(day for day in days if schedule["week"][day.weekday()] and day not in schedule["red_days"])


def told(result: PayslipResult, data: Data) -> Data:
    """What came out, in the words and the order of the scenario."""
    sick = result.sick_state
    found: Data = {
        "lines": [
            {"pay_item": line.pay_item, "quantity": _number(line.quantity), "amount": str(kronor(line.amount))}
            for line in result.lines
        ],
        "totals": {
            "gross_pay": str(kronor(result.gross_pay)),
            "preliminary_tax": str(kronor(result.preliminary_tax)),
            "net_pay": str(kronor(result.net_pay)),
            "vacation_days": _number(result.vacation_days_taken),
            **{name: str(kronor(amount)) for name, amount in _more(result).items() if amount or name in data["totals"]},
            **_basis(result, data["totals"]),
        },
        "contributions": [
            {
                "group": one.group,
                "rate": _number(one.rate),
                "basis": _number(Decimal(one.basis) / 100),
                "amount": str(kronor(one.amount)),
            }
            for one in result.contributions
        ],
    }
    if "sick_state" in data:
        found["sick_state"] = {
            "last_day": sick.last_day,
            "days_counted": sick.days_counted,
            "deduction_left": str(kronor(sick.deduction_left)),
        }
    if "journal" in data:
        found["journal"] = list(_journal(basis_of(data), result))
    return found


def _journal(basis: PayslipBasis, result: PayslipResult) -> Iterable[Data]:
    slips = [(basis.terms[-1].pay_form, result)]
    for line in journal(slips, moves(slips)):
        places = {"cost_centre": line.cost_centre, "project": line.project}
        named = {name: code for name, code in places.items() if code}
        yield {"account": line.account, "amount": str(kronor(line.amount)), **named}


def _share(row: Data) -> Share:
    return Share(Decimal(row["per_cent"]), row.get("cost_centre", ""), row.get("project", ""))


def _more(result: PayslipResult) -> dict[str, Ore]:
    """The totals that most payslips have none of; one that is not 0 has to be written."""
    return {
        "benefits": result.benefits,
        "net_deductions": result.net_deductions,
        "reimbursements": result.reimbursements,
        "premiums": result.employer_premiums,
    }


def _basis(result: PayslipResult, totals: Data) -> Data:
    """What contributions are paid on, where the scenario says that it is not all that is taxed."""
    if "contributions_basis" not in totals:
        return {}
    return {"contributions_basis": _number(Decimal(sum(one.basis for one in result.contributions)) / 100)}


def _days(written: str) -> Days:
    """A month, or the days from one to another."""
    first, _, last = written.partition(" to ")
    if last:
        return Days(date.fromisoformat(first), date.fromisoformat(last))
    return Days(_month(first).first, _month(first).last)


def _month(written: str) -> Month:
    year, number = written.split("-")
    return Month(int(year), int(number))


def _ore(written: str) -> Ore:
    return int(Decimal(written) * 100)


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _terms(row: Data) -> Terms:
    form = PayForm.MONTHLY if "monthly_salary" in row else PayForm.HOURLY
    salary, wage = _ore(row.get("monthly_salary", "0")), _ore(row.get("hourly_wage", "0"))
    return Terms(row["from"], row.get("until"), form, salary, wage, Decimal(row["employment_rate"]))


def _given(row: Data) -> GivenLine:
    """Amounts in kronor; details as they are kept: öre and exact texts."""
    details = tuple(sorted(row.get("details", {}).items()))
    quantity = Decimal(row.get("quantity", "1"))
    item, amount = pay_items()[row["pay_item"]].item, _ore(row.get("amount", "0"))
    places = {name: row.get(name, "") for name in ("cost_centre", "project")}
    return GivenLine(item, quantity, amount, details, **places)


def _registrations(rows: list[Data]) -> Iterable[Registration]:
    for row in rows:
        days: list[date] = row["days"]
        yield from (Registration(day, Kind(row["kind"]), row["minutes"], f"{row['kind']} {day}") for day in days)


def _tax(written: str | Data) -> Tax:
    if isinstance(written, str):
        return Tax(METHODS[written])
    given = dict(written)
    amounts = {name: _ore(given.pop(name, "0")) for name in ("amount", "extra", "expected_income")}
    tax = Tax(
        METHODS[given.pop("method", "table")],
        given.pop("table", 0),
        given.pop("column", 0),
        rate=Decimal(given.pop("rate", "0")),
        exemption=Exemption(given.pop("exemption", "")),
        **amounts,
    )
    if given:
        raise ValueError(f"Unknown tax: {given}")
    return tax


def _clocked(rows: list[Data]) -> Iterable[Clocked]:
    for row in rows:
        starts, ends = (time.fromisoformat(one) for one in read_clock(row["clock"]))
        kind = Kind(row.get("kind", Kind.HOURS_WORKED))
        yield from (Clocked(day, kind, row["minutes"], starts, ends, f"shift {day}") for day in row["days"])


def _special_days(month: Days) -> tuple[tuple[date, tuple[str, ...]], ...]:
    return tuple((day, tuple(sorted(kinds))) for day, kinds in special_days(month.first, month.last).items())


def _agreement(row: Data, unsocial: Data | None) -> Agreement:
    figures: Data = {name: value if isinstance(value, int) else Decimal(value) for name, value in row.items()}
    return Agreement(**figures, unsocial=None if unsocial is None else _unsocial(unsocial))


def _hours_before(row: Data) -> HoursBefore:
    """Worked on some weekdays (0 is Monday) from a day to another."""
    worked = [
        (day, one["minutes"])
        for one in row["worked"]
        for day in days_between(one["from"], one["until"])
        if day.weekday() in one["weekdays"]
    ]
    return HoursBefore(row["known_since"], tuple(sorted(worked)))


def _unsocial(row: Data) -> UnsocialHours:
    """Bands are written as in the form of an agreement."""
    bands = tuple(band_of(read_band("", one["days"], one["clock"], one["rate"])) for one in row["bands"])
    said = {name: row.get(name, False) for name in ("by_order", "with_overtime")}
    return UnsocialHours("Avtalet", date(2026, 1, 1), bands, **said)


def _vacation(row: Data | None) -> VacationAtHand | None:
    if row is None:
        return None
    return VacationAtHand(
        tuple((DayKind(kind), Decimal(days)) for kind, days in row["days"].items()),
        Decimal(row["day_deduction_rate"]),
        Decimal(row.get("workdays", 5)),
        _ore(row["percentage_day_pay"]) if "percentage_day_pay" in row else None,
        _ore(row.get("variable_day_pay", "0")),
        new_year=_new_year(row["new_year"]) if "new_year" in row else None,
    )


def _new_year(row: Data) -> NewVacationYear:
    days = tuple((DayKind(kind), Decimal(number)) for kind, number in row["days"].items())
    by_percentage = _ore(row["percentage_day_pay"]) if "percentage_day_pay" in row else None
    return NewVacationYear(days, by_percentage, _ore(row.get("variable_day_pay", "0")))


def _paid_in_month(row: Data) -> MonthToDate:
    sums = {name: _ore(row.get(name, "0")) for name in ("by_table", "table_tax", "fixed_tax", "charged")}
    return MonthToDate(**sums, bases=tuple((group, _ore(basis)) for group, basis in row.get("bases", {}).items()))


def _sick_history(row: Data | None) -> SickHistory:
    if row is None:
        return SickHistory()
    return SickHistory(row["last_day"], row["days_counted"], _ore(row["deduction_left"]), row["occasions"])
