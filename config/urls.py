"""Every route of the product, one line an app."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from accounts.web.entrance import no_address_page
from config.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("accounts.urls")),
    path("", include("events.urls")),
    path("", include("common.urls")),
    path("", include("advisor.urls")),
    path("", include("collaborations.urls")),
    path("", include("bundles.urls")),
    path("", include("timereporting.urls")),
    path("", include("payroll.urls")),
    path("", include("employment.urls")),
    path("healthz", healthz, name="healthz"),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("account/email/", no_address_page, name="account_email"),
    path("account/", include("allauth.urls")),
]
