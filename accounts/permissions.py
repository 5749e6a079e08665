"""Who may do what: roles, reaches and scopes as data."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class FirmRole(models.TextChoices):
    """A person's role on a firm's staff."""

    ADMINISTRATOR = "ADMINISTRATOR", _("Firm administrator")
    CONSULTANT = "CONSULTANT", _("Consultant")
    ASSISTANT = "ASSISTANT", _("Assistant")


class ClientAccess(models.TextChoices):
    """Which clients a member of staff reaches."""

    ALL = "ALL", _("All clients")
    OWN = "OWN", _("Own clients")


class CompanyRole(models.TextChoices):
    """A person's role in a company."""

    ADMINISTRATOR = "ADMINISTRATOR", _("Administrator")
    ATTESTOR = "ATTESTOR", _("Attestor")


class TimeMode(models.TextChoices):
    """How time gets in."""

    FIRM_REGISTERS = "FIRM_REGISTERS", _("The firm registers with quick choices")
    EMPLOYEES_REGISTER = "EMPLOYEES_REGISTER", _("Employees register and attestors approve")


class Party(models.TextChoices):
    """Who does a task."""

    FIRM = "FIRM", _("The firm")
    CLIENT = "CLIENT", _("The client")
    BOTH = "BOTH", _("Both")


class GrantScope(models.TextChoices):
    """What a grant opens in a company."""

    CLIENT_REGISTER = "client_register", _("In the client register")
    PAYROLL = "payroll", _("Payroll")
    PREPARATION = "preparation", _("Preparation of payroll")
    SCHEDULES = "schedules", _("Work schedules")
    TIME_APPROVAL = "time_approval", _("Time approval")
    SELF = "self", _("Own pay and time")
    COLLABORATION_ADMIN = "collaboration_admin", _("Collaborations")
    LON_DIRECT = "lon_direkt", _("Lön Direkt")


class Permission(StrEnum):
    """What a member of staff may do in the firm's portal."""

    CLIENTS_READ = "clients.read"
    CLIENTS_WRITE = "clients.write"
    COLLABORATIONS_START = "collaborations.start"
    COLLABORATIONS_CHANGE = "collaborations.change"
    STAFF_MANAGE = "staff.manage"
    SETTINGS_MANAGE = "settings.manage"
    REPORTS_READ = "reports.read"


PERMISSIONS_OF_ROLE: dict[str, frozenset[Permission]] = {
    FirmRole.ADMINISTRATOR: frozenset(Permission),
    FirmRole.CONSULTANT: frozenset(
        {
            Permission.CLIENTS_READ,
            Permission.CLIENTS_WRITE,
            Permission.COLLABORATIONS_START,
            Permission.COLLABORATIONS_CHANGE,
        }
    ),
    FirmRole.ASSISTANT: frozenset({Permission.CLIENTS_READ, Permission.COLLABORATIONS_START}),
}
