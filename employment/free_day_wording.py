"""Free days in people's words."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.red_days import name_of_red_day
from employment.rules.free_days import Eve, FreeDay, Source

EVES = {
    Eve.TWELFTH_NIGHT: _("Twelfth Night"),
    Eve.MAUNDY_THURSDAY: _("Maundy Thursday"),
    Eve.EASTER: _("Easter Eve"),
    Eve.WALPURGIS: _("Walpurgis Night"),
    Eve.PENTECOST: _("Whitsun Eve"),
    Eve.MIDSUMMER: _("Midsummer Eve"),
    Eve.ALL_SAINTS: _("The day before All Saints' Day"),
    Eve.CHRISTMAS: _("Christmas Eve"),
    Eve.NEW_YEAR: _("New Year's Eve"),
}
"""In the order of the year."""
SOURCES = {Source.RED: _("Red day"), Source.EVE: _("Eve"), Source.OWN: _("Own day")}


def name_of(one: FreeDay) -> str:
    """What a free day is called."""
    if one.source == Source.RED:
        return name_of_red_day(one.day, get_language() or "sv")
    return str(EVES[Eve(one.name)]) if one.source == Source.EVE else one.name
