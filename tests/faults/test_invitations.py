"""Two hundred invitations while everything behind the database is killed, flushed and restarted."""

import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from accounts.models import Firm, User
from advisor.models import Assignment, Client, Contact
from collaborations.models import Collaboration, Invitation
from collaborations.operations.activation import activate
from common import clock
from common.rls import as_system
from events.mail import message_id
from tests.factories.accounts import make_company, make_firm, make_member, make_staff
from tests.factories.advisor import make_assignment, make_client, make_contact
from tests.factories.collaborations import standard_terms
from tests.faults.behind import asked, end_connections
from tests.faults.machine import Machine, running_machine, wait_until
from tests.faults.mail_server import MailServer, mail_server

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

INVITATIONS, BURST = 200, 10
SEED = random.SystemRandom().randrange(10**6)
Choice = tuple[Client, Assignment, Contact]


class RolledBack(Exception):
    """Something after the activation failed."""


@pytest.fixture
def firm() -> Firm:
    with transaction.atomic():
        return make_firm()


@pytest.fixture
def eva(firm: Firm) -> User:
    with transaction.atomic():
        return make_staff(firm, "Eva Lind")


def clients(firm: Firm, eva: User, number: int) -> list[Choice]:
    """Clients whose company has two administrators: each activation sends two invitations."""
    found = []
    with transaction.atomic():
        for _ in range(number):
            company = make_company()
            administrators = [make_member(company, name) for name in ("Ola Persson", "Mia Krok")]
            client = make_client(firm, company, responsible=eva)
            contact = make_contact(client, "Ola Persson", email=administrators[0].email)
            found.append((client, make_assignment(client, owner=eva), contact))
    return found


def send(choice: Choice, eva: User) -> Collaboration:
    client, assignment, contact = choice
    return activate(
        client=client, assignment=assignment, contact=contact, terms=standard_terms(), by=eva, at=clock.now()
    )


def send_and_roll_back(choice: Choice, eva: User) -> list[tuple[str, str]]:
    """What would have been mailed if the transaction had not failed afterwards."""
    ghosts = []
    with pytest.raises(RolledBack), transaction.atomic():
        ghosts = expected([send(choice, eva)])
        raise RolledBack
    return ghosts


DUE = "state <> 'SENT' AND next_attempt_at < now() + interval '1 hour'"


def expected(collaborations: list[Collaboration]) -> list[tuple[str, str]]:
    """Message-ID and recipient of every invitation that is in the database."""
    found = []
    for collaboration in collaborations:
        with (
            transaction.atomic(),
            as_system(reason="test", firm_id=collaboration.firm_id, company_id=collaboration.company_id),
        ):
            for invitation in Invitation.objects.filter(collaboration=collaboration):
                reference = message_id(f"invitation:{invitation.pk}:first", invitation.email)
                found.append((reference, invitation.email))
    return found


def faults(machine: Machine, dice: random.Random) -> list[Callable[[], None]]:
    """Twenty faults of six kinds, in random order."""
    kinds: list[tuple[int, Callable[[], None]]] = [
        (3, lambda: machine.kill_and_start("worker")),
        (8, lambda: machine.kill_a_child_of_the_worker(dice)),
        (4, machine.flush),
        (2, lambda: machine.kill_and_start("valkey", pause=1)),
        (2, lambda: machine.kill_and_start("relay")),
        (1, end_connections),
    ]
    planned = [fault for times, fault in kinds for _ in range(times)]
    dice.shuffle(planned)
    return planned


def wait_for_work(machine: Machine, server: MailServer, before: int) -> None:
    """Until mails are being sent, so that the fault hits something."""

    def sent() -> bool:
        machine.start_what_ended()
        return len(server.taken) > before

    wait_until(sent, seconds=60, what="a mail", log=machine.state)


def test_no_invitation_is_lost_and_none_is_a_ghost(firm: Firm, eva: User, tmp_path: Path) -> None:
    dice = random.Random(SEED)
    print(f"seed {SEED}")
    bursts = [clients(firm, eva, BURST // 2) for _ in range(INVITATIONS // BURST)]
    extra = clients(firm, eva, len(bursts))
    committed, ghosts = [], []
    with (
        mail_server(seed=SEED, refusing=0.02, silent=0.02, slowness=0.03) as server,
        running_machine(tmp_path, EMAIL_URL=server.url) as machine,
    ):
        for burst, fault, failing in zip(bursts, faults(machine, dice), extra, strict=True):
            before = len(server.taken)
            committed += [send(choice, eva) for choice in burst]
            ghosts += send_and_roll_back(failing, eva)
            wait_for_work(machine, server, before)
            time.sleep(dice.uniform(0, 0.15))
            fault()
        wanted = set(expected(committed))

        def done() -> bool:
            machine.start_what_ended()
            return set(server.taken) >= wanted and not unfinished()

        wait_until(
            done,
            seconds=180,  # a mail that the server kept silent about several times waits for its next attempt
            what="mails are missing or effects unfinished",
            log=lambda: machine.said("worker") + machine.said("relay") + f"\n{left(wanted, server)}",
        )
        checked = [machine.manage(name) for name in ("check_invariants", "verify_audit_log")]
    assert len(wanted) == INVITATIONS
    assert set(server.taken) == wanted
    assert len(ghosts) == len(bursts) * 2
    assert not set(ghosts) & set(server.taken)
    assert most_message_ids_of_a_recipient(server) == 1
    assert [(done.returncode, done.stderr[-2000:] if done.returncode else "") for done in checked] == [(0, ""), (0, "")]
    doubles = len(server.taken) - len(wanted)
    print(f"{len(wanted)} mails, {doubles} doubles with the same Message-ID, {server.refused} refused")


def most_message_ids_of_a_recipient(server: MailServer) -> int:
    return max(Counter(recipient for _, recipient in set(server.taken)).values())


def unfinished() -> int:
    """Effects that are due and not done."""
    return int(asked(f"SELECT count(*) FROM events_outboxeffect WHERE {DUE}")[0][0])


def left(wanted: set[tuple[str, str]], server: MailServer) -> str:
    """What is still to be done, for whoever reads why it took too long."""
    effects = asked(f"SELECT kind, state, attempts, last_error FROM events_outboxeffect WHERE {DUE} LIMIT 20")
    return f"{len(wanted - set(server.taken))} mails are missing; {effects}"
