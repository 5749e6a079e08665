"""Where a mail provider reports an address that no mail reaches."""

import json
from secrets import compare_digest
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from collaborations.bounce_form import BounceForm
from collaborations.operations.bounces import note_bounce
from common import clock

LONGEST_REPORT = 10_000


@csrf_exempt
@login_not_required
@require_POST
def mail_bounce(request: HttpRequest, token: str) -> HttpResponse:
    """Mark the open invitations to the address. The token is the secret from the environment; 404 without one."""
    if not _is_secret(token):
        raise Http404
    form = BounceForm(_report_in(request))
    if not form.is_valid():
        return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
    return JsonResponse({"marked": note_bounce(**form.cleaned_data, at=clock.now())})


def _is_secret(token: str) -> bool:
    """Compared in a time that says nothing about the secret."""
    secret: str = settings.MAIL_BOUNCE_SECRET
    return bool(secret) and compare_digest(token.encode(), secret.encode())


def _report_in(request: HttpRequest) -> dict[str, Any]:
    """The object in the body; empty when it is none, or longer than any report is."""
    try:
        found = json.loads(request.read(LONGEST_REPORT + 1)[:LONGEST_REPORT])
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
