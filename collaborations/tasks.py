"""Background work of collaborations: each executes one outbox row."""

from datetime import date
from typing import Any
from uuid import UUID

from celery import shared_task

from collaborations.models import Collaboration, CollaborationChange, Invitation
from collaborations.operations import (
    bounces,
    bulk,
    bulk_carrying_out,
    change_answers,
    change_mails,
    changes,
    ending,
    handing_over,
    handover,
    held_up,
    lon_direct,
    mails,
    recovery,
    recovery_mails,
    redelivery,
    requests,
)
from collaborations.operations.providers import ProviderFailed
from collaborations.operations.provisioning import provision_key
from collaborations.rules.webhooks import ProvisionAction
from common import clock
from events.effect_task import EffectTask
from events.mail import AddressRefused
from events.models import OutboxEffect


class Inviting(EffectTask):
    """What mails an invitation; an address that is refused for good is marked."""

    abstract = True

    def gave_up(self, *, error: Exception, **payload: Any) -> None:
        """Mark the invitation and tell its sender, when the address is why."""
        if isinstance(error, AddressRefused):
            invitation = Invitation.objects.get(pk=UUID(payload["invitation_id"]))
            bounces.mark_bounced(
                invitation_id=invitation.pk, company_id=invitation.company_id, reason=error.reason, at=clock.now()
            )


@shared_task(base=Inviting, name="collaborations.send_invitation")
def send_invitation(*, invitation_id: str, occasion: str) -> str:
    """Mail the link of an invitation."""
    return mails.send_invitation(invitation_id=UUID(invitation_id), occasion=occasion, at=clock.now())


@shared_task(base=EffectTask, name="collaborations.send_news")
def send_news(*, collaboration_id: str, user_id: str, occasion: str, cause_id: str) -> str:
    """Tell one person what became of a collaboration."""
    ids = {"collaboration_id": UUID(collaboration_id), "user_id": UUID(user_id), "cause_id": UUID(cause_id)}
    return mails.send_news(**ids, occasion=occasion)


@shared_task(base=EffectTask, name="collaborations.send_welcome")
def send_welcome(*, membership_id: str) -> str:
    """Tell somebody that they have a role in a company, and how to sign in."""
    return mails.send_welcome(membership_id=UUID(membership_id))


@shared_task(base=EffectTask, name="collaborations.expire_request")
def expire_request(*, collaboration_id: str) -> None:
    """Let an unanswered request lapse."""
    requests.expire(collaboration=Collaboration.objects.get(pk=collaboration_id), at=clock.now())


class Closing(EffectTask):
    """What closes Lön Direkt; when it gives up, those who can let it go on are asked to."""

    abstract = True

    def gave_up(self, *, error: Exception, **payload: Any) -> None:
        """Tell the company's administrators."""
        collaboration = Collaboration.objects.get(pk=UUID(payload["collaboration_id"]))
        lon_direct.tell_held_up(collaboration=collaboration, at=clock.now())


@shared_task(base=Closing, name="collaborations.deactivate_lon_direct")
def deactivate_lon_direct(*, collaboration_id: str) -> None:
    """Close Lön Direkt for the client; the collaboration is active when this has succeeded."""
    lon_direct.deactivate_lon_direct(collaboration=Collaboration.objects.get(pk=collaboration_id), at=clock.now())


class Calling(EffectTask):
    """A call to a provider; what is known of a failed one is kept, and the firm is told when it is given up."""

    abstract = True

    def gave_up(self, *, error: Exception, **payload: Any) -> None:
        """Tell the firm; who repeated a call that was confirmed sees it in the log."""
        if "collaboration_id" in payload:
            collaboration = Collaboration.objects.get(pk=UUID(payload["collaboration_id"]))
            held_up.tell_given_up(collaboration=collaboration, at=clock.now())

    def failed(self, error: Exception) -> None:
        """Keep the call for the delivery log."""
        if isinstance(error, ProviderFailed):
            error.delivery.save(force_insert=True)


@shared_task(base=Calling, name="collaborations.provision")
def provision(*, collaboration_id: str, action: ProvisionAction, cause_id: str, by_id: str) -> str:
    """Ask the provider of a service to open, change or close access."""
    key = provision_key(UUID(collaboration_id), action, UUID(cause_id))
    original = OutboxEffect.objects.get(dedupe_key=key)
    return handing_over.perform(original=original, by=UUID(by_id) if by_id else None, at=clock.now())


@shared_task(base=Calling, name="collaborations.redeliver")
def redeliver(*, original_id: str, number: int, by_id: str) -> str:
    """Make a call again that was confirmed, under the same key."""
    return redelivery.perform_again(original_id=UUID(original_id), number=number, by=UUID(by_id), at=clock.now())


@shared_task(base=EffectTask, name="collaborations.test_provider")
def test_provider(*, settings_id: str, cause_id: str) -> str:
    """Call a provider with a message about nobody."""
    return redelivery.perform_test(settings_id=UUID(settings_id), cause_id=UUID(cause_id))


@shared_task(base=EffectTask, name="collaborations.close_after_run")
def close_after_run(*, company_id: str) -> None:
    """Go on with the closing that an unfinished run held back."""
    lon_direct.close_after_run(company_id=UUID(company_id))


@shared_task(base=EffectTask, name="collaborations.send_recovery_request")
def send_recovery_request(*, recovery_id: str) -> str:
    """Ask the authorised signatory to confirm a new administrator."""
    return recovery_mails.send_request(recovery_id=UUID(recovery_id))


@shared_task(base=EffectTask, name="collaborations.send_recovery_notice")
def send_recovery_notice(*, notice_id: str) -> str:
    """Tell somebody who is known to the company, and may stop it."""
    return recovery_mails.send_notice(notice_id=UUID(notice_id))


@shared_task(base=EffectTask, name="collaborations.send_recovery_outcome")
def send_recovery_outcome(*, recovery_id: str, user_id: str) -> str:
    """Tell how it ended."""
    return recovery_mails.send_outcome(recovery_id=UUID(recovery_id), user_id=UUID(user_id))


@shared_task(base=EffectTask, name="collaborations.expire_recovery")
def expire_recovery(*, recovery_id: str) -> None:
    """Let a recovery lapse that nobody confirmed."""
    recovery.expire_recovery(recovery_id=UUID(recovery_id), at=clock.now())


@shared_task(base=EffectTask, name="collaborations.complete_recovery")
def complete_recovery(*, recovery_id: str) -> None:
    """Give the company its new administrator when the waiting time is over."""
    recovery.complete_recovery(recovery_id=UUID(recovery_id), at=clock.now())


@shared_task(base=EffectTask, name="collaborations.end_when_due")
def end_when_due(*, collaboration_id: str, last_day: str) -> None:
    """End a collaboration whose last day has passed, unless that was cancelled or moved."""
    collaboration = Collaboration.objects.get(pk=collaboration_id)
    ending.end_when_due(collaboration=collaboration, last_day=date.fromisoformat(last_day), at=clock.now())


@shared_task(base=EffectTask, name="collaborations.hand_over_when_due")
def hand_over_when_due(*, collaboration_id: str) -> None:
    """Let the new firm take over from the present one on the day, unless it was called off."""
    collaboration = Collaboration.objects.get(pk=collaboration_id)
    handover.hand_over_when_due(collaboration=collaboration, at=clock.now())


@shared_task(base=EffectTask, name="collaborations.change_when_due")
def change_when_due(*, change_id: str) -> None:
    """Carry out a decided change whose day has come."""
    changes.change_when_due(change=CollaborationChange.objects.get(pk=change_id), at=clock.now())


@shared_task(base=EffectTask, name="collaborations.send_change_news")
def send_change_news(*, change_id: str, user_id: str, occasion: str) -> str:
    """Tell one person about a change."""
    ids = {"change_id": UUID(change_id), "user_id": UUID(user_id)}
    return change_mails.send_change_news(**ids, occasion=occasion, at=clock.now())


@shared_task(base=EffectTask, name="collaborations.expire_change")
def expire_change(*, change_id: str) -> None:
    """Let an unanswered question about a change lapse."""
    change_answers.expire_change(change=CollaborationChange.objects.get(pk=change_id), at=clock.now())


class Judging(EffectTask):
    """What looks at clients before an activation of many; what could not be looked at cannot be activated."""

    abstract = True

    def gave_up(self, *, error: Exception, **payload: Any) -> None:
        """Say so in the preview."""
        bulk.give_up_judging(bulk_id=UUID(payload["bulk_id"]), version=payload["version"], start=payload["start"])


@shared_task(base=Judging, name="collaborations.judge_bulk")
def judge_bulk(*, bulk_id: str, version: int, start: int) -> None:
    """Say what some terms would mean for some clients."""
    bulk.judge_step(bulk_id=UUID(bulk_id), version=version, start=start)


class BeginningBulk(EffectTask):
    """What begins a confirmed activation of many; when it is given up, the result says so."""

    abstract = True

    def gave_up(self, *, error: Exception, **payload: Any) -> None:
        """Nothing was done for anybody."""
        bulk_carrying_out.give_up_beginning(bulk_id=UUID(payload["bulk_id"]), at=clock.now())


@shared_task(base=BeginningBulk, name="collaborations.begin_bulk")
def begin_bulk(*, bulk_id: str, cause_id: str) -> None:
    """Begin a confirmed activation of many clients."""
    bulk_carrying_out.begin(bulk_id=UUID(bulk_id), cause_id=UUID(cause_id))


class ActivatingInBulk(EffectTask):
    """One client of many; when it is given up, the result says so."""

    abstract = True

    def gave_up(self, *, error: Exception, **payload: Any) -> None:
        """Nothing was done for this client."""
        bulk_carrying_out.give_up_item(item_id=UUID(payload["item_id"]), at=clock.now())


@shared_task(base=ActivatingInBulk, name="collaborations.activate_in_bulk")
def activate_in_bulk(*, item_id: str) -> None:
    """Activate for one client of many."""
    bulk_carrying_out.carry_out_item(item_id=UUID(item_id), at=clock.now())
