"""Where a person lands after signing in."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.access import firm_for, user_of
from accounts.workplaces import workplaces_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Go to the only workplace, or choose among several."""
    places = workplaces_of(user_of(request).pk)
    return redirect(places[0].url if len(places) == 1 else "accounts:workplace_list")


@require_safe
def workplaces(request: HttpRequest) -> HttpResponse:
    """Every firm, company and employment of the person."""
    return render(request, "accounts/workplace_list.html", {"places": workplaces_of(user_of(request).pk)})


@require_safe
def firm_home(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """A firm starts with its clients."""
    return redirect("advisor:client_list", firm_id=firm_for(request, firm_id).pk)


def no_address_page(request: HttpRequest) -> HttpResponse:
    """Covers the library's page: invitations know people by their address, so nobody changes their own."""
    raise Http404
