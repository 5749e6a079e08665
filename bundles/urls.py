"""Routes of bundles: the same pages for the firm's staff and for the company."""

from django.urls import path

from bundles.web import bundles, imports
from bundles.web.desk import for_company, for_firm

app_name = "bundles"
FIRM, COMPANY = "firm/clients/<uuid:client_id>/bundle/", "client/companies/<uuid:company_id>/bundle/"
PAGES = (
    ("", bundles.bundle_show, "bundle_show"),
    ("build/", bundles.bundle_build, "bundle_build"),
    ("download/", bundles.bundle_download, "bundle_download"),
)
IMPORTS = (
    ("import/", imports.import_show, "import_show"),
    ("import/confirm/", imports.import_confirm, "import_confirm"),
    ("import/cancel/", imports.import_cancel, "import_cancel"),
)
urlpatterns = [
    *(path(FIRM + route, for_firm(page), name=name) for route, page, name in (*PAGES, *IMPORTS)),
    *(path(COMPANY + route, for_company(page), name=f"company_{name}") for route, page, name in PAGES),
]
