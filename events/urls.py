"""Routes of events."""

from django.urls import path

from events.web import mailbox

app_name = "events"
urlpatterns = [
    path("mailbox/", mailbox.mailbox_list, name="mailbox_list"),
    path("mailbox/<uuid:message_id>/", mailbox.mailbox_show, name="mailbox_show"),
]
