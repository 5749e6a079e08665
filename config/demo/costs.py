"""The cost centres of the demo client, and whose cost belongs where. Of those who are not named nobody has said it."""

from datetime import date
from decimal import Decimal

from config.demo import cast
from employment.models import Employee
from employment.models.cost_object import Dimension
from employment.operations.cost_objects import Named, add_cost_object
from employment.operations.cost_splits import split_cost
from employment.rules.cost_splits import Share

SHOP, BAKERY = "100", "200"
PLACES = {SHOP: "Butiken", BAKERY: "Bageriet"}
SPLITS = {
    cast.WORKERS[0].email: (Share(Decimal(100), SHOP),),
    cast.WORKERS[1].email: (Share(Decimal(60), SHOP), Share(Decimal(40), BAKERY)),
    cast.WORKERS[2].email: (Share(Decimal(100), BAKERY),),
    cast.WORKERS[4].email: (Share(Decimal(100), BAKERY),),
    cast.WORKERS[5].email: (Share(Decimal("33.33"), SHOP), Share(Decimal("66.67"), BAKERY)),
}


def split_costs(people: list[Employee], on: date) -> None:
    """The register since the beginning of the year of a month, and the splits from that month."""
    company_id = people[0].company_id
    for code, name in PLACES.items():
        named = Named(name, on.replace(month=1, day=1))
        add_cost_object(company_id=company_id, dimension=Dimension.COST_CENTRE, code=code, named=named, by=None)
    for employee in people:
        if employee.email in SPLITS:
            split_cost(employee=employee, shares=SPLITS[employee.email], on=on, by=None)
