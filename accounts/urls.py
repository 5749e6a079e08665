"""Routes of accounts."""

from django.urls import path

from accounts.web import client, entrance, profile

app_name = "accounts"
urlpatterns = [
    path("", entrance.home, name="workplace_home"),
    path("workplaces/", entrance.workplaces, name="workplace_list"),
    path("profile/", profile.profile, name="profile"),
    path("firm/<uuid:firm_id>/", entrance.firm_home, name="firm_home"),
    path("client/companies/<uuid:company_id>/", client.company_home, name="company_home"),
]
