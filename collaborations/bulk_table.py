"""An activation of many clients as a table: a row for each client, before and after."""

from django.utils.translation import gettext_lazy as _

from collaborations.models import BulkItem
from collaborations.templatetags.bulk import beginning, is_planned, not_done, short_effects, short_situation
from collaborations.templatetags.collaborations import blocker_sentence
from common.spreadsheets import Cell

COLUMNS = (
    _("Client number"),
    _("Client"),
    _("Corporate identity number"),
    _("Situation"),
    _("What happens"),
    _("Assignment"),
    _("Contact"),
    _("State"),
    _("Reason"),
    _("Done"),
)


def table_head() -> list[str]:
    """What stands over the columns, in the reader's language."""
    return [str(column) for column in COLUMNS]


def cells_of(item: BulkItem) -> tuple[Cell, ...]:
    """One client, in the order of COLUMNS."""
    happens = [beginning(item), *(text for text, _tone in short_effects(item))] if is_planned(item) else []
    reasons = [text for text in (not_done(item), *(blocker_sentence(one) for one in item.blockers)) if text]
    return (
        item.client.client_number,
        item.client.name,
        item.client.corporate_identity_number,
        short_situation(item),
        ", ".join(happens),
        item.assignment.name if item.assignment else "",
        item.contact.full_name if item.contact and item.asks_for_contact else "",
        item.get_state_display(),
        " ".join(reasons),
        item.finished_at,
    )
