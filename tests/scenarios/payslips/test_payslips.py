"""Every payslip of this folder comes out as it was worked out by hand, to the öre."""

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from config.demo.cast import WORKERS, Worker
from payroll.catalogue import pay_items
from payroll.rules.comparison import TAX
from payroll.rules.payslip import calculate_payslip
from payroll.rules.result import Group
from payroll.statutory import parameters_on
from tests.scenarios.payslips.scenario import Data, basis_of, computed, read, told

NOT_PAID = (Group.BENEFIT, Group.COST, Group.INFORMATION)
SOURCE = re.compile(r"(tables|rules|examples)\.md")
FILES = sorted(Path(__file__).parent.glob("*.toml"))
every_scenario = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@cache
def scenario(path: Path) -> Data:
    """A scenario, read once for all tests that look at it."""
    return read(path)


def group_of(pay_item: str) -> Group:
    """What a line does to the pay; what is not in the register is pay or tax."""
    return pay_items()[pay_item].item.group if pay_item in pay_items() else Group.GROSS


@every_scenario
def test_the_payslip_is_as_worked_out_by_hand(path: Path) -> None:
    data = scenario(path)
    found = told(computed(data), data)
    assert found == {name: data[name] for name in found}


def test_each_tells_where_its_numbers_come_from() -> None:
    for path in FILES:
        data = scenario(path)
        assert data["title"], path.stem
        assert data["source"], path.stem
        assert all(SOURCE.search(one) for one in data["source"]), path.stem
        net = Decimal(data["totals"]["net_pay"])
        assert f"{net:,}".replace(",", " ") in data["derivation"], path.stem


def test_what_is_written_adds_up() -> None:
    """A slip of the pen in a scenario is found even where the product would make the same one."""
    for path in FILES:
        data = scenario(path)
        totals = {name: Decimal(value) for name, value in data["totals"].items()}
        paid = [line for line in data["lines"] if group_of(line["pay_item"]) not in NOT_PAID]
        more = totals.get("reimbursements", Decimal(0)) - totals.get("net_deductions", Decimal(0))
        after = totals["gross_pay"] - totals["preliminary_tax"] + more
        assert after == totals["net_pay"] == sum(Decimal(line["amount"]) for line in paid), path.stem
        taxes = [Decimal(line["amount"]) for line in data["lines"] if line["pay_item"] in TAX]
        assert sum(taxes) == -totals["preliminary_tax"], path.stem
        assert taxes != [], path.stem
        assert sum(Decimal(line["amount"]) for line in data.get("journal", [])) == 0, path.stem
        taxable = totals["gross_pay"] + totals.get("benefits", Decimal(0))
        basis = totals.get("contributions_basis", taxable // 1)
        assert sum(Decimal(one["basis"]) for one in data["contributions"]) == basis, path.stem
        for one in data["contributions"]:
            exact = Decimal(one["basis"]) * Decimal(one["rate"])
            assert abs(exact - Decimal(one["amount"])) <= Decimal("0.005"), path.stem


def test_each_has_a_title_of_its_own() -> None:
    titles = [scenario(path)["title"] for path in FILES]
    assert len(set(titles)) == len(titles) >= 120


@pytest.mark.parametrize("worker", WORKERS, ids=lambda worker: worker.name)
def test_everyone_of_the_demo_has_a_payslip_by_hand(worker: Worker) -> None:
    (basis,) = [basis_of(data) for data in map(scenario, FILES) if data["employee"]["name"] == worker.name]
    (terms,) = basis.terms
    assert (terms.monthly_salary, terms.hourly_wage) == (worker.monthly_salary, worker.hourly_wage)
    assert terms.employment_rate == worker.rate
    assert basis.birth_year == int(worker.number[:4])
    assert (basis.tax.table, basis.tax.column or worker.column) == (worker.table, worker.column)


def test_an_unknown_or_missing_key_is_refused(tmp_path: Path) -> None:
    template = (Path(__file__).parent / "TEMPLATE.toml").read_text(encoding="utf-8")
    for wrong in (
        template.replace("birth_year", "born"),
        template.replace('rate = "0.3142"', ""),
        f'colour = "red"\n{template}',
    ):
        path = tmp_path / "wrong.toml"
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(ValueError, match="lacks .* or has unknown"):
            read(path)


def test_a_scenario_is_computed_the_same_every_time() -> None:
    data = read(FILES[0])
    parameters = parameters_on(data["month"]["payday"])
    assert calculate_payslip(basis_of(data), parameters) == computed(data)
