"""Where a person lands after signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import user_of
from accounts.queries import company_memberships_of, firm_memberships_of


def home(request: HttpRequest) -> HttpResponse:
    """Go to the only workplace, or choose among several."""
    return redirect("accounts:workplace_list")


def workplaces(request: HttpRequest) -> HttpResponse:
    """Every firm and company that the person works in."""
    user = user_of(request)
    context = {"firms": firm_memberships_of(user.pk), "companies": company_memberships_of(user.pk)}
    return render(request, "accounts/workplace_list.html", context)
