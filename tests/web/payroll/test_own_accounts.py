"""The page of accounts: numbers of one's own, refused by kind, put back, in the journal, and told of afterwards."""

import pytest

from accounts.permissions import GrantScope
from payroll.findings import warnings_to_see
from payroll.models import JournalLine, OwnAccount, PayrollRun
from payroll.operations.runs import InputsChanged, approve_run, start_calculation
from tests.factories.accounts import give
from tests.factories.effects import drain_outbox
from tests.web.browsing import Person
from tests.web.office import Office
from tests.web.payroll.desk import address, calculated, run_of

pytestmark = pytest.mark.django_db


def posted(run: PayrollRun) -> dict[str, int]:
    return dict(JournalLine.objects.filter(run=run).values_list("account", "amount"))


def test_numbers_are_checked_saved_put_back_and_used_by_runs_that_are_not_approved(office: Office) -> None:
    give(office.ola, office.company, GrantScope.PAYROLL)
    ola, path = Person(office.ola), address(office, "own_accounts", side="client_")
    run = calculated(office)
    page = ola.open(path)
    wrong = ola.send(page, {"7210": "72", "2710": "7010", "7510": "7511", "2821": "2890"}, status=422)
    assert "Ett konto har fyra siffror och börjar med 1 till 8." in wrong.text
    assert "En skuld har ett konto som börjar med 2." in wrong.text
    assert wrong.soup.select_one("#id_7510")["value"] == "7511"  # type: ignore[index]
    wrong = ola.send(wrong, {"7210": "7220", "2710": "2890"}, status=422)
    assert "Nettolönen har ett eget konto" in wrong.text and "Personalskatt" in wrong.text
    saved = ola.send(wrong, {"2710": ""})
    assert "Sparat." in saved.toasts and "7210 → 7220" in saved.text and "Ola" in saved.text
    with office.seen():
        before = posted(run)
        with pytest.raises(InputsChanged):
            approve_run(run_id=run.pk, by=office.eva)
        start_calculation(run_id=run.pk, by=office.eva)
    drain_outbox()
    with office.seen():
        run = approve_run(run_id=run.pk, by=office.eva, seen=warnings_to_see(run.pk))
        own = {"7210": "7220", "7510": "7511", "2821": "2890"}
        assert posted(run) == {own.get(number, number): amount for number, amount in before.items()}
        assert run.net_account == "2890"
    seen = ola.open(address(office, "run_show", run.pk, side="client_"))
    assert "7220" in seen.text
    saved = ola.send(saved, {"reset": "7210"})
    assert "7220 → 7210" in saved.text
    with office.seen():
        assert dict(OwnAccount.objects.values_list("standard", "number")) == {"7510": "7511", "2821": "2890"}
        assert "7220" in posted(run_of(office))
    copy = address(office, "pay_item_copy", "bonus", side="client_")
    refused = ola.send(ola.open(copy), {"name": "Gåva", "account": "2890"}, status=422)
    assert "På det kontot bokförs nettolönen" in refused.text
