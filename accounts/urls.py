"""Routes of accounts."""

from django.urls import path

from accounts.web import entrance

app_name = "accounts"
urlpatterns = [
    path("", entrance.home, name="workplace_home"),
    path("workplaces/", entrance.workplaces, name="workplace_list"),
]
