"""The list of sent requests as a table: a row for each request."""

from django.utils.translation import gettext_lazy as _

from collaborations.catalogue.sentences import DELIVERIES
from collaborations.queries.cards import Standing
from collaborations.queries.deliveries import InvitationRow
from common.spreadsheets import Cell
from common.templatetags.format import moment

COLUMNS = (
    _("Client"),
    _("Corporate identity number"),
    _("Service"),
    _("Variant"),
    _("State"),
    _("Sent"),
    _("Sender"),
    _("Expires"),
    _("Answered"),
    _("Reason"),
    _("To"),
)


def cells_of(standing: Standing) -> tuple[Cell, ...]:
    """One request, in the order of COLUMNS."""
    one = standing.collaboration
    return (
        one.client.name,
        one.client.corporate_identity_number,
        one.get_service_display(),
        one.get_variant_display(),
        one.get_state_display(),
        one.requested_at,
        one.requested_by.full_name,
        one.expires_at,
        one.answered_at,
        one.decline_reason,
        ", ".join(_recipient(row) for row in standing.invitations),
    )


def _recipient(row: InvitationRow) -> str:
    if row.delivery is None:
        return row.invitation.name
    address = f" {row.invitation.email}" if row.is_unreached else ""
    at = f" {moment(row.at)}" if row.at else ""
    return f"{row.invitation.name}{address} ({DELIVERIES[row.delivery][0]}{at})"
