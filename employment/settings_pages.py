"""The registry of pages that belong to a company's payroll settings: upper apps add theirs from `AppConfig.ready`."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class SettingsPage:
    """A page: its label, what is decided there, and the route of each audience, which takes `company_id`."""

    label: Text
    about: Text
    url_names: Mapping[str, str]


def _own(name: str, label: Text, about: Text) -> SettingsPage:
    return SettingsPage(label, about, {"firm": f"employment:{name}", "client": f"employment:client_{name}"})


_pages: list[SettingsPage] = [
    _own("agreement_list", _("Agreements"), _("Divisors, rates of absence, unsocial hours and vacation.")),
    _own("free_days", _("Free days"), _("Which eves are free, and days of the company's own.")),
    _own("cost_object_list", _("Cost centres and projects"), _("What costs are followed up by.")),
]


def register(page: SettingsPage) -> None:
    """Add a page after employment's own."""
    _pages.append(page)


def settings_links(audience: str, company_id: object) -> list[dict[str, object]]:
    """The pages of an audience with their addresses, in order."""
    return [
        {"label": one.label, "about": one.about, "url": reverse(one.url_names[audience], args=[company_id])}
        for one in _pages
    ]
