"""Settings of services that somebody else runs, and the log of calls to them, for the firm's administrators."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import firm_for, user_of
from accounts.permissions import Permission
from collaborations.access import delivery_for, provider_for
from collaborations.catalogue import service_name
from collaborations.forms import uuid_in
from collaborations.models import ProviderSettings
from collaborations.operations.provider_settings import rotate_secret, save_provider
from collaborations.operations.redelivery import send_again, send_test
from collaborations.provider_forms import DeliveryFilter, ProviderForm, form_of
from collaborations.queries.providers import PAGE_SIZE, deliveries_of, provided_services_of
from common import clock


@require_safe
def provider_list(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """Every such service: how its access is opened, and how the last call went."""
    firm = firm_for(request, firm_id, Permission.SETTINGS_MANAGE)
    context = {"firm": firm, "services": provided_services_of(firm.pk)}
    return render(request, "collaborations/provider_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def provider_edit(request: HttpRequest, firm_id: UUID, service: str) -> HttpResponse:
    """Choose how access is opened; the secret of a first webhook is shown in the answer, and never again."""
    settings = provider_for(request, firm_id, service)
    form = form_of(settings, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, settings, form, status=422 if form.errors else 200)
    saved, secret = save_provider(
        firm=settings.firm, service=service, by=user_of(request), at=clock.now(), **form.cleaned_data
    )
    if secret:
        return _secret(request, saved, secret)
    messages.success(request, _("Saved."))
    return redirect("collaborations:provider_list", firm_id=firm_id)


@never_cache
@require_POST
def secret_rotate(request: HttpRequest, firm_id: UUID, service: str) -> HttpResponse:
    """Replace the secret; the new one is shown in the answer, and never again."""
    settings = provider_for(request, firm_id, service)
    if not settings.secret:
        messages.info(request, _("There is no secret to replace."))
        return redirect("collaborations:provider_edit", firm_id=firm_id, service=service)
    return _secret(request, settings, rotate_secret(settings=settings, by=user_of(request), at=clock.now()))


@require_POST
def provider_test(request: HttpRequest, firm_id: UUID, service: str) -> HttpResponse:
    """Send a message about nobody, to see that it arrives."""
    settings = provider_for(request, firm_id, service)
    if send_test(settings=settings, by=user_of(request)):
        messages.success(request, _("A test message is on its way. This page shows how it went."))
        return redirect("collaborations:delivery_list", firm_id=firm_id)
    messages.info(request, _("Save the address of a webhook first."))
    return redirect("collaborations:provider_edit", firm_id=firm_id, service=service)


@require_safe
def delivery_list(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """Every call and what became of it, newest first."""
    firm = firm_for(request, firm_id, Permission.SETTINGS_MANAGE)
    form = DeliveryFilter(request.GET)
    rows = deliveries_of(firm.pk, before=uuid_in(request.GET, "before"), **form.narrowing)
    context = {
        "firm": firm,
        "form": form,
        "rows": rows[:PAGE_SIZE],
        "last": rows[PAGE_SIZE - 1].delivery.pk if len(rows) > PAGE_SIZE else None,
        "is_narrowed": any(form.narrowing.values()),
        "links": _way_back(firm.pk),
    }
    return render(request, "collaborations/delivery_list.html", context)


@require_POST
def delivery_again(request: HttpRequest, firm_id: UUID, delivery_id: UUID) -> HttpResponse:
    """Make a call again, under the same key."""
    delivery = delivery_for(request, firm_id, delivery_id)
    if send_again(delivery=delivery, by=user_of(request)):
        messages.success(request, _("The call is being made again."))
    else:
        messages.info(request, _("There is nothing to send again: the call is on its way."))
    return redirect("collaborations:delivery_list", firm_id=firm_id)


def _page(request: HttpRequest, settings: ProviderSettings, form: ProviderForm, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"settings": settings, "form": form, "name": service_name(settings.service)}
    context["links"] = _way_back(settings.firm_id)
    if settings.previous_until and settings.previous_until > clock.now():
        context["overlap"] = settings.previous_until
    return render(request, "collaborations/provider_edit.html", context, status=status)


def _way_back(firm_id: UUID) -> list[dict[str, str]]:
    return [{"label": _("Services"), "url": reverse("collaborations:provider_list", args=[firm_id])}]


def _secret(request: HttpRequest, settings: ProviderSettings, secret: str) -> HttpResponse:
    context = {"settings": settings, "secret": secret, "name": service_name(settings.service)}
    return render(request, "collaborations/provider_secret.html", context)
