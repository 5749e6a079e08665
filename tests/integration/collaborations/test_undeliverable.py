"""An address that no mail reaches: named to the sender, never tried again, and mended by a new request."""

from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from anymail.exceptions import AnymailRecipientsRefused
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend

from collaborations.models import Collaboration, Invitation
from collaborations.operations.answers import decline
from collaborations.operations.bounces import note_bounce
from collaborations.operations.refusals import NobodyReached
from collaborations.operations.requests import remind
from collaborations.queries.cards import standings_of
from collaborations.rules.deliveries import Delivery
from collaborations.rules.states import State
from common import clock
from events.models import OutboxEffect
from events.rules.effect_states import EffectState
from tests.factories.collaborations import Cast, make_cast
from tests.factories.effects import drain_outbox

pytestmark = pytest.mark.django_db
ANSWER = (550, b"5.1.1 no such user")


class Refusing(EmailBackend):
    """Takes every mail but those to Ola."""

    error: Exception = SMTPRecipientsRefused({"ola": ANSWER})
    asked = 0

    def send_messages(self, messages: list[EmailMessage]) -> int:  # type: ignore[override]
        if any(address.startswith("ola") for message in messages for address in message.to):
            Refusing.asked += 1
            raise Refusing.error
        return super().send_messages(messages)


@pytest.fixture
def refusing(settings: object, monkeypatch: pytest.MonkeyPatch) -> type[Refusing]:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"  # type: ignore[attr-defined]
    monkeypatch.setattr(Refusing, "asked", 0)
    monkeypatch.setattr(Refusing, "error", SMTPRecipientsRefused({"ola": ANSWER}))
    return Refusing


def deliveries(cast: Cast, collaboration: Collaboration) -> dict[str, Delivery | None]:
    with cast.seen():
        (standing,) = standings_of([cast.fresh(collaboration)])
        return {row.invitation.name: row.delivery for row in standing.invitations}


def mails_of(cast: Cast, invitation: Invitation) -> list[OutboxEffect]:
    with cast.seen():
        return list(OutboxEffect.objects.filter(subject_id=invitation.pk).order_by("next_attempt_at"))


def days_later(at: datetime, days: int) -> None:
    with clock.frozen(at + timedelta(days=days)):
        drain_outbox()


@pytest.mark.parametrize(
    "error", [SMTPRecipientsRefused({"ola": ANSWER}), AnymailRecipientsRefused("ola is on the suppression list")]
)
def test_an_address_that_is_refused_for_good_is_named_at_once_and_never_tried_again(
    refusing: type[Refusing], mailoutbox: list[EmailMessage], error: Exception
) -> None:
    refusing.error = error
    cast = make_cast(account=False)
    collaboration = cast.activate()
    start = clock.now()
    drain_outbox()
    invitation = cast.invitation(collaboration)
    assert invitation.bounced_at is not None
    assert any(said in invitation.bounce_reason for said in ("no such user", "suppression list"))
    assert deliveries(cast, collaboration) == {"Ola Persson": Delivery.BOUNCED}
    assert mails_of(cast, invitation)[0].state == EffectState.DEAD
    for days in (4, 15):
        days_later(start, days)
    assert refusing.asked == 1
    (told,) = [mail for mail in mailoutbox if mail.to == [cast.eva.email]]
    assert "kommer inte fram" in told.subject
    assert cast.contact.email in str(told.body)


@pytest.mark.parametrize("answer", [(451, b"4.7.1 greylisted"), (554, b"5.7.1 relay access denied")])
def test_a_refusal_that_is_not_about_the_address_is_tried_again_and_then_shown_as_given_up(
    refusing: type[Refusing], answer: tuple[int, bytes]
) -> None:
    refusing.error = SMTPRecipientsRefused({"ola": answer})
    cast = make_cast(account=False)
    collaboration = cast.activate()
    start = clock.now()
    drain_outbox()
    assert deliveries(cast, collaboration) == {"Ola Persson": Delivery.FAILED}
    for minutes in (1, 5, 15, 30):
        with clock.frozen(start + timedelta(minutes=minutes)):
            drain_outbox()
    assert deliveries(cast, collaboration) == {"Ola Persson": Delivery.GIVEN_UP}
    assert refusing.asked == 5
    assert cast.invitation(collaboration).bounced_at is None


def test_a_report_marks_open_invitations_of_every_firm_and_tells_each_sender_once(
    mailoutbox: list[EmailMessage],
) -> None:
    first, second = make_cast(), make_cast()
    for cast in (first, second):
        ola = cast.administrators[0]
        type(ola).objects.filter(pk=ola.pk).update(email=f"ola.{cast.firm.pk.hex[-8:]}@delad.example")
        ola.refresh_from_db()
    answered, waiting = first.activate(), second.activate()
    decline(
        invitation=first.invitation(answered, first.administrators[1]),
        by=first.administrators[1],
        reason="Nej",
        at=clock.now(),
    )
    drain_outbox()
    mailoutbox.clear()
    reported = second.administrators[0].email
    assert note_bounce(email=first.administrators[0].email, reason="gone", at=clock.now()) == 0
    assert note_bounce(email=reported.upper(), reason="no\nsuch user " + "x" * 900, at=clock.now()) == 1
    assert note_bounce(email=reported, reason="again", at=clock.now()) == 0
    drain_outbox()
    invitation = second.invitation(waiting, second.administrators[0])
    assert invitation.bounce_reason.startswith("no such user x")
    assert len(invitation.bounce_reason) == 300
    assert [mail.to for mail in mailoutbox] == [[second.eva.email]]
    assert deliveries(second, waiting) == {"Ola P.": Delivery.BOUNCED, "Mia K.": Delivery.SENT}


def test_a_reminder_goes_to_those_who_are_reached_and_is_refused_when_nobody_is(
    mailoutbox: list[EmailMessage],
) -> None:
    cast = make_cast()
    collaboration = cast.activate()
    drain_outbox()
    ola, mia = cast.administrators
    note_bounce(email=ola.email, reason="gone", at=clock.now())
    later = clock.now() + timedelta(hours=2)
    with clock.frozen(later):
        remind(collaboration=collaboration, by=cast.eva, at=later)
        mailoutbox.clear()
        drain_outbox()
        assert [mail.to for mail in mailoutbox if "Påminnelse" in mail.subject] == [[mia.email]]
        note_bounce(email=mia.email, reason="gone", at=later)
        with pytest.raises(NobodyReached):
            remind(collaboration=collaboration, by=cast.eva, at=later + timedelta(hours=2))


def test_the_other_administrator_can_still_answer_and_so_can_the_link_itself() -> None:
    cast = make_cast()
    collaboration = cast.activate()
    note_bounce(email=cast.administrators[0].email, reason="gone", at=clock.now())
    assert cast.accept(collaboration, cast.administrators[1]).state in (State.ACTIVATING, State.ACTIVE)


@pytest.mark.parametrize("started", ["2026-12-21T10:30+01:00", "2026-11-04T23:30+01:00", "2026-04-01T00:10+02:00"])
def test_reminders_never_go_out_on_a_free_day(started: str, mailoutbox: list[EmailMessage]) -> None:
    start = datetime.fromisoformat(started)
    cast = make_cast(account=False)
    with clock.frozen(start):
        cast.activate()
    reminded = []
    for hours in range(0, 20 * 24, 4):
        with clock.frozen(start + timedelta(hours=hours)):
            mailoutbox.clear()
            drain_outbox()
            reminded += [clock.today() for mail in mailoutbox if "Påminnelse" in mail.subject]
    assert len(reminded) == 2
    expected = {
        "2026-12-21": ["2026-12-28", "2027-01-04"],
        "2026-11-04": ["2026-11-09", "2026-11-16"],
        "2026-04-01": ["2026-04-07", "2026-04-13"],
    }
    assert [day.isoformat() for day in reminded] == expected[started[:10]]


def test_a_machine_that_was_late_keeps_the_reminder_until_the_free_days_are_over(
    mailoutbox: list[EmailMessage],
) -> None:
    start = datetime.fromisoformat("2026-11-03T10:00+01:00")
    cast = make_cast(account=False)
    with clock.frozen(start):
        cast.activate()
        drain_outbox()
    mailoutbox.clear()
    for day in (4, 5):  # Saturday and Sunday: the reminder was due on Friday, when nothing ran
        days_later(start, day)
    assert mailoutbox == []
    days_later(start, 6)
    assert [mail.to for mail in mailoutbox] == [[cast.contact.email]]
