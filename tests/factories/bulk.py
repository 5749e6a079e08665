"""Several clients of one firm, for activations of many."""

from accounts.models import User
from advisor.models import Client
from collaborations.models import BulkActivation, BulkItem
from collaborations.operations.bulk import choose_clients, propose
from collaborations.rules.terms import Terms
from common import clock
from common.rls import as_system
from tests.factories.accounts import make_company, make_member
from tests.factories.advisor import make_assignment, make_client, make_contact
from tests.factories.collaborations import Cast


def further_client(cast: Cast, name: str, *, account: bool = False, email: str | None = None) -> Client:
    """Another client of the firm, on an assignment of Eva's; without an account nobody there can sign in yet."""
    company = make_company(name)
    client = make_client(cast.firm, company, responsible=cast.eva)
    make_assignment(client, owner=cast.eva)
    make_contact(client, f"Per {name}", email=f"per.{client.pk.hex}@example.se" if email is None else email)
    if account:
        make_member(company, "Per Ek")
    return client


def proposed(cast: Cast, clients: list[Client], terms: Terms, *, by: User | None = None) -> BulkActivation:
    """Chosen and judged, not confirmed."""
    with as_system(reason="test", firm_id=cast.firm.pk):
        ids = [client.pk for client in clients]
        bulk = choose_clients(firm=cast.firm, client_ids=ids, by=by or cast.eva, at=clock.now())
        propose(bulk=bulk, terms=terms, by=by or cast.eva)
        return BulkActivation.objects.get(pk=bulk.pk)


def items_in(bulk: BulkActivation) -> list[BulkItem]:
    """What is known of each client now, in order."""
    with as_system(reason="test", firm_id=bulk.firm_id):
        return list(BulkItem.objects.filter(bulk=bulk).select_related("client").order_by("position"))
