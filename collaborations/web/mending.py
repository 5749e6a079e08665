"""Where each blocker of the activation is mended, and the address at which the activation goes on after that."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from accounts.permissions import Permission
from advisor.access import holds
from advisor.models import Client
from collaborations.catalogue.sentences import REMEDIES, REMEDY_FORMS, REMEDY_URLS
from collaborations.forms import ActivationForm
from collaborations.rules.blockers import Blocker, BlockerCode, Remedy
from collaborations.template_forms import CHOSEN, FILLED


@dataclass(frozen=True)
class Mending:
    """A blocker with the link that mends it; without one where it is for others to mend.

    `other`: the address of another way to mend it.
    """

    blocker: Blocker
    url: str
    link: str
    other: str = ""


def mendings(
    request: HttpRequest, client: Client, blockers: tuple[Blocker, ...], form: ActivationForm, query: str
) -> list[Mending]:
    """The blockers of a preview, each with its link, which leads back to the choices made so far."""
    on = urlencode({"next": address_of(client, form, query)})
    found = []
    for blocker in blockers:
        url = _address(request, client, blocker.remedy, form)
        link = str(REMEDIES[blocker.remedy]) if url else ""
        is_staff = blocker.code is BlockerCode.CONTACT_IS_FIRM_STAFF
        other = _address(request, client, Remedy.CONTACT, form) if is_staff else ""
        found.append(Mending(blocker, f"{url}?{on}" if url else "", link, f"{other}?{on}" if other else ""))
    return found


def address_of(client: Client, form: ActivationForm, query: str) -> str:
    """The activation with everything chosen as it is now."""
    names = (*form.fields, CHOSEN, FILLED)
    chosen = {name: form.data[name] for name in names if form.data.get(name)}
    return f"{reverse('collaborations:collaboration_activate', args=[client.pk])}?{query}&{urlencode(chosen)}"


def _address(request: HttpRequest, client: Client, remedy: Remedy, form: ActivationForm) -> str:
    """The form itself for those who may send it, where there is one, and otherwise the page that shows it."""
    name, chosen, permission = REMEDY_FORMS.get(remedy, ("", "", Permission.CLIENTS_WRITE))
    if name and holds(request, client, permission):
        args: list[Any] = [client.firm_id if chosen == "firm" else client.pk]
        if chosen in ("assignment", "contact"):
            args.append(_one(form, chosen))
        if None not in args:
            return reverse(name, args=args)
    page, of_firm = REMEDY_URLS.get(remedy, ("", False))
    return reverse(page, args=[client.firm_id if of_firm else client.pk]) if page else ""


def _one(form: ActivationForm, name: str) -> UUID | None:
    found = form.cleaned_data.get(name)
    return found.pk if found is not None else None
