"""Why an operation did not do what was asked; each carries what the page needs to say so."""

from collaborations.rules.changes import DayProblem
from collaborations.rules.handover import DayRefusal
from collaborations.rules.planning import Plan
from collaborations.rules.recovery import RecoveryProblem
from collaborations.rules.terms import BillingRecipient, TermsProblem


class Refused(Exception):
    """Base of the refusals: nothing was changed."""


class TermsRefused(Refused):
    """Choices that the offer does not allow."""

    def __init__(self, problems: tuple[TermsProblem, ...]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


class ForeignChoice(Refused):
    """An assignment or a contact of another client."""


class UnlinkedGone(Refused):
    """The imported collaboration has been connected or removed, or belongs to another company."""


class OtherTerms(Refused):
    """Other terms than those that were imported."""


class FileGone(Refused):
    """The file has been imported, thrown away or replaced."""


class FileNotImported(Refused):
    """A row is wrong, or something else would be imported than what was seen."""


class Blocked(Refused):
    """The plan has blockers."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(", ".join(blocker.code for blocker in plan.blockers))
        self.plan = plan


class PlanChanged(Refused):
    """What would happen is no longer what the person saw."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("the plan has changed")
        self.plan = plan


class LastDayPassed(Refused):
    """A last day is today or lies in the future."""


class NothingToChange(Refused):
    """What is chosen is what there is."""


class MayNotChange(Refused):
    """Somebody else decides what is to be changed."""


class ChangeGone(Refused):
    """The change has already happened, or been taken back."""


class DayRefused(Refused):
    """The change cannot happen on the chosen day."""

    def __init__(self, problem: DayProblem) -> None:
        super().__init__(problem)
        self.problem = problem


class DayNotOffered(Refused):
    """The company cannot change firms on the chosen day."""

    def __init__(self, refusal: DayRefusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class HandoverDue(Refused):
    """The day has come: the handover can no longer be called off."""


class IsHandedOver(Refused):
    """The client has approved that another firm takes over: the end is not one that the firm decided."""


class EndedByOther(Refused):
    """The other party has decided the end; carries which."""

    def __init__(self, party: BillingRecipient) -> None:
        super().__init__(party)
        self.party = party


class InvitationGone(Refused):
    """The invitation is used, withdrawn or expired."""


class NotTheInvited(Refused):
    """Somebody else than the invited person tries to answer."""


class LastAdministrator(Refused):
    """The company would be left without anybody who can administer it."""


class TooManyReminders(Refused):
    """The recipients have been reminded often enough."""


class NobodyReached(Refused):
    """No mail reaches any of the recipients."""


class RemindedRecently(Refused):
    """The recipients have just got a mail."""


class WorksAtFirm(Refused):
    """Somebody of the firm that does the company's payroll cannot act for the company."""


class CannotRecover(Refused):
    """The company cannot get a new administrator in this way; carries why."""

    def __init__(self, problem: RecoveryProblem) -> None:
        super().__init__(problem)
        self.problem = problem


class SamePerson(Refused):
    """Two persons are needed."""


class RecoveryGone(Refused):
    """It is confirmed, stopped, done or expired."""


class HasRoleAlready(Refused):
    """The person has the role in the company."""


class NoClients(Refused):
    """Nobody is chosen."""


class TooManyClients(Refused):
    """More are chosen than are activated at once."""


class BulkGone(Refused):
    """It is confirmed or thrown away already."""


class BulkChanged(Refused):
    """The preview is no longer the one that was seen, or not whole yet."""


class NothingToActivate(Refused):
    """There is no client that it can be activated for."""
