"""Another firm, whose client the bakery is too: it reads that somebody works there, and can ask to take over."""

from datetime import date

from accounts.models import Firm
from accounts.operations.members import add_staff
from accounts.permissions import ClientAccess, FirmRole
from advisor.operations.assignments import add_assignment
from advisor.operations.clients import add_client
from common.rls import as_system
from common.scoping import scope
from config.demo import cast
from config.demo.places import World, login


def make_rival(world: World, on: date) -> None:
    """A firm of one person, with the bakery as its only client."""
    name, corporate_number = cast.RIVAL
    bakery = world.places["Bageri Solrosen AB"]
    firm = Firm(name=name, corporate_identity_number=corporate_number)
    with as_system(reason="demo", firm_id=firm.pk):
        firm.save(force_insert=True)
    elsa = login(cast.ELSA.name, cast.ELSA.email)
    add_staff(firm=firm, user=elsa, role=FirmRole.ADMINISTRATOR, client_access=ClientAccess.ALL, by=None)
    with as_system(reason="demo", firm_id=firm.pk, company_id=bakery.company.pk), scope(firm_id=firm.pk):
        client = add_client(
            firm=firm,
            by=elsa,
            on=on,
            corporate_identity_number=bakery.client.corporate_identity_number,
            name=bakery.client.name,
            client_number="1",
            responsible_consultant=elsa,
            street=bakery.client.street,
            postal_code=bakery.client.postal_code,
            city=bakery.client.city,
            email=bakery.client.email,
        )
        add_assignment(client=client, name="Löpande lön", owner=elsa, participants=[elsa], by=elsa)
