"""App configuration."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class EmploymentConfig(AppConfig):
    """Employees, their dated terms, and the company's payroll settings."""

    name = "employment"

    def ready(self) -> None:
        """Employments are workplaces, their events have words, and all of it goes into the exit bundle."""
        register_workplaces = import_string("accounts.workplaces.register")
        register_workplaces("employment", import_string("employment.workplaces.employments_as_workplaces"))
        register_wording = import_string("advisor.event_wording.register")
        register_wording(import_string("employment.wording.WORDING"))
        register_names = import_string("advisor.event_wording.register_names")
        register_names(import_string("employment.queries.names_of_employees"))
        register_work = import_string("accounts.open_work.register")
        kinds = (import_string("employment.unfinished.TO_GO_THROUGH"),)
        register_work("employment", import_string("employment.unfinished.employees_to_go_through"), kinds=kinds)
        register_groups = import_string("accounts.employee_groups.register")
        register_groups(import_string("employment.queries.groups_to_agree_about"))
        import_string("employment.exit_sections.register_all")()
