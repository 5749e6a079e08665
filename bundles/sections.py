"""What the bundle has that belongs to no other app: the company, the people named, and the audit log."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import exit_sections
from accounts.exit_sections import Records, Row, Table
from accounts.models import AccessGrant, Company, CompanyMembership, User
from advisor import event_wording
from bundles.models import BundleImport
from bundles.rows import people_fields, queryset_of
from bundles.rules.chain import HASHED
from bundles.rules.lines import row_of
from bundles.rules.manifest import AUDIT
from bundles.rules.states import ImportState
from bundles.storage import read_stored
from events.models import AuditEvent

PEOPLE = "people.jsonl"
EARLIER = "audit/earlier_events.jsonl"
WORDING: Mapping[str, Promise] = {
    "bundles.bundle_requested": _("All payroll data were asked for as one file"),
    "bundles.bundle_built": _("All payroll data were put into one file"),
    "bundles.bundle_failed": _("The file with all payroll data could not be made"),
    "bundles.bundle_downloaded": _("The file with all payroll data was downloaded"),
    "bundles.import_received": _("A file with payroll data was sent in"),
    "bundles.import_begun": _("A file with payroll data began to be taken in"),
    "bundles.import_cancelled": _("A file with payroll data was thrown away"),
    "bundles.import_refused": _("A file with payroll data could not be taken in"),
    "bundles.import_failed": _("Taking in a file with payroll data failed"),
    "bundles.imported": _("Payroll data were taken in from a file"),
}


def company_rows(company_id: UUID) -> Iterator[Row]:
    """The company itself: one row."""
    company = Company.objects.get(pk=company_id)
    yield {"corporate_identity_number": company.corporate_identity_number, "name": company.name}


def member_rows(company_id: UUID) -> Iterator[Row]:
    """Who has or had a role in the company."""
    members = CompanyMembership.objects.filter(company_id=company_id).order_by("created_at", "id")
    for one in members.iterator():
        yield {"person": one.user_id, "role": one.role, "since": one.created_at, "until": one.ended_at}


def people_rows(company_id: UUID) -> Iterator[Row]:
    """Everybody whom other files name by id, as somebody who did something.

    Who has never had access is there without a name: a firm that only has asked to work for the company is not made
    known to the one that works for it.
    """
    actors = set(events_of(company_id).exclude(actor_id=None).values_list("actor_id", flat=True).distinct().order_by())
    ids = set(CompanyMembership.objects.filter(company_id=company_id).values_list("user_id", flat=True))
    holders = AccessGrant.objects.filter(company_id=company_id, user__isnull=False)
    ids |= actors & set(holders.values_list("user_id", flat=True).distinct().order_by())
    ids |= {UUID(one["actor_id"]) for one in earlier_rows(company_id) if one["actor_id"]}
    for table in (one for one in exit_sections.sections() if isinstance(one, Table)):
        for name in people_fields(table):
            found = queryset_of(table, company_id).exclude(**{name: None}).order_by()
            ids |= set(found.values_list(name, flat=True).distinct())
    for user in User.objects.filter(pk__in=ids | actors).order_by("pk").iterator():
        given, family = (user.given_name, user.family_name) if user.pk in ids else ("", "")
        yield {"id": user.pk, "given_name": given, "family_name": family}


def events_of(company_id: UUID):  # type: ignore[no-untyped-def]
    """The company's chain."""
    return AuditEvent.objects.filter(chain_id=company_id)


def audit_rows(company_id: UUID) -> Iterator[Row]:
    """The company's audit log with what its hashes are computed from."""
    names = [*HASHED, "previous_hash", "hash"]
    for values in events_of(company_id).order_by("sequence").values_list(*names).iterator(chunk_size=2000):
        yield dict(zip(names, values, strict=True))


def earlier_rows(company_id: UUID) -> Iterator[Row]:
    """Audit logs from before the data were taken in here, kept as they were verified then."""
    imports = BundleImport.objects.filter(company_id=company_id, state=ImportState.IMPORTED).order_by("finished_at")
    for one in imports:
        left = b""
        for piece in read_stored(one.pk, EARLIER):
            *lines, left = (left + piece).split(b"\n")
            yield from (row_of(line) for line in lines)


def register_all() -> None:
    """Called once, when the app is ready."""
    exit_sections.register(
        Records(
            "company.jsonl",
            _("The company: one row."),
            {"corporate_identity_number": _("ten digits"), "name": _("text")},
            company_rows,
        ),
        Records(
            "members.jsonl",
            _("Who has or had a role in the company, and when. Read only."),
            {"person": _("id in people.jsonl"), "role": _("text"), "since": _("moment"), "until": _("moment")},
            member_rows,
        ),
        Records(
            PEOPLE,
            _("Names of those who are said to have done something in the other files."),
            {"id": _("id"), "given_name": _("text"), "family_name": _("text")},
            people_rows,
        ),
        Records(AUDIT, _("The audit log. Every event holds the hash of the one before it."), _AUDIT, audit_rows),
        Records(
            EARLIER,
            _("Audit logs from before the data came here, as they were in the file that was taken in."),
            {"bundle": _("SHA-256 of that file"), **_AUDIT},
            earlier_rows,
        ),
    )
    event_wording.register(WORDING)


_AUDIT: Mapping[str, str | Promise] = {
    "id": _("id"),
    "chain_id": _("id of the chain, which is the company"),
    "sequence": _("whole number, from 1 without a gap"),
    "firm_id": _("id of the firm that acted, if any"),
    "company_id": _("id of the company"),
    "actor_id": _("id in people.jsonl; empty for the product itself"),
    "kind": _("what happened"),
    "subject_type": _("what kind of thing it happened to"),
    "subject_id": _("id of that thing"),
    "data": _("what changed, as JSON"),
    "occurred_at": _("moment"),
    "previous_hash": _("hash of the event before, in hex; empty for the first"),
    "hash": _("SHA-256 of the hash before and the other columns, in hex"),
}
