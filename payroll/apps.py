"""App configuration."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class PayrollConfig(AppConfig):
    """Runs, payslips, tax, contributions, journal."""

    name = "payroll"

    def ready(self) -> None:
        """Say what open work there is, how events are told, and what registrations will become on a payslip."""
        import_string("payroll.registrations.register_all")()
        import_string("payroll.exit_sections.register_all")()
