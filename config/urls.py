"""Every route of the product, one line an app."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("accounts.urls")),
    path("", include("events.urls")),
    path("", include("common.urls")),
    path("account/", include("allauth.urls")),
]
