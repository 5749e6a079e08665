"""`manage.py demo`: fills an empty database; `--logins` prints who can sign in."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from accounts.models import User
from common import clock
from config.demo import cast
from config.demo.bakery import make_bakery
from config.demo.carpenters import make_carpenters
from config.demo.places import make_clients, make_world
from config.demo.prices import make_prices
from config.demo.relations import make_relations
from config.demo.rival import make_rival

KNOWN_FOR = timedelta(days=420)
LOGINS = (
    ("eva@norrsken.example", "byråadministratör: kunder, samarbeten, lönekörningar"),
    ("jon@norrsken.example", "konsult, alla kunder"),
    ("sara@norrsken.example", "konsult, egna kunder"),
    ("nils@norrsken.example", "assistent: läser och aktiverar samarbeten, ändrar inte annat"),
    (cast.ELSA.email, "en annan byrå, som också har Bageri Solrosen som kund och kan be om att få ta över"),
    (cast.client_email("Ola Persson", "Bageri Solrosen AB"), "kundadministratör och attestansvarig, Bageri Solrosen"),
    ("mia@solrosen.example", "anställd och attestansvarig, Bageri Solrosen"),
    ("li@solrosen.example", "anställd, Bageri Solrosen"),
    (cast.client_email("Ines Kaj", "Café Kajutan AB"), "kundadministratör med Lön Direkt, Café Kajutan"),
    (cast.client_email("Rolf Nordvik", "Nordviks El AB"), "kundadministratör, Lön Direkt stängt, Nordviks El"),
    (
        cast.client_email("Glenn Glas", "Glasbruket i Mora AB"),
        "kundadministratör, halvfärdig lönekörning, Glasbruket",
    ),
)


class Command(BaseCommand):
    """Makes the demo."""

    help = "Fill an empty database with a firm, clients, employees and history relative to today."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--logins", action="store_true", help="print the demo's logins and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """All of it or nothing; a database that has users is left alone."""
        if options["logins"]:
            if User.objects.filter(email=cast.EVA.email).exists():
                self._print_logins()
            return
        if User.objects.exists():
            self.stdout.write("There is data already; nothing was added.")
            return
        now = clock.now()
        with transaction.atomic():
            world = make_world()
            with clock.frozen(now - KNOWN_FOR):
                make_clients(world, on=clock.today())
            make_prices(world, now - KNOWN_FOR, now)
            make_relations(world, now)
            make_rival(world, clock.today())
            make_bakery(world)
            make_carpenters(world)
        self.stdout.write(f"{len(world.places)} clients, {len(cast.WORKERS)} employees.")

    def _print_logins(self) -> None:
        width = max(len(email) for email, _ in LOGINS)
        for email, who in LOGINS:
            self.stdout.write(f"  {email:<{width}}  {who}")
        self.stdout.write(f"\n  lösenord för alla: {cast.PASSWORD}\n  utskickad post: /mailbox/\n")
