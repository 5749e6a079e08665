"""What happened in a collaboration, for the firm's staff and for the company."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from collaborations.access import collaboration_for, company_collaboration_for
from collaborations.models import Collaboration
from collaborations.queries.histories import history_of


@require_safe
def collaboration_events(request: HttpRequest, collaboration_id: UUID) -> HttpResponse:
    """Everything that happened, for the firm's staff who reach the client."""
    collaboration = collaboration_for(request, collaboration_id, Permission.CLIENTS_READ)
    return _page(request, collaboration, "collaborations/firm_events.html")


@require_safe
def company_collaboration_events(request: HttpRequest, collaboration_id: UUID) -> HttpResponse:
    """Everything that happened, for the company's administrators."""
    collaboration = company_collaboration_for(request, collaboration_id)
    return _page(request, collaboration, "collaborations/company_events.html")


def _page(request: HttpRequest, collaboration: Collaboration, template: str) -> HttpResponse:
    before = request.GET.get("before", "")
    history = history_of(collaboration, before=before)
    context = {"collaboration": collaboration, "history": history, "is_first": not before}
    return render(request, template, context)
