"""Routes of the common ground."""

from django.urls import URLPattern

app_name = "common"
urlpatterns: list[URLPattern] = []
