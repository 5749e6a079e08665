"""App configuration."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class TimereportingConfig(AppConfig):
    """Schedules, registrations, time reports, attestation."""

    name = "timereporting"

    def ready(self) -> None:
        """Say which employees lack a schedule, what open work there is, and how events are told."""
        import_string("timereporting.registrations.register_all")()
        import_string("timereporting.exit_sections.register_all")()
        import_string("accounts.start_page.register")(
            "timereporting", import_string("timereporting.web.client.start_section")
        )
