"""What a preview says where the client is to pay and the firm has not set a price."""

from django.http import HttpRequest
from django.urls import reverse

from accounts.permissions import Permission
from advisor.access import holds
from advisor.models import Client
from collaborations.queries.asked_prices import lacks_price
from collaborations.rules.planning import Plan
from collaborations.rules.terms import Offer


def price_context(request: HttpRequest, client: Client, plan: Plan, offer: Offer) -> dict[str, object]:
    """Whether a price is missing, and the way to the price list for those who may set one."""
    if not lacks_price(plan, offer):
        return {"price_missing": False}
    may_set = holds(request, client, Permission.SETTINGS_MANAGE)
    address = reverse("collaborations:price_list", args=[client.firm_id]) if may_set else ""
    return {"price_missing": True, "price_list_url": address}
