"""The registry of tabs on the employee card: upper apps add theirs from their `AppConfig.ready`.

A tab's page is rendered by its own app; `url_names` maps an audience (`firm`, `client`) to the name of its route, which
takes `company_id` and `employee_id`. Missing fields with the tab's key are counted on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from employment.rules.completeness import Tab

Text = str | Promise


@dataclass(frozen=True)
class CardTab:
    """A tab: its key among missing fields, its label, and the route of each audience."""

    key: str
    label: Text
    url_names: Mapping[str, str]


def _own(key: str, label: Text) -> CardTab:
    return CardTab(key, label, {"firm": f"employment:employee_{key}", "client": f"employment:client_employee_{key}"})


_tabs: list[CardTab] = [
    _own(Tab.BASICS, _("Basics")),
    _own(Tab.EMPLOYMENT, pgettext_lazy("the card", "Employment")),
    _own(Tab.PAY, _("Pay")),
    _own(Tab.TAX, _("Tax")),
    _own(Tab.BANK, _("Bank account")),
]
_last = _own("access", _("Login"))


def register(tab: CardTab) -> None:
    """Add a tab after employment's own and before the last."""
    _tabs.append(tab)


_growth_support: dict[str, str] = {}


def register_growth_support(url_names: Mapping[str, str]) -> None:
    """The page of växa-stöd, by audience: payroll works out what is expected back."""
    _growth_support.update(url_names)


def growth_support_page(audience: str) -> str:
    """The name of the route, which takes `company_id` and `employee_id`."""
    return _growth_support[audience]


def card_tabs(audience: str) -> list[CardTab]:
    """The tabs that have a page for the audience, in order."""
    return [tab for tab in [*_tabs, _last] if audience in tab.url_names]
