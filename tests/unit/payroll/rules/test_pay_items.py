"""What a pay item says of itself, and the lines that the rules add by themselves."""

import importlib
from dataclasses import replace
from decimal import Decimal

from payroll.catalogue import pay_items
from payroll.rules import travel_items
from payroll.rules.pay_items import treatments_of
from tests.factories.given import given


def test_an_item_says_how_tax_contributions_and_vacation_pay_look_at_it() -> None:
    item = pay_items()["commission"].item
    assert treatments_of(replace(item, vacation_basis=True)) == ["tax.ORDINARY", "contributions.ALL", "vacation"]
    assert treatments_of(replace(item, vacation_basis=False)) == ["tax.ORDINARY", "contributions.ALL"]


def test_what_the_rules_add_to_a_journey_is_as_the_register_has_it() -> None:
    """The part of an allowance that is above what is free is pay, taxed and declared as such; input VAT is not."""
    made = importlib.reload(travel_items).PARTS
    assert [part.code for part in made] == [
        "per_diem_taxable",
        "per_diem_abroad_taxable",
        "mileage_taxable",
        "expense_vat",
    ]
    assert [pay_items()[part.code].item for part in made] == list(made)


def test_the_part_of_a_line_keeps_where_it_came_from_and_none_of_its_details() -> None:
    line = replace(given("expense", 1000, vat_rate="25"), note="Taxi", reference="row 7")
    part = line.part(travel_items.EXPENSE_VAT, Decimal(2), 20_000)
    assert (part.item.code, part.quantity, part.amount, part.details) == ("expense_vat", Decimal(2), 20_000, ())
    assert (part.note, part.reference) == ("Taxi", "row 7")
