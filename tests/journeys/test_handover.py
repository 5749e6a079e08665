"""A company changes firms: asked for by the new one, approved by the client, and done on the day."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction

from collaborations.models import Collaboration
from collaborations.rules.states import State
from common import clock
from common.rls import as_system
from events.models import OutboxEffect
from tests.factories.collaborations import Cast, make_cast, make_rival, standard_terms
from tests.factories.effects import drain_outbox
from tests.journeys.conftest import MailReader, Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def firms() -> tuple[Cast, Cast]:
    """Norrsken works for the company; Sydost has it as a client without working for it."""
    with transaction.atomic():
        present = make_cast()
        coming = make_rival(present)
        present.accept(present.activate(standard_terms()))
    drain_outbox()
    return present, coming


def let_the_day_come(cast: Cast) -> None:
    """The day was agreed for yesterday, and the worker has just come back."""
    with transaction.atomic(), as_system(reason="test", firm_id=cast.firm.pk, company_id=cast.company.pk):
        yesterday = clock.today() - timedelta(days=1)
        coming = Collaboration.objects.get(state=State.AGREED)
        Collaboration.objects.filter(pk=coming.pk).update(takes_over_on=yesterday)
        with as_system(reason="test", company_id=cast.company.pk):
            leaving = Collaboration.objects.filter(successor=coming)
            leaving.update(ends_on=yesterday - timedelta(days=1))
        due = OutboxEffect.objects.filter(kind="collaborations.hand_over_when_due", subject_id=coming.pk)
        due.update(next_attempt_at=clock.now())


def test_the_company_goes_from_one_firm_to_the_other(
    firms: tuple[Cast, Cast], person: Callable[..., Person], link_in_mail: MailReader
) -> None:
    present, coming = firms
    elsa, ola, eva = person(), person(phone=True), person()
    elsa.sign_in(coming.eva.email)
    elsa.open(f"/firm/clients/{coming.client.pk}/collaborations/")
    elsa.page.get_by_role("link", name="Be om att få ta över").first.click()
    elsa.page.get_by_text("Den nuvarande byråns åtkomst stängs i samma ögonblick").wait_for()
    elsa.look()
    assert present.firm.name not in elsa.page.content()
    elsa.page.get_by_role("button", name="Skicka förfrågan").click()
    elsa.page.get_by_text("Väntar på kunden").first.wait_for()
    elsa.look()

    ola.sign_in(present.administrators[0].email)
    ola.open(link_in_mail(present.administrators[0].email, "vill ta över Lön Smart"))
    ola.page.get_by_text(f"I dag samarbetar ni med {present.firm.name}").wait_for()
    ola.page.get_by_role("button", name="Acceptera").click()
    ola.page.get_by_text(f"{coming.firm.name} tar över den").first.wait_for()
    ola.look()

    link_in_mail(present.eva.email, "lämnas över till en annan byrå")
    eva.sign_in(present.eva.email)
    eva.open(f"/firm/clients/{present.client.pk}/collaborations/")
    eva.page.get_by_text("Lämnas över till en annan byrå efter").wait_for()
    assert coming.firm.name not in eva.page.content()
    elsa.open(f"/firm/clients/{coming.client.pk}/collaborations/")
    elsa.page.get_by_text("Tar över senare").first.wait_for()
    assert elsa.page.get_by_role("link", name="Öppna lönen").count() == 0

    let_the_day_come(coming)
    for _ in range(60):
        elsa.page.reload()
        if elsa.page.get_by_text("Aktivt").count():
            break
        elsa.page.wait_for_timeout(250)
    elsa.page.get_by_role("link", name="Öppna lönen").first.wait_for()
    elsa.look()
    eva.page.reload()
    eva.page.get_by_text("Avslutat").first.wait_for()
    assert eva.page.get_by_role("link", name="Öppna lönen").count() == 0
