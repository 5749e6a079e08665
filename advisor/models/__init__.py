"""Models, one a file."""

from advisor.models.assignment import Assignment
from advisor.models.assignment_participant import AssignmentParticipant
from advisor.models.client import Client, ClientStatus
from advisor.models.contact import Contact

__all__ = ["Assignment", "AssignmentParticipant", "Client", "ClientStatus", "Contact"]
