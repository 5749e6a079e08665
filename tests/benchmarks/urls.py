"""The product's routes and the smallest view there can be: a session and its user."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts.access import user_of
from config.urls import urlpatterns as product


def user(request: HttpRequest) -> HttpResponse:
    """Who is signed in."""
    return HttpResponse(user_of(request).email)


urlpatterns = [path("benchmarks/user/", user), *product]
