"""`manage.py operator EMAIL [--remove]`: who looks after the law's figures on this installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User


class Command(BaseCommand):
    """Makes a person with a login an operator, or no longer."""

    help = "Let a person enter and approve statutory figures, or no longer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--remove", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError when nobody has the address."""
        found = User.objects.filter(email=options["email"].strip().lower())
        if not found.update(is_operator=not options["remove"]):
            raise CommandError(f"Nobody signs in with {options['email']}.")
        self.stdout.write("no longer an operator" if options["remove"] else "operator")
