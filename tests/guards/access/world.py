"""Two firms with a client each, alike in everything: one is ours, the other carries a marker that nobody may see."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from accounts.models import Company, CompanyMembership, Firm, FirmMembership, User
from accounts.permissions import ClientAccess, CompanyRole, FirmRole
from advisor.models import Client
from collaborations.models import Collaboration, CollaborationChange, Invitation, WebhookDelivery
from collaborations.models.change import written
from collaborations.models.choices import ProviderKind
from collaborations.models.collaboration import written_groups
from collaborations.operations.agreements import write_agreement
from collaborations.operations.grants import follow_grants
from collaborations.operations.invitations import token_of
from collaborations.operations.provider_settings import save_provider
from collaborations.operations.recovery import ask_recovery, recovery_token_of, vouch
from collaborations.operations.redelivery import send_test
from collaborations.operations.terms_templates import save_template
from collaborations.rules.changes import ChangeState
from collaborations.rules.terms import BillingRecipient, GroupResponsibilities, Party
from common import clock
from common.periods import Month
from common.rls import as_system, database_context
from employment.models import BankAccount, Employee, EmployeeGroup
from employment.operations.groups import save_group
from employment.operations.logins import invite_employee
from events.models import MailboxMessage
from payroll.models import EntryKind
from payroll.operations.pay_items import Look, copy_pay_item
from payroll.operations.pay_lines import NewLine, add_pay_line
from payroll.operations.statutory_entries import propose
from tests.factories.accounts import make_company, make_firm, make_member, make_staff, make_user
from tests.factories.advisor import make_assignment, make_client, make_contact
from tests.factories.bulk import items_in, proposed
from tests.factories.collaborations import Cast, make_unlinked, standard_terms, start_terms
from tests.factories.effects import drain_outbox
from tests.factories.employment import make_agreement, make_cost_object, make_employee, make_free_day
from tests.factories.payroll import make_approved_run
from tests.factories.timereporting import make_entries
from timereporting.models import TimeReport, WorkSchedule
from timereporting.operations import reports
from timereporting.rules.quick_choices import QuickChoice

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
PROVIDED = "EEKONOMI"
MARKER = "KANARIEFÅGEL"
NOVEMBER_DAYS = [date(2026, 11, 10), date(2026, 11, 11)]
Ids = dict[str, UUID | str | int]
STATUTORY: Ids = {"year": 2027, "name": "gift_christmas", "column": 3, "code": "commission", "of_year": 2026}


@dataclass(frozen=True)
class World:
    """Who there is, by role, and the arguments of every route, for ours and for the marked twin."""

    users: dict[str, User]
    own: Ids
    canary: Ids
    prepared: Ids

    def ids_of(self, role: str) -> Ids:
        """Where the role is at home: who prepares is at the client whose request waits."""
        return self.prepared if role == "preparer" else self.own


@dataclass(frozen=True)
class Side:
    """One of the twins, and the client of the same firm whose request waits."""

    users: dict[str, User]
    ids: Ids
    waiting: Cast


def make_world() -> World:
    """Everything, inside the transaction of the test."""
    own, canary = make_side("Norrsken"), make_side(MARKER)
    elsewhere = make_staff(make_firm("Byrån Bredvid AB"), "Finn Främmande", role=FirmRole.ADMINISTRATOR)
    users = {
        **own.users,
        "nobody": make_user("Ingen Alls"),
        "foreign_consultant": elsewhere,
        "canary_admin": canary.users["firm_admin"],
        "canary_employee": canary.users["employee"],
    }
    prepared = _prepared_ids(own)
    drain_outbox()
    return World(users, own.ids, canary.ids, prepared)


def make_side(mark: str) -> Side:
    """A firm with four of staff, and a client with three of its people, employees, time, and an approved run."""
    firm, company = make_firm(f"{mark} Redovisning AB"), make_company(f"{mark} Bageri AB")
    staff = {
        "firm_admin": make_staff(firm, f"Eva {mark}", role=FirmRole.ADMINISTRATOR),
        "consultant": make_staff(firm, f"Jon {mark}"),
        "consultant_elsewhere": make_staff(firm, f"Sara {mark}", client_access=ClientAccess.OWN),
        "assistant": make_staff(firm, f"Nils {mark}", role=FirmRole.ASSISTANT),
        "preparer": make_staff(firm, f"Pia {mark}", client_access=ClientAccess.OWN),
    }
    client = make_client(firm, company, responsible=staff["consultant"])
    side = Cast(
        firm=firm,
        company=company,
        client=client,
        assignment=make_assignment(client, owner=staff["firm_admin"], participants=[staff["consultant"]]),
        contact=make_contact(client, f"Ola {mark}", email=f"ola.{client.pk.hex}@example.se"),
        eva=staff["firm_admin"],
        jon=staff["consultant"],
        sven=staff["consultant_elsewhere"],
        administrators=[make_member(company, f"Ola {mark}")],
    )
    attestor = make_member(company, f"Siv {mark}", role=CompanyRole.ATTESTOR)
    collaboration = side.activate(standard_terms())
    side.accept(collaboration)
    drain_outbox()
    people = [_employee(company, f"{name} {mark}") for name in ("Li", "Tor")]
    group = _group(side, collaboration, people[1][0], f"{mark} lager")
    waiting, token = _waiting(firm, staff["firm_admin"], staff["preparer"], mark)
    ids: Ids = {
        **_firm_ids(side, attestor),
        "collaboration_id": collaboration.pk,
        "delivery_id": _called(side),
        "change_id": _question(side, collaboration).pk,
        "token": token,
        "group_id": group.pk,
        "agreement_id": make_agreement(company, f"{mark} avtal").pk,
        "cost_object_id": make_cost_object(company, f"{mark} butik").pk,
        "free_day_id": make_free_day(company, f"{mark} dag").pk,
        **_work_ids(company, people, staff["firm_admin"], side.administrators[0], attestor),
        "figure_id": _entered(firm, staff["firm_admin"], mark),
        "recovery_token": _recovery_token(side),
        **_bulk_ids(side),
    }
    users = {"client_admin": side.administrators[0], "attestor": attestor}
    return Side({**staff, **users, "employee": people[0][1], "colleague": people[1][1]}, ids, waiting)


def _entered(firm: Firm, by: User, mark: str) -> UUID:
    """A figure that waits for a second operator."""
    User.objects.filter(pk=by.pk).update(is_operator=True)
    data = {"value": "600", "unit": "kr/year", "from": "2027-01-01", "until": "2027-12-31", "source": "SFS 2026:1"}
    year = 2027 if mark == MARKER else 2026
    with database_context(user_id=by.pk):
        return propose(kind=EntryKind.FIGURE, year=year, name="gift_christmas", data=data, by=by, firm_id=firm.pk).pk


def _recovery_token(side: Cast) -> str:
    """The signatory's link to a recovery that a second administrator has vouched for."""
    second = make_staff(side.firm, f"Ulla {side.firm.name.split()[0]}", role=FirmRole.ADMINISTRATOR)
    recovery = ask_recovery(
        client=side.client, given_name="Nina", family_name=side.firm.name.split()[0], reason="Alla har slutat",
        email=f"nina.{side.client.pk.hex}@example.se", signatory_email=f"ada.{side.client.pk.hex}@example.se",
        by=side.eva, is_administrator=True, at=NOW,
    )  # fmt: skip
    vouch(recovery=recovery, by=second)
    return recovery_token_of(recovery)


def _bulk_ids(side: Cast) -> Ids:
    """An activation of many that the administrator has previewed, and its client."""
    bulk = proposed(side, [side.client], start_terms())
    return {"bulk_id": bulk.pk, "item_id": items_in(bulk)[0].pk}


def _employee(company: Company, name: str) -> tuple[Employee, User]:
    employee = make_employee(company, name)
    with as_system(reason="test data", company_id=company.pk):
        linked = invite_employee(employee=employee, by=None)
        assert linked.user is not None
        return linked, linked.user


def _group(side: Cast, collaboration: Collaboration, member: Employee, name: str) -> EmployeeGroup:
    """A group whose schedules are the client's and whose time the firm approves: the others' is the other way round."""
    with side.seen():
        group = save_group(company_id=side.company.pk, name=name, members=[member], by=None)
        agreed = GroupResponsibilities(group.pk, name, schedules=Party.CLIENT, time_approval=Party.FIRM)
        fresh = side.fresh(collaboration)
        fresh.group_responsibilities = written_groups([agreed])
        fresh.save(update_fields=["group_responsibilities"])
        write_agreement(fresh)
        follow_grants(fresh, by=None, on=NOW.date(), reason="test")
    return group


def _question(side: Cast, collaboration: Collaboration) -> CollaborationChange:
    """Something that the client is asked."""
    now = written(collaboration.terms, side.assignment.pk)
    with side.seen():
        return CollaborationChange.objects.create(
            firm=side.firm,
            company=side.company,
            collaboration=collaboration,
            before=now,
            after={**now, "period_months": 3},
            state=ChangeState.WAITING_FOR_CLIENT,
            party=BillingRecipient.FIRM,
            asked_by=side.eva,
            asked_at=NOW,
            expires_at=NOW + timedelta(days=30),
        )


def _firm_ids(side: Cast, attestor: User) -> Ids:
    with side.seen():
        staff = FirmMembership.unscoped("test").get(firm=side.firm, user=side.sven)
        member = CompanyMembership.unscoped("test").get(company=side.company, user=attestor)
        template = save_template(
            firm=side.firm, name=side.firm.name, terms=standard_terms(), is_default=False, by=side.eva
        )
    return {
        "firm_id": side.firm.pk,
        "client_id": side.client.pk,
        "company_id": side.company.pk,
        "contact_id": side.contact.pk,
        "assignment_id": side.assignment.pk,
        "staff_id": staff.pk,
        "template_id": template.pk,
        "member_id": member.pk,
        "unlinked_id": make_unlinked(side.firm, by=side.eva, name=side.firm.name).pk,
    }


def _called(side: Cast) -> UUID:
    """A test message of the firm to a service, which no host takes."""
    with side.seen():
        settings, _secret = save_provider(
            firm=side.firm,
            service=PROVIDED,
            kind=ProviderKind.WEBHOOK,
            link="https://tjanst.example/",
            address="https://localhost/",
            by=side.eva,
            at=clock.now(),
        )
        send_test(settings=settings, by=side.eva)
    drain_outbox()
    with side.seen():
        return WebhookDelivery.objects.get().pk


def _approve_september(company: Company, people: list[tuple[Employee, User]], attestor: User) -> None:
    """The time that October's payroll waits for."""
    with as_system(reason="test data", company_id=company.pk):
        for employee, user in people:
            report = reports.submit(employee=employee, month=Month(2026, 9), by=user)
            reports.approve(report_id=report.pk, by=attestor, seen_digest=reports.content_digest(report))


def _work_ids(
    company: Company, people: list[tuple[Employee, User]], payroll: User, administrator: User, attestor: User
) -> Ids:
    employee, user = people[0]
    _approve_september(company, people, attestor)
    entries = make_entries(employee, NOVEMBER_DAYS, QuickChoice.SICK, user)
    run = make_approved_run(company, payroll, Month(2026, 10), then=administrator)
    with as_system(reason="test data", company_id=company.pk):
        report: TimeReport = reports.submit(employee=employee, month=Month(2026, 11), by=user)
        return {
            "employee_id": employee.pk,
            "entry_id": entries[0].pk,
            "report_id": report.pk,
            "schedule_id": WorkSchedule.unscoped("test").filter(company_id=company.pk).latest("pk").pk,
            "account_id": BankAccount.unscoped("test").get(employee=employee).pk,
            "run_id": run.pk,
            "message_id": _message(employee),
            **pay_line_ids(employee, payroll),
        }


def pay_line_ids(employee: Employee, by: User) -> Ids:
    """A pay item of the company's own, and a line of it that begins after what is approved."""
    name = employee.full_name
    item = copy_pay_item(company_id=employee.company_id, code="commission", look=Look(name), by=by.pk)
    line = NewLine("commission", Month(2026, 12), None, own_item_id=item.pk, amount=1_000_00, note=name)
    return {"own_item_id": item.pk, "line_id": add_pay_line(employee=employee, line=line, by=by.pk).pk}


def _message(employee: Employee) -> UUID:
    """A mail without the marker: the local mailbox shows everything to everyone, and exists only in the demo."""
    return MailboxMessage.objects.create(
        message_id=f"<{employee.pk}@test>", sender="a@example.se", recipient="b@example.se", subject="s", sent_at=NOW
    ).pk


def _waiting(firm: Firm, by: User, preparer: User, mark: str) -> tuple[Cast, str]:
    """A second client with a request that waits, staff who prepares there, and the link to the request."""
    company = make_company(f"{mark} Snickeri AB")
    client: Client = make_client(firm, company, responsible=by)
    cast = Cast(
        firm=firm,
        company=company,
        client=client,
        assignment=make_assignment(client, owner=by, participants=[preparer]),
        contact=make_contact(client, f"Per {mark}", email=f"per.{client.pk.hex}@example.se"),
        eva=by,
        jon=preparer,
        sven=by,
    )
    collaboration = cast.activate(standard_terms())
    with cast.seen():
        invitation = Invitation.objects.get(collaboration=collaboration)
        return cast, token_of(invitation)


def _prepared_ids(side: Side) -> Ids:
    """The waiting client's ids, and those of the first client's time and runs; changes are only there."""
    waiting = side.waiting
    employee = make_employee(waiting.company, "Bo Förberedd")
    with waiting.seen():
        own: Ids = {
            "client_id": waiting.client.pk,
            "company_id": waiting.company.pk,
            "contact_id": waiting.contact.pk,
            "assignment_id": waiting.assignment.pk,
            "collaboration_id": Collaboration.objects.get(client=waiting.client).pk,
            "employee_id": employee.pk,
            "account_id": BankAccount.objects.get(employee=employee).pk,
            "schedule_id": WorkSchedule.objects.get(company=waiting.company).pk,
            "agreement_id": make_agreement(waiting.company).pk,
            "cost_object_id": make_cost_object(waiting.company).pk,
            "free_day_id": make_free_day(waiting.company).pk,
            "group_id": save_group(company_id=waiting.company.pk, name="Snickare", members=[], by=None).pk,
        }
    return {name: value for name, value in {**side.ids, **own}.items() if name != "change_id"}


def arguments(names: tuple[str, ...], route: str, ids: Ids) -> Ids:
    """The path arguments of a route; a membership is of the staff or of the company's people.

    What is not among the ids is left out.
    """
    fixed: Ids = {"audience": "firm", "key": "ogiltig", "uidb36": "1", "pk": "1", "service": PROVIDED, **STATUTORY}
    membership = ids["staff_id"] if route.startswith("advisor:") else ids["member_id"]
    token = ids["recovery_token"] if route == "collaborations:recovery_show" else ids["token"]
    known: Ids = {**fixed, **ids, "membership_id": membership, "token": token}
    return {name: known[name] for name in names if name in known}
