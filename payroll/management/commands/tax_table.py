"""`manage.py tax_table YEAR [--table N] [--kind B|%]`: the published monthly tax tables."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from payroll.rules.tax_lookup import rows_of
from payroll.rules.tax_table import TABLES
from payroll.statutory import YearNotAvailable


class Command(BaseCommand):
    """Prints one year's tables in the order of the agency's file."""

    help = "Print rows kind;table;income_from;income_to;c1;c2;c3;c4;c5;c6 of a year's monthly tax tables."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--table", type=int, choices=list(TABLES))
        parser.add_argument("--kind", choices=["B", "%"])

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a row, an open upper limit empty. Raises CommandError for a year without figures."""
        kind = options["kind"]
        for table in [options["table"]] if options["table"] else TABLES:
            try:
                rows = rows_of(options["year"], table)
            except YearNotAvailable as error:
                raise CommandError(f"{error} Enter them in payroll/statutory first.") from error
            lines = [
                ";".join(["" if cell is None else str(cell) for cell in (*row[:4], *row.values)])
                for row in rows
                if kind in (None, row.kind)
            ]
            if lines:
                self.stdout.write("\n".join(lines))
