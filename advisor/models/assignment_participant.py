"""A member of staff on an assignment."""

from typing import ClassVar

from django.db import models

from accounts.models import Firm, User
from advisor.models.assignment import Assignment
from common.identifiers import new_id
from common.scoping import FirmScoped


class AssignmentParticipant(FirmScoped):
    """The owner is a participant too: participants are exactly those who get access."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="participants")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "user"], name="assignment_participant_once")
        ]
        indexes: ClassVar = [models.Index(fields=["user"], name="assignment_participant_user")]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.user_id}"
