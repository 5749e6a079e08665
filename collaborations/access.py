"""Doors to collaborations: for the firm's staff, for the company, and for whoever holds an invitation's link."""

from contextlib import suppress
from uuid import UUID

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from redis.exceptions import RedisError

from accounts.access import company_for, firm_for, membership_in
from accounts.permissions import ClientAccess, GrantScope, Permission
from advisor.access import client_for
from collaborations.models import (
    BulkActivation,
    BulkItem,
    Collaboration,
    CollaborationChange,
    Invitation,
    ProviderSettings,
    Recovery,
    RecoveryNotice,
    WebhookDelivery,
)
from collaborations.queries.changes import with_parties
from collaborations.queries.providers import provided_services, settings_for
from collaborations.rules.invitations import InvitationState
from collaborations.rules.recovery import RecoveryState
from collaborations.rules.tokens import hash_of
from common import clock
from common.rls import as_system
from common.scoping import open_scope

MISSES_ALLOWED = 20
MISS_SECONDS = 600


class Throttled(Exception):
    """Too many links that lead nowhere have been tried from one address."""


def collaboration_for(request: HttpRequest, collaboration_id: UUID, permission: Permission) -> Collaboration:
    """A collaboration of a client that the member of staff reaches. Raises Http404, PermissionDenied."""
    rows = Collaboration.unscoped("the door finds the client that decides")
    client_id = rows.filter(pk=collaboration_id).values_list("client_id", flat=True).first()
    if client_id is None:
        raise Http404
    client_for(request, client_id, permission)
    return _found(Collaboration.objects.filter(pk=collaboration_id).select_related("client", "firm").first())


def company_collaboration_for(request: HttpRequest, collaboration_id: UUID) -> Collaboration:
    """A collaboration of a company that the person administers. Raises Http404, PermissionDenied."""
    rows = Collaboration.unscoped("the door finds the company that decides")
    company_id = rows.filter(pk=collaboration_id).values_list("company_id", flat=True).first()
    if company_id is None:
        raise Http404
    company_for(request, company_id, GrantScope.COLLABORATION_ADMIN)
    return _found(Collaboration.objects.filter(pk=collaboration_id).select_related("company", "firm").first())


def provider_for(request: HttpRequest, firm_id: UUID, service: str) -> ProviderSettings:
    """How a firm reaches a service that somebody else runs, for those who may set it up.

    Raises Http404, PermissionDenied.
    """
    firm = firm_for(request, firm_id, Permission.SETTINGS_MANAGE)
    if service not in provided_services():
        raise Http404
    settings = settings_for(firm.pk, service)
    settings.firm = firm
    return settings


def delivery_for(request: HttpRequest, firm_id: UUID, delivery_id: UUID) -> WebhookDelivery:
    """One of the firm's calls to providers, for those who may set them up. Raises Http404, PermissionDenied."""
    firm = firm_for(request, firm_id, Permission.SETTINGS_MANAGE)
    calls = WebhookDelivery.objects.select_related("effect", "collaboration")
    return get_object_or_404(calls, pk=delivery_id, firm_id=firm.pk)


def company_change_for(request: HttpRequest, change_id: UUID) -> CollaborationChange:
    """A change of a collaboration of a company that the person administers. Raises Http404, PermissionDenied."""
    rows = CollaborationChange.unscoped("the door finds the company that decides")
    found = rows.filter(pk=change_id).values_list("firm_id", "company_id").first()
    if found is None:
        raise Http404
    firm_id, company_id = found
    company_for(request, company_id, GrantScope.COLLABORATION_ADMIN)
    with as_system(reason="a change names the firm and its client", firm_id=firm_id, company_id=company_id):
        change = CollaborationChange.objects.select_related("asked_by").get(pk=change_id)
        change.collaboration = with_parties(change.collaboration)
    return change


def bulk_for(request: HttpRequest, bulk_id: UUID, *, acts: bool = False) -> BulkActivation:
    """An activation of many clients: for who made it, and to read for staff who reach all clients.

    Raises Http404, PermissionDenied.
    """
    rows = BulkActivation.unscoped("the door finds the firm that decides")
    firm_id = rows.filter(pk=bulk_id).values_list("firm_id", flat=True).first()
    if firm_id is None:
        raise Http404
    membership = membership_in(request, firm_id, Permission.COLLABORATIONS_START)
    open_scope(firm_id=firm_id)
    bulk = get_object_or_404(BulkActivation.objects.select_related("firm", "made_by"), pk=bulk_id)
    if bulk.made_by_id != membership.user_id:
        if membership.client_access != ClientAccess.ALL:
            raise Http404
        if acts:
            raise PermissionDenied
    return bulk


def bulk_item_for(request: HttpRequest, item_id: UUID, *, acts: bool = False) -> BulkItem:
    """One client of an activation of many, if the person reaches the client too. Raises Http404, PermissionDenied."""
    rows = BulkItem.unscoped("the door finds the firm that decides")
    found = rows.filter(pk=item_id).values_list("bulk_id", "client_id").first()
    if found is None:
        raise Http404
    bulk = bulk_for(request, found[0], acts=acts)
    client = client_for(request, found[1], Permission.COLLABORATIONS_START)
    item = BulkItem.objects.select_related("assignment__owner", "contact").get(pk=item_id)
    item.bulk, item.client = bulk, client
    return item


def invitation_for(request: HttpRequest, token: str) -> Invitation:
    """The invitation that a link leads to while it can be answered.

    Raises Http404, alike for unknown, used, withdrawn and expired links, and Throttled after too many of them.
    """
    _refuse_throttled(request)
    invitation = _open_invitation(token)
    if invitation is None:
        _count_miss(_key(request))
        raise Http404
    return invitation


def recovery_for(request: HttpRequest, token: str) -> Recovery | RecoveryNotice:
    """What a link of a recovery leads to: to confirm it for the signatory, to stop it for who was told.

    Raises Http404, alike for unknown and used links and for all that can no longer be answered, and Throttled.
    """
    _refuse_throttled(request)
    found = _open_recovery(token)
    if found is None:
        _count_miss(_key(request))
        raise Http404
    return found


def _refuse_throttled(request: HttpRequest) -> None:
    if _misses(_key(request)) >= MISSES_ALLOWED:
        raise Throttled


def _key(request: HttpRequest) -> str:
    return f"invitation-misses:{request.META.get('REMOTE_ADDR', '')}"


def _open_recovery(token: str) -> Recovery | RecoveryNotice | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM find_recovery(%s)", [hash_of(token)])
        row = cursor.fetchone()
    if row is None:
        return None
    recovery_id, notice_id, firm_id, company_id = row
    with as_system(reason="the holder of the link may have no place anywhere", firm_id=firm_id, company_id=company_id):
        rows = Recovery.objects.select_related("firm", "company").filter(pk=recovery_id)
        if notice_id is None:
            return rows.filter(state=RecoveryState.SENT, expires_at__gt=clock.now()).first()
        notices = RecoveryNotice.objects.select_related("user", "recovery__firm", "recovery__company")
        notice: RecoveryNotice | None = notices.filter(pk=notice_id, recovery__state=RecoveryState.WAITING).first()
        return notice


def _open_invitation(token: str) -> Invitation | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM find_invitation(%s)", [hash_of(token)])
        row = cursor.fetchone()
    if row is None:
        return None
    invitation_id, firm_id, company_id = row
    with as_system(reason="the holder of the link has no place anywhere yet", firm_id=firm_id, company_id=company_id):
        return (
            Invitation.objects.filter(pk=invitation_id, state=InvitationState.OPEN, expires_at__gt=clock.now())
            .select_related("user")
            .first()
        )


def _misses(key: str) -> int:
    with suppress(RedisError):
        return int(cache.get(key, 0))
    return 0


def _count_miss(key: str) -> None:
    with suppress(RedisError, ValueError):
        cache.add(key, 0, MISS_SECONDS)
        cache.incr(key)


def _found(collaboration: Collaboration | None) -> Collaboration:
    if collaboration is None:
        raise Http404
    return collaboration
