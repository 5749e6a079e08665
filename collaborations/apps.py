"""App configuration."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

REGISTRATIONS = {
    "advisor.assignment_changes.register": "collaborations.operations.grants.follow_assignment",
    "advisor.contact_changes.register": "collaborations.operations.readdressing.follow_contact",
    "advisor.event_wording.register": "collaborations.catalogue.sentences.EVENTS",
    "advisor.client_badges.register": "collaborations.queries.badges.badges_of_clients",
    "advisor.client_actions.register": "collaborations.catalogue.bulk_sentences.ACTIVATE_FOR_CHOSEN",
}


class CollaborationsConfig(AppConfig):
    """Collaborations between firms and clients."""

    name = "collaborations"

    def ready(self) -> None:
        """Follow assignments and contacts; say in the client list and among the events what happened."""
        for register, registered in REGISTRATIONS.items():
            import_string(register)(import_string(registered))
        import_string("accounts.start_page.register")(
            "collaborations", import_string("collaborations.web.client.start_section")
        )
