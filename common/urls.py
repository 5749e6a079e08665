"""Routes of the common ground."""

from django.urls import URLPattern, path

from common.web import gallery

app_name = "common"
urlpatterns: list[URLPattern] = [
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/<slug:audience>/", gallery.gallery_layout, name="gallery_layout"),
]
