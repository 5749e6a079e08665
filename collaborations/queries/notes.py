"""Why a row of the invoice basis comes to nothing, in a sentence."""

from django.utils.translation import gettext as _

from collaborations.rules.invoicing import Note, Row
from common.templatetags.format import date_short


def note_of(row: Row) -> str:
    """The sentence; empty for a row that is billed."""
    if row.note == Note.PRICE_MISSING:
        return _("The price is missing")
    if row.note == Note.FREE:
        return _("No charge before %(day)s") % {"day": date_short(row.stretch.free_until)}
    return ""
