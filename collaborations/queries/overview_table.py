"""The overview as a table for files: one line for each collaboration."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext

from collaborations.models import Collaboration
from collaborations.models.choices import BILLING_RECIPIENTS, STATES
from collaborations.queries.billing_history import period_of
from common import clock
from common.spreadsheets import Cell
from common.templatetags.format import corporate_number


def table_head() -> list[str]:
    """The names of the columns, in the reader's language."""
    return [
        gettext("Client"),
        gettext("Client number"),
        gettext("Corporate identity number"),
        gettext("Responsible consultant"),
        gettext("Service"),
        gettext("Variant"),
        gettext("State"),
        gettext("Assignment"),
        gettext("Owner"),
        gettext("Billing recipient"),
        gettext("Period, months"),
        gettext("Period from"),
        gettext("Period to"),
        gettext("Sent by"),
        gettext("Sent"),
        gettext("Active since"),
        gettext("Ends"),
        gettext("Ended"),
    ]


def table_rows(collaborations: Iterable[Collaboration]) -> Iterator[list[Cell]]:
    """A line for each, under the head."""
    states = {value: str(label) for value, label in STATES}
    recipients = {value: str(label) for value, label in BILLING_RECIPIENTS}
    for one in collaborations:
        period = period_of(one, clock.today())
        yield [
            one.client.name,
            one.client.client_number,
            corporate_number(one.client.corporate_identity_number),
            one.client.responsible_consultant.full_name,
            one.get_service_display(),
            one.get_variant_display(),
            states[one.state],
            one.assignment.name,
            one.assignment.owner.full_name,
            recipients.get(one.billing_recipient, ""),
            one.period_months,
            period.first if period else None,
            period.last if period else None,
            one.requested_by.full_name,
            one.requested_at,
            one.activated_at,
            one.ends_on,
            one.ended_at,
        ]
