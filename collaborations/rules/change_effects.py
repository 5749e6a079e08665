"""The consequences of a change, beside those that it shares with an activation."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from collaborations.rules.effects import Audience, Effect, People, PeopleOfGroup
from collaborations.rules.terms import BillingRecipient, Party


@dataclass(frozen=True, kw_only=True)
class ChangeScheduled(Effect):
    """Everything goes on as before until a day; until then the change can be cancelled."""

    code = "change_scheduled"
    audience = Audience.FIRM
    day: date


class ChangeAsked(People):
    """Each administrator of the company gets a mail with a link to the question."""

    code = "change_asked"
    audience = Audience.CLIENT


@dataclass(frozen=True, kw_only=True)
class ChangeAnswerAwaited(Effect):
    """Nothing changes until the client answers; the question lapses after some days."""

    code = "change_answer_awaited"
    audience = Audience.FIRM
    days: int


@dataclass(frozen=True, kw_only=True)
class AssignmentMoved(Effect):
    """The collaboration follows another assignment."""

    code = "assignment_moved"
    audience = Audience.FIRM
    before: str
    after: str
    assignment_id: UUID


@dataclass(frozen=True, kw_only=True)
class VariantChanged(Effect):
    """The service goes on in another variant."""

    code = "variant_changed"
    audience = Audience.CLIENT
    service: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ResponsibilityMoved(Effect):
    """A task of the matrix is somebody else's."""

    code = "responsibility_moved"
    audience = Audience.CLIENT
    task: str
    before: Party
    after: Party


@dataclass(frozen=True, kw_only=True)
class GroupResponsibilityMoved(Effect):
    """A task is somebody else's for one employee group; None: as for the others."""

    code = "group_responsibility_moved"
    audience = Audience.CLIENT
    task: str
    group: UUID
    group_name: str
    before: Party | None
    after: Party | None


@dataclass(frozen=True, kw_only=True)
class PeriodBegins(Effect):
    """A period with a new recipient or of a new length begins; None: with the change itself."""

    code = "period_begins"
    audience = Audience.BILLING
    recipient: BillingRecipient | None
    months: int | None
    starts_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class VariantBilled(Effect):
    """The same recipient is billed for the new variant; the period goes on."""

    code = "variant_billed"
    audience = Audience.BILLING
    service: str
    variant: str
    recipient: BillingRecipient | None
    months: int | None


@dataclass(frozen=True, kw_only=True)
class ServiceChanged(People):
    """The service's provider opens it for these people and in this variant instead."""

    code = "service_changed"
    audience = Audience.FIRM
    service: str


class StaffApprovesTime(PeopleOfGroup):
    """The staff on the assignment approve time."""

    code = "staff_approves_time"
    audience = Audience.FIRM


class StaffApprovalClosed(PeopleOfGroup):
    """The staff can no longer approve time."""

    code = "staff_approval_closed"
    audience = Audience.FIRM
    is_loss = True


class ClientPayrollClosed(People):
    """The company's administrators lose what they had in payroll."""

    code = "client_payroll_closed"
    audience = Audience.CLIENT
    is_loss = True


class ClientSchedulesClosed(PeopleOfGroup):
    """The company's administrators no longer make and give work schedules."""

    code = "client_schedules_closed"
    audience = Audience.CLIENT
    is_loss = True


class ClientApprovalClosed(PeopleOfGroup):
    """The company's people can no longer approve time."""

    code = "client_approval_closed"
    audience = Audience.CLIENT
    is_loss = True


class LonDirectEnds(People):
    """The access to Lön Direkt closes in the same moment as the variant changes; its history stays readable."""

    code = "lon_direct_ends"
    audience = Audience.CLIENT
    is_loss = True


class StaffToldOfChange(People):
    """The firm's people get a mail about the change."""

    code = "staff_told_of_change"
    audience = Audience.FIRM


class ClientToldOfChange(People):
    """The company's administrators get a mail about the change."""

    code = "client_told_of_change"
    audience = Audience.CLIENT


class ChangeDropped(Effect):
    """A change that was decided or asked for does not come, because the collaboration ends."""

    code = "change_dropped"
    audience = Audience.FIRM
    is_loss = True
