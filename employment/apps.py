"""App configuration."""

from django.apps import AppConfig


class EmploymentConfig(AppConfig):
    """Employees, their dated terms, and the company's payroll settings."""

    name = "employment"
