"""A firm and a client working together in a service."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from accounts.models import Company, Firm, User
from accounts.permissions import TimeMode
from advisor.models import Assignment, Client, Contact
from collaborations.catalogue import offer_of, service_name, variant_name
from collaborations.models.choices import AFTER_END, BILLING_RECIPIENTS, STATES
from collaborations.rules.after_end import AfterEnd
from collaborations.rules.states import ASKED_STATES, OPEN_STATES, WORKING_STATES, Action, State, next_state
from collaborations.rules.terms import GROUP_TASKS, GroupResponsibilities, Party, Responsibilities, Terms
from collaborations.rules.terms import BillingRecipient as Recipient
from collaborations.rules.terms import TimeMode as Mode
from common.identifiers import new_id
from common.scoping import FirmOrCompanyScoped

ANSWERED = Q(answered_at__isnull=False)
WORKING = sorted(state.value for state in WORKING_STATES)
OPEN = sorted(state.value for state in OPEN_STATES)
ASKED = sorted(state.value for state in ASKED_STATES)


def written_groups(groups: Iterable[GroupResponsibilities]) -> list[dict[str, str | None]]:
    """What is agreed about groups, as rows keep it."""
    return [
        {"group": str(one.group), "name": one.name, **{task: getattr(one, task) for task in GROUP_TASKS}}
        for one in groups
    ]


def _group(values: dict[str, Any]) -> GroupResponsibilities:
    parties = {task: Party(values[task]) if values[task] else None for task in GROUP_TASKS}
    return GroupResponsibilities(UUID(values["group"]), values["name"], **parties)


class ActivePeriod(Func):
    """From activation to end, as a range; open at the end while the collaboration lasts."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Collaboration(FirmOrCompanyScoped):
    """What was proposed and agreed, and where it stands. The row outlives the collaboration: history is kept.

    `service` and `variant` are codes of the catalogue; recipient and period are empty where they are not asked.
    Nothing is charged before `free_until`; `included_in` is a subscription of the company that decides the billing.
    `responsibilities` has one party for each task of the matrix, `group_responsibilities` what differs for single
    employee groups. A request that came to nothing is never
    reopened: `previous` leads from a new request to the one it repeats.

    A firm that takes over from another does so on the day `takes_over_on`. The other one's collaboration has it as its
    `successor` as soon as the client has approved; `former_end` is the end that was decided there before, if any.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="collaborations")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="collaborations")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="collaborations")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="collaborations")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, related_name="+")
    service = models.CharField(max_length=20)
    variant = models.CharField(max_length=20, blank=True)
    billing_recipient = models.CharField(max_length=10, choices=BILLING_RECIPIENTS, blank=True)
    period_months = models.PositiveSmallIntegerField(null=True)
    time_mode = models.CharField(max_length=20, choices=TimeMode.choices)
    responsibilities = models.JSONField()
    group_responsibilities = models.JSONField(default=list)
    terms_version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=STATES, default=State.DRAFT.value)
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="repeats")
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=500, blank=True)
    activated_at = models.DateTimeField(null=True)
    free_until = models.DateField(null=True)
    included_in = models.CharField(max_length=20, blank=True)
    period_starts_on = models.DateField(null=True)
    period_ends_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_by_party = models.CharField(max_length=10, choices=BILLING_RECIPIENTS, blank=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=500, blank=True)
    after_end = models.CharField(max_length=12, choices=AFTER_END, blank=True)
    takes_over_on = models.DateField(null=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="predecessors")
    former_end = models.JSONField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="collaboration_start_bills_firm",
                condition=~Q(service="LON_SMART", variant="START") | Q(billing_recipient=Recipient.FIRM.value),
            ),
            models.CheckConstraint(name="collaboration_period_positive", condition=Q(period_months__gt=0)),
            models.CheckConstraint(
                name="collaboration_requested_expires",
                condition=~Q(state=State.REQUESTED.value) | Q(expires_at__isnull=False),
            ),
            models.CheckConstraint(
                name="collaboration_declined_has_reason",
                condition=~Q(state=State.DECLINED.value) | (ANSWERED & ~Q(decline_reason="")),
            ),
            models.CheckConstraint(
                name="collaboration_active_has_period",
                condition=~Q(state__in=WORKING)
                | (
                    Q(activated_at__isnull=False, period_starts_on__isnull=False)
                    & (Q(period_ends_on__isnull=False) | Q(period_months__isnull=True))
                ),
            ),
            models.CheckConstraint(
                name="collaboration_ended_has_reason",
                condition=~Q(state=State.ENDED.value)
                | (Q(ended_at__isnull=False) & ~Q(end_reason="") & ~Q(ended_by_party="")),
            ),
            models.CheckConstraint(
                name="collaboration_ending_has_last_day",
                condition=~Q(state=State.ENDING.value)
                | (Q(ends_on__isnull=False) & ~Q(end_reason="") & ~Q(ended_by_party="")),
            ),
            models.CheckConstraint(
                name="collaboration_ends_after_activation",
                condition=Q(activated_at__isnull=True) | Q(ended_at__isnull=True) | Q(ended_at__gte=F("activated_at")),
            ),
            models.UniqueConstraint(
                name="collaboration_one_per_client",
                fields=["client", "service"],
                condition=Q(state__in=[*ASKED, *OPEN]),
            ),
            models.UniqueConstraint(
                name="collaboration_one_handover",
                fields=["company", "service"],
                condition=Q(state__in=ASKED, takes_over_on__isnull=False),
            ),
            models.CheckConstraint(
                name="collaboration_agreed_has_day",
                condition=~Q(state=State.AGREED.value) | Q(takes_over_on__isnull=False, answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="collaboration_successor_of_ending",
                condition=Q(successor__isnull=True) | Q(state__in=[State.ENDING.value, State.ENDED.value]),
            ),
            models.UniqueConstraint(
                name="collaboration_one_per_company",
                fields=["company", "service"],
                condition=Q(state__in=OPEN),
            ),
            ExclusionConstraint(
                name="collaboration_periods_apart",
                expressions=[
                    ("company", RangeOperators.EQUAL),
                    ("service", RangeOperators.EQUAL),
                    (ActivePeriod("activated_at", "ended_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(activated_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["firm", "-requested_at"], name="collaboration_firm"),
            models.Index(fields=["company", "state"], name="collaboration_company"),
            models.Index(fields=["assignment"], name="collaboration_assignment"),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.variant} {self.state}"

    @property
    def terms(self) -> Terms:
        """The agreed terms, as the rules read them."""
        return Terms(
            offer=offer_of(self.service, self.variant),
            billing_recipient=Recipient(self.billing_recipient) if self.billing_recipient else None,
            period_months=self.period_months,
            time_mode=Mode(self.time_mode),
            responsibilities=Responsibilities(**{task: Party(party) for task, party in self.responsibilities.items()}),
            groups=tuple(_group(one) for one in self.group_responsibilities),
        )

    def get_service_display(self) -> str:
        """What the service is called."""
        return service_name(self.service)

    def get_variant_display(self) -> str:
        """What the variant is called in the reader's language; empty for a service without variants."""
        return variant_name(self.service, self.variant)

    @property
    def is_handed_over(self) -> bool:
        """Whether another firm takes over, so that the end is not this firm's to cancel."""
        return self.successor_id is not None

    @property
    def chosen_after_end(self) -> AfterEnd:
        """What was chosen for the time after the end; read only while nothing is."""
        return AfterEnd(self.after_end) if self.after_end else AfterEnd.READ_ONLY

    def apply(self, action: Action) -> None:
        """Move to the next state in memory. Raises TransitionNotAllowed."""
        self.state = next_state(State(self.state), action)
