"""The firm's price list, with a raise that is decided but has not begun."""

from datetime import date, datetime

from collaborations.operations.prices import set_price
from collaborations.rules.invoicing import PriceUnit
from common import clock
from common.periods import Month
from common.rls import as_system
from common.scoping import scope
from config.demo.places import World

PRICES = (
    ("STANDARD", PriceUnit.MONTH, 29_500),
    ("STANDARD", PriceUnit.PAYSLIP, 3_500),
    ("START", PriceUnit.PERIOD, 120_000),
    ("START", PriceUnit.PAYSLIP, 7_500),
)
RAISED = ("STANDARD", PriceUnit.PAYSLIP, 3_900)


def make_prices(world: World, since: datetime, now: datetime) -> None:
    """Prices since the firm began, and one that applies from the month after next."""
    began = since.astimezone(clock.STOCKHOLM).date()
    for variant, unit, amount in PRICES:
        _set(world, variant, unit, amount, Month.of(began).first, since)
    variant, unit, amount = RAISED
    _set(world, variant, unit, amount, Month.of(clock.today()).next.next.first, now)


def _set(world: World, variant: str, unit: PriceUnit, amount: int, starts_on: date, at: datetime) -> None:
    with clock.frozen(at), as_system(reason="demo", firm_id=world.firm.pk), scope(firm_id=world.firm.pk):
        set_price(
            firm=world.firm,
            service="LON_SMART",
            variant=variant,
            unit=unit,
            amount=amount,
            vat_percent=25,
            starts_on=starts_on,
            by=world.eva,
            at=at,
        )
