"""The sentences for a file with collaborations made elsewhere: what its columns are, and what is wrong with it."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from collaborations.rules.import_rows import Fault, Field, RowProblem
from collaborations.rules.import_verdicts import Outcome

FIELDS: dict[Field, Promise] = {
    Field.NUMBER: _("Corporate identity number"),
    Field.NAME: _("Company"),
    Field.SERVICE: _("Service"),
    Field.VARIANT: _("Variant"),
    Field.RECIPIENT: _("Billing recipient"),
    Field.PERIOD: _("Period, months"),
    Field.AGREED_ON: _("Agreed on"),
}
FIELD_HINTS: dict[Field, Promise] = {
    Field.NUMBER: _("Ten digits, with or without hyphen. Has to be there."),
    Field.NAME: _("Helps you to recognise the company until it is a client."),
    Field.SERVICE: _("Has to be there:"),
    Field.VARIANT: _("Has to be there for services that have several, for example Standard or Start."),
    Field.RECIPIENT: _("The firm or the client, where it is chosen. In Start the firm pays."),
    Field.PERIOD: _("12 or 3, where it is chosen."),
    Field.AGREED_ON: _("A date such as 2025-01-31."),
}
ROW_PROBLEMS: dict[RowProblem, Promise] = {
    RowProblem.MISSING: _("Is missing."),
    RowProblem.NUMBER_FORMAT: _("Is not a corporate identity number: ten digits are needed."),
    RowProblem.NUMBER_SOLE_TRADER: _("Is a personal number: sole traders are not supported yet."),
    RowProblem.NUMBER_CHECK_DIGIT: _("Does not exist: the check digit is wrong."),
    RowProblem.TOO_LONG: _("Is longer than %(detail)s characters."),
    RowProblem.SERVICE_UNKNOWN: _("There is no such service."),
    RowProblem.VARIANT_UNKNOWN: _("The service has no such variant."),
    RowProblem.RECIPIENT_UNKNOWN: _("Write the firm or the client."),
    RowProblem.FIRM_PAYS: _("In this variant the firm pays."),
    RowProblem.RECIPIENT_NOT_ASKED: _("The service is not billed separately: leave it empty."),
    RowProblem.PERIOD_UNKNOWN: _("Write one of the numbers %(detail)s."),
    RowProblem.PERIOD_NOT_OFFERED: _("The period can be %(detail)s months."),
    RowProblem.PERIOD_NOT_ASKED: _("The service has no period: leave it empty."),
    RowProblem.DATE_UNKNOWN: _("Write the date as 2025-01-31."),
    RowProblem.DATE_IN_FUTURE: _("The day has not come yet."),
    RowProblem.CELLS_TOO_MANY: _(
        "The row has more values than the %(detail)s headings. Is there a separator within a value?"
    ),
    RowProblem.TWICE: _("The same company and service are on line %(detail)s already."),
    RowProblem.OTHER_FIRM: _(
        "The company already collaborates in this service with another firm. Ask to take over, on the client card."
    ),
}
OUTCOMES: dict[Outcome, tuple[Promise, str]] = {
    Outcome.NEW: (_("Is imported"), "green"),
    Outcome.LISTED: (_("Is left out: it is in the list already"), "grey"),
    Outcome.STANDING: (_("Is left out: you work with the client in this service, or have asked"), "grey"),
    Outcome.WRONG: (_("Wrong"), "red"),
}
"""What becomes of a row, with its tone."""


def fault_sentence(fault: Fault) -> str:
    """What is wrong with a value."""
    return str(ROW_PROBLEMS[fault.problem]) % {"detail": fault.detail}


def field_name(fault: Fault) -> str:
    """The field that a fault belongs to; the row itself where it is none."""
    return str(FIELDS[fault.field]) if fault.field else gettext("The row")
