"""An activation of many confirmed, and carried out, by several at the same moment: once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from collaborations.models import BulkActivation, Collaboration
from collaborations.operations.bulk_carrying_out import carry_out_item, confirm
from collaborations.operations.refusals import BulkGone
from collaborations.rules.bulk import ItemState
from common import clock
from common.rls import as_system
from common.scoping import no_scope
from events.models import AuditEvent
from tests.factories.bulk import further_client, items_in, proposed
from tests.factories.collaborations import Cast, make_cast, start_terms

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def refused_of(work: Callable[[], None], cast: Cast) -> int:
    """How many of those who did the same at once were refused."""

    def one(_number: int) -> bool:
        try:
            with no_scope(), transaction.atomic(), as_system(reason="test", firm_id=cast.firm.pk):
                work()
        except BulkGone:
            return True
        finally:
            connections.close_all()
        return False

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(one, range(AT_ONCE)))


def test_it_is_confirmed_once_and_each_client_activated_once() -> None:
    with transaction.atomic():
        cast = make_cast()
        bulk = proposed(cast, [further_client(cast, "Ny AB")], start_terms())
        (item,) = items_in(bulk)

    def confirmed() -> None:
        confirm(bulk=BulkActivation.objects.get(pk=bulk.pk), seen=bulk.version, by=cast.eva, at=clock.now())

    assert refused_of(confirmed, cast) == AT_ONCE - 1
    assert refused_of(lambda: carry_out_item(item_id=item.pk, at=clock.now()), cast) == 0
    with transaction.atomic():
        assert [one.state for one in items_in(bulk)] == [ItemState.ACTIVATED]
        with as_system(reason="test", firm_id=cast.firm.pk):
            assert Collaboration.objects.count() == 1
            kinds = AuditEvent.objects.filter(firm_id=cast.firm.pk, kind="collaborations.bulk_confirmed")
            assert kinds.count() == 1
