"""The local mailbox: everything that would have been sent. Only there when EMAIL_URL is `mailbox:`."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events.queries import mailbox_messages

SHOWN = 100


@login_not_required
@require_safe
def mailbox_list(request: HttpRequest) -> HttpResponse:
    """The newest messages, to anyone who runs the demo."""
    _only_local()
    search = request.GET.get("q", "")[:100]
    return render(request, "events/mailbox_list.html", {"mails": mailbox_messages(search)[:SHOWN], "search": search})


@login_not_required
@require_safe
def mailbox_show(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One message as the recipient reads it."""
    _only_local()
    message = get_object_or_404(mailbox_messages(""), pk=message_id)
    return render(request, "events/mailbox_show.html", {"mail": message})


def _only_local() -> None:
    if not settings.LOCAL_MAILBOX:
        raise Http404
