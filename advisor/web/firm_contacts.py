"""The client's contacts."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import user_of
from accounts.permissions import Permission
from advisor.access import client_for
from advisor.forms import ContactForm
from advisor.operations.contacts import add_contact, change_contact, remove_contact
from advisor.queries import contact_with, contacts_of
from advisor.web.firm_card import render_tab
from common.way_back import way_back


@require_safe
def contact_list(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """People at the client."""
    client = client_for(request, client_id, Permission.CLIENTS_READ)
    return render_tab(request, client, "contacts", "_contacts.html", {"contacts": contacts_of(client.pk)})


def contact_new(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Add a person."""
    client = client_for(request, client_id, Permission.CLIENTS_WRITE)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        contact = add_contact(client=client, by=user_of(request), **form.cleaned_data)
        messages.success(request, _("%(name)s is added.") % {"name": contact.full_name})
        return redirect(way_back(request, contact=contact.pk) or reverse("advisor:contact_list", args=[client.pk]))
    status = 422 if form.errors else 200
    return render_tab(request, client, "contacts", "_contact_form.html", {"form": form}, status=status)


def contact_edit(request: HttpRequest, client_id: UUID, contact_id: UUID) -> HttpResponse:
    """Change a person."""
    client = client_for(request, client_id, Permission.CLIENTS_WRITE)
    contact = get_object_or_404(contact_with(client.pk, contact_id))
    form = ContactForm(request.POST or None, instance=contact)
    if request.method == "POST" and form.is_valid():
        change_contact(contact=contact, by=user_of(request), **form.cleaned_data)
        messages.success(request, _("%(name)s is saved.") % {"name": contact.full_name})
        return redirect(way_back(request, contact=contact.pk) or reverse("advisor:contact_list", args=[client.pk]))
    status = 422 if form.errors else 200
    context = {"form": form, "contact": contact}
    return render_tab(request, client, "contacts", "_contact_form.html", context, status=status)


@require_POST
def contact_remove(request: HttpRequest, client_id: UUID, contact_id: UUID) -> HttpResponse:
    """Remove a person from the client card."""
    client = client_for(request, client_id, Permission.CLIENTS_WRITE)
    contact = get_object_or_404(contact_with(client.pk, contact_id))
    remove_contact(contact=contact, by=user_of(request))
    messages.success(request, _("%(name)s is removed.") % {"name": contact.full_name})
    return redirect("advisor:contact_list", client_id=client.pk)
