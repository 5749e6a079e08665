"""Every route of the product, one line an app."""

from django.urls import URLPattern, URLResolver, include, path

from config.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("accounts.urls")),
    path("", include("events.urls")),
    path("", include("common.urls")),
    path("", include("advisor.urls")),
    path("", include("collaborations.urls")),
    path("", include("timereporting.urls")),
    path("", include("payroll.urls")),
    path("", include("employment.urls")),
    path("healthz", healthz, name="healthz"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("account/", include("allauth.urls")),
]
