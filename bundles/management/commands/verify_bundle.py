"""`manage.py verify_bundle FILE`: whether an exit bundle is whole and unchanged, from the file alone."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.core.management.base import BaseCommand, CommandError

from bundles.rules.verification import faults_of, read_manifest


class Command(BaseCommand):
    """Verifies a bundle; asks no database."""

    help = "Check every file of an exit bundle against its manifest, and the hash chain of its audit log."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when a file is missing, added or changed, or when the audit log does not verify."""
        try:
            with ZipFile(options["file"]) as archive:
                faults = list(faults_of(archive))
                for fault in faults:
                    self.stderr.write(f"{fault.kind}: {fault.path}")
                if faults:
                    raise CommandError(f"{len(faults)} faults.")
                manifest = read_manifest(archive)
        except (OSError, BadZipFile) as error:
            raise CommandError(f"The file cannot be read: {error}") from error
        rows = sum(one.rows or 0 for one in manifest.files)
        self.stdout.write(f"{manifest.name}: {len(manifest.files)} files and {rows} rows verify.")
