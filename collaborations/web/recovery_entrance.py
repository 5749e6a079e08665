"""The page that a link of a recovery leads to: the signatory confirms, who was told stops. Reading changes nothing."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from collaborations.access import Throttled, recovery_for
from collaborations.models import Recovery, RecoveryNotice
from collaborations.operations.recovery import confirm_recovery, stop_recovery
from collaborations.operations.refusals import RecoveryGone
from collaborations.rules.recovery import WAITING_TIME
from common import clock


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_show(request: HttpRequest, token: str) -> HttpResponse:
    """What was asked for by whom and why; posting answers."""
    try:
        found = recovery_for(request, token)
        if request.method == "POST":
            return _answer(request, found)
    except (Http404, RecoveryGone):
        return _gone(request, 404)
    except Throttled:
        return _gone(request, 429)
    confirms = isinstance(found, Recovery)
    recovery = found if isinstance(found, Recovery) else found.recovery
    context = {"recovery": recovery, "confirms": confirms, "days": WAITING_TIME.days}
    return render(request, "collaborations/recovery_show.html", context)


def _answer(request: HttpRequest, found: Recovery | RecoveryNotice) -> HttpResponse:
    """Raises RecoveryGone."""
    if isinstance(found, Recovery):
        confirm_recovery(recovery=found, at=clock.now())
    else:
        stop_recovery(recovery=found.recovery, by=found.user_id, at=clock.now())
    context = {"confirmed": isinstance(found, Recovery), "days": WAITING_TIME.days}
    return render(request, "collaborations/recovery_answered.html", context)


def _gone(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, "collaborations/invitation_gone.html", status=status)
