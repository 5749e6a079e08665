"""App configuration."""

from django.apps import AppConfig


class PayrollConfig(AppConfig):
    """Runs, payslips, tax, contributions, journal."""

    name = "payroll"
