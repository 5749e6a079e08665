"""The consequences of an activation, an acceptance or an end.

An effect is shown as a sentence before it happens and is carried out by the operation: the same object.
"""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import ClassVar

from collaborations.rules.facts import Person
from collaborations.rules.terms import BillingRecipient, TimeMode


class Audience(StrEnum):
    """Whom an effect concerns; the preview is grouped by it, in this order."""

    FIRM = "FIRM"
    CLIENT = "CLIENT"
    EMPLOYEES = "EMPLOYEES"
    BILLING = "BILLING"


class Moment(StrEnum):
    """When an effect happens, seen from the click."""

    NOW = "NOW"
    ON_ACCEPTANCE = "ON_ACCEPTANCE"
    ON_CUT_OVER = "ON_CUT_OVER"
    ON_CONFIRMATION = "ON_CONFIRMATION"
    AFTER_LAST_DAY = "AFTER_LAST_DAY"
    ON_DAY = "ON_DAY"


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Something that happens. `code` is stable; the other fields are the parameters of its sentence."""

    code: ClassVar[str]
    audience: ClassVar[Audience]
    is_loss: ClassVar[bool] = False
    """Whether somebody loses something by it: shown as a warning."""

    when: Moment = Moment.NOW

    @property
    def parameters(self) -> dict[str, object]:
        """What the sentence names, without the moment."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "when"}


@dataclass(frozen=True, kw_only=True)
class People(Effect):
    """An effect for named people."""

    people: tuple[Person, ...]


@dataclass(frozen=True, kw_only=True)
class PeopleOfGroup(People):
    """An effect that can be about one employee group alone."""

    group_name: str = ""


class RequestSent(People):
    """Each recipient gets a mail with a link of their own."""

    code = "request_sent"
    audience = Audience.CLIENT


@dataclass(frozen=True, kw_only=True)
class AnswerAwaited(Effect):
    """Nothing changes until the client answers; the request lapses after some days."""

    code = "answer_awaited"
    audience = Audience.FIRM
    days: int


@dataclass(frozen=True, kw_only=True)
class ActiveAtOnce(Effect):
    """The collaboration starts without an answer.

    `has_mandate`: because nobody at the company has an account yet; otherwise because nobody else is concerned.
    `is_agreed`: it was made elsewhere, and is connected now.
    """

    code = "active_at_once"
    audience = Audience.FIRM
    has_mandate: bool = True
    is_agreed: bool = False


class StaffPrepares(People):
    """The staff on the assignment can prepare while the request waits; nothing reaches employees."""

    code = "staff_prepares"
    audience = Audience.FIRM


class AdministratorAppointed(People):
    """The contact gets a user account and becomes the company's administrator."""

    code = "administrator_appointed"
    audience = Audience.CLIENT


class LoginMailSent(People):
    """The new administrator gets a mail about signing in."""

    code = "login_mail_sent"
    audience = Audience.CLIENT


class StaffAccessOpened(People):
    """The staff on the assignment can work in payroll."""

    code = "staff_access_opened"
    audience = Audience.FIRM


class ClientPayrollOpened(People):
    """The company's administrators can work in payroll."""

    code = "client_payroll_opened"
    audience = Audience.CLIENT


class ClientSchedulesOpened(PeopleOfGroup):
    """The company's administrators make and give work schedules."""

    code = "client_schedules_opened"
    audience = Audience.CLIENT


class ClientApprovesTime(PeopleOfGroup):
    """The company's attestors and administrators approve time."""

    code = "client_approves_time"
    audience = Audience.CLIENT


class LonDirectClosed(People):
    """The people at the company who have Lön Direkt lose it; its history stays readable."""

    code = "lon_direct_closed"
    audience = Audience.CLIENT
    is_loss = True


@dataclass(frozen=True, kw_only=True)
class EmployeesCarriedOver(Effect):
    """Those whom Lön Direkt paid are drafts that the firm goes through; what was paid this year comes with them."""

    code = "employees_carried_over"
    audience = Audience.EMPLOYEES
    count: int


class LonDirectKept(People):
    """The people at the company who have Lön Direkt keep it."""

    code = "lon_direct_kept"
    audience = Audience.CLIENT


class LonDirectRestored(People):
    """Those who lost Lön Direkt to this collaboration have it again."""

    code = "lon_direct_restored"
    audience = Audience.CLIENT


@dataclass(frozen=True, kw_only=True)
class TimeModeSet(Effect):
    """How time is reported from now on."""

    code = "time_mode_set"
    audience = Audience.EMPLOYEES
    time_mode: TimeMode


@dataclass(frozen=True, kw_only=True)
class BillingSet(Effect):
    """Who is billed, and the period that begins when the collaboration is active."""

    code = "billing_set"
    audience = Audience.BILLING
    recipient: BillingRecipient | None
    months: int | None


class StaffTold(People):
    """The firm's people get a mail when it is done."""

    code = "staff_told"
    audience = Audience.FIRM


class ClientTold(People):
    """The company's administrators get a mail when it is done."""

    code = "client_told"
    audience = Audience.CLIENT


class StaffAccessClosed(People):
    """The staff lose access to the company's payroll at once."""

    code = "staff_access_closed"
    audience = Audience.FIRM
    is_loss = True


class ClientAccessClosed(People):
    """What the collaboration gave the client's people closes."""

    code = "client_access_closed"
    audience = Audience.CLIENT
    is_loss = True


class ArrangementEnds(Effect):
    """What was agreed about time ends; nothing is deleted, employees keep their payslips."""

    code = "arrangement_ends"
    audience = Audience.EMPLOYEES


@dataclass(frozen=True, kw_only=True)
class AlsoEnds(Effect):
    """A service that stands on this one ends with it."""

    code = "also_ends"
    audience = Audience.EMPLOYEES
    is_loss = True
    service: str


class RegistrationStops(Effect):
    """Employees no longer register time; what they read stays."""

    code = "registration_stops"
    audience = Audience.EMPLOYEES
    is_loss = True


@dataclass(frozen=True, kw_only=True)
class ServiceOpened(People):
    """A provider opens the service for the firm's people; the collaboration begins when it has."""

    code = "service_opened"
    audience = Audience.FIRM
    service: str


@dataclass(frozen=True, kw_only=True)
class ServiceClosed(Effect):
    """The provider closes the service; `on_end` says what becomes of the data."""

    code = "service_closed"
    audience = Audience.CLIENT
    is_loss = True
    service: str
    on_end: str


class OwnAgreementJoined(People):
    """The company's own people go on working as before: the firm joins."""

    code = "own_agreement_joined"
    audience = Audience.CLIENT


class OwnPayrollClosed(People):
    """The company's own people lose the payroll that the company has had of its own."""

    code = "own_payroll_closed"
    audience = Audience.CLIENT
    is_loss = True


class OwnPayrollRestored(People):
    """Those who lost the company's own payroll to this collaboration have it again."""

    code = "own_payroll_restored"
    audience = Audience.CLIENT


@dataclass(frozen=True, kw_only=True)
class NoChargeUntil(Effect):
    """What the company has paid for is used up first: nothing is charged before that day."""

    code = "no_charge_until"
    audience = Audience.BILLING
    day: date


@dataclass(frozen=True, kw_only=True)
class IncludedIn(Effect):
    """The service is part of the company's own subscription; recipient and period follow it."""

    code = "included_in"
    audience = Audience.BILLING
    name: str


class BillingEnds(Effect):
    """No new period begins."""

    code = "billing_ends"
    audience = Audience.BILLING


@dataclass(frozen=True, kw_only=True)
class EndScheduled(Effect):
    """Both parties go on through the last day; until then the end can be cancelled."""

    code = "end_scheduled"
    audience = Audience.FIRM
    last_day: date


class OwnPayrollOpened(People):
    """The company does its payroll itself: its administrators get an access of the company's own."""

    code = "own_payroll_opened"
    audience = Audience.CLIENT


class PayrollReadOnly(Effect):
    """Nobody does the company's payroll; what was approved can be read."""

    code = "payroll_read_only"
    audience = Audience.CLIENT


class MovesToOtherFirm(Effect):
    """Another firm goes on; until it has asked and the company accepted, payroll can be read."""

    code = "moves_to_other_firm"
    audience = Audience.CLIENT


class OwnPayrollEnded(People):
    """The company's own access to payroll closes."""

    code = "own_payroll_ended"
    audience = Audience.CLIENT
    is_loss = True


class LonDirectEnded(People):
    """The company's Lön Direkt closes for good."""

    code = "lon_direct_ended"
    audience = Audience.CLIENT
    is_loss = True


class PayslipsKept(Effect):
    """Employees keep their payslips; nothing is deleted."""

    code = "payslips_kept"
    audience = Audience.EMPLOYEES
