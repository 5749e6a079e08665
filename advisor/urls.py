"""Routes of the firm's portal."""

from django.urls import path

from advisor.web import firm_assignments, firm_card, firm_clients, firm_contacts, firm_staff

app_name = "advisor"
CLIENT = "firm/clients/<uuid:client_id>/"
CONTACT = f"{CLIENT}contacts/<uuid:contact_id>/"
ASSIGNMENT = f"{CLIENT}assignments/<uuid:assignment_id>/"

urlpatterns = [
    path("firm/<uuid:firm_id>/clients/", firm_clients.client_list, name="client_list"),
    path("firm/<uuid:firm_id>/clients/new/", firm_clients.client_new, name="client_new"),
    path(CLIENT, firm_card.client_show, name="client_show"),
    path(f"{CLIENT}details/", firm_card.client_details, name="client_details"),
    path(f"{CLIENT}events/", firm_card.client_events, name="client_events"),
    path(f"{CLIENT}contacts/", firm_contacts.contact_list, name="contact_list"),
    path(f"{CLIENT}contacts/new/", firm_contacts.contact_new, name="contact_new"),
    path(CONTACT, firm_contacts.contact_edit, name="contact_edit"),
    path(f"{CONTACT}remove/", firm_contacts.contact_remove, name="contact_remove"),
    path(f"{CLIENT}assignments/", firm_assignments.assignment_list, name="assignment_list"),
    path(f"{CLIENT}assignments/new/", firm_assignments.assignment_new, name="assignment_new"),
    path(ASSIGNMENT, firm_assignments.assignment_edit, name="assignment_edit"),
    path(f"{ASSIGNMENT}end/", firm_assignments.assignment_end, name="assignment_end"),
    path("firm/<uuid:firm_id>/staff/", firm_staff.staff_list, name="staff_list"),
    path("firm/<uuid:firm_id>/staff/invite/", firm_staff.staff_invite, name="staff_invite"),
    path("firm/<uuid:firm_id>/staff/<uuid:membership_id>/end/", firm_staff.staff_end, name="staff_end"),
]
