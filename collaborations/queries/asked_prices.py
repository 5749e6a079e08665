"""What a company is asked to pay when it answers a request: the firm's prices, as the invoice basis counts them."""

from dataclasses import dataclass

from collaborations.models import Collaboration
from collaborations.queries.price_list import PriceLine, price_lines
from collaborations.rules.change_effects import PeriodBegins, VariantBilled
from collaborations.rules.effects import BillingSet, IncludedIn
from collaborations.rules.planning import Plan
from collaborations.rules.terms import BillingRecipient, Offer
from common import clock
from common.periods import Month


@dataclass(frozen=True)
class AskedPrices:
    """Who pays, and for whom it is the company, what; no lines where the firm has not set a price."""

    firm_pays: bool
    lines: tuple[PriceLine, ...] = ()


def asked_prices(collaboration: Collaboration, plan: Plan) -> AskedPrices | None:
    """The prices of the month in which something begins to cost; needs the firm's scope.

    None where nobody is billed for the service itself.
    """
    if not collaboration.billing_recipient or any(isinstance(one, IncludedIn) for one in plan.effects):
        return None
    if collaboration.billing_recipient == BillingRecipient.FIRM:
        return AskedPrices(firm_pays=True)
    days = (clock.today(), collaboration.takes_over_on, collaboration.free_until)
    month = Month.of(max(day for day in days if day is not None))
    return AskedPrices(False, price_lines(collaboration.service, collaboration.variant, month))


def lacks_price(plan: Plan, offer: Offer) -> bool:
    """Whether the plan lets the client be billed for what the firm has no price of, not even one to come.

    Needs the firm's scope.
    """
    if any(isinstance(one, IncludedIn) for one in plan.effects):
        return False
    billed = [one.recipient for one in plan.effects if isinstance(one, BillingSet | PeriodBegins | VariantBilled)]
    return BillingRecipient.CLIENT in billed and not price_lines(offer.service, offer.variant, Month.of(clock.today()))
