"""The text in a bundle that says what is in it, in Swedish and in English."""

from collections.abc import Iterator

from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    DecimalField,
    Field,
    ForeignKey,
    IntegerField,
    JSONField,
    Model,
    TimeField,
    UUIDField,
)
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.exit_sections import Documents, Section, Table, sections
from accounts.models import User
from bundles.rows import fields_of
from bundles.sections import PEOPLE
from common.fields import MoneyField

LANGUAGES = ("sv", "en")


def readme() -> bytes:
    """The whole text; the same for every company, so that it is the same bytes."""
    return "\n".join(line for language in LANGUAGES for line in _in(language)).encode() + b"\n"


def _in(language: str) -> list[str]:
    with translation.override(language):
        lines = ["# " + _("Everything in payroll: what is in this file"), "", *_introduction(), ""]
        for section in sections():
            lines += [*_of(section), ""]
        return lines


def _introduction() -> Iterator[str]:
    yield _("This archive holds the payroll data of one company. It belongs to the employer.")
    yield _("It contains personal identity numbers, pay and bank accounts: keep it as carefully as the payroll itself.")
    yield ""
    yield _("- Files that end in .jsonl have one row a line, each a JSON object, in UTF-8.")
    yield _("- Amounts are whole öre: 100 öre is 1 krona. Shares and quantities are decimal numbers as text.")
    yield _("- Dates are written 2026-11-25, moments in UTC as 2026-11-25T09:30:00.000000+00:00.")
    yield _("- An id is the same wherever it stands: the employee of a payslip is a row in employees.jsonl.")
    yield _("- manifest.json has the number of rows and the SHA-256 hash of every file. Sort order is fixed.")
    yield _("- Logins are not in it; whoever takes it in invites the employees again.")
    yield _("- The audit log can be checked from the archive alone: manage.py verify_bundle FILE.")


def _of(section: Section) -> Iterator[str]:
    if isinstance(section, Documents):
        yield f"## {section.folder}/"
        yield str(section.about)
        return
    yield f"## {section.path}"
    yield str(section.about)
    yield ""
    if isinstance(section, Table):
        yield from (f"- {field.name}: {_kind_of(field)}" for field in fields_of(section))
    else:
        yield from (f"- {name}: {kind}" for name, kind in section.columns.items())


def _kind_of(field: "Field[object, object]") -> str:
    """What a column holds, in words; what may be empty is null or an empty text."""
    words = (
        (MoneyField, _("öre")),
        (DateTimeField, _("moment")),
        (DateField, _("date")),
        (TimeField, _("time of day")),
        (DecimalField, _("decimal number")),
        (JSONField, _("JSON")),
        (UUIDField, _("id")),
        (BooleanField, _("true or false")),
        (IntegerField, _("whole number")),
    )
    if isinstance(field, ForeignKey):
        return _("id in %(file)s") % {"file": _file_of(field.remote_field.model)}
    if field.choices:
        named = ", ".join(f"{value} ({label})" if value else f"– ({label})" for value, label in field.flatchoices)
        return _("one of %(values)s") % {"values": named}
    return next((text for kind, text in words if isinstance(field, kind)), _("text"))


def _file_of(model: "type[Model]") -> str:
    """The file that has the rows that a column points at."""
    if model is User:
        return PEOPLE
    return next(one.path for one in sections() if isinstance(one, Table) and one.model is model)
