"""The demo's own runs, from schedules, reports and attestation to stored payslips, against the payslips by hand."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime, time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.models import Company, User
from common import clock
from common.money import kronor
from common.periods import Month
from common.rls import as_system
from config.demo import cast
from config.demo.bakery import NAME
from payroll.models import Payslip, PayslipLine
from payroll.operations.runs import create_run, start_calculation
from tests.factories.effects import drain_outbox
from tests.scenarios.payslips.scenario import Data, read

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parents[2] / "scenarios" / "payslips"
BY_HAND = {data["employee"]["name"]: data for data in map(read, sorted(FOLDER.glob("demo-*.toml")))}
THIS_MONTH = Month(2026, 11)
PAYDAY_MORNING = datetime.combine(date(2026, 11, 25), time(10), clock.STOCKHOLM)


@pytest.fixture
def bakery(as_owner: Callable[[], AbstractContextManager[None]]) -> Iterator[Company]:
    """The demo on a day in November 2026, its month ready to be run."""
    with clock.frozen(PAYDAY_MORNING):
        call_command("demo", stdout=StringIO())
        with as_owner():
            company = Company.objects.get(name=NAME)
        yield company


def told(company: Company, name: str, month: Month) -> Data:
    """A stored payslip in the words of the scenarios."""
    with as_system(reason="test", company_id=company.pk):
        given, _, family = name.partition(" ")
        slip = Payslip.objects.get(employee__given_name=given, employee__family_name=family, period=month.first)
        lines = PayslipLine.objects.filter(run=slip.run, employee=slip.employee).order_by("position")
        return {
            "lines": [
                {
                    "pay_item": one.pay_item,
                    "quantity": f"{one.quantity.normalize():f}",
                    "amount": str(kronor(one.amount)),
                }
                for one in lines
            ],
            "totals": {
                "gross_pay": str(kronor(slip.gross_pay)),
                "preliminary_tax": str(kronor(slip.preliminary_tax)),
                "net_pay": str(kronor(slip.net_pay)),
                "vacation_days": f"{slip.vacation_days_taken.normalize():f}",
            },
            "cost": str(kronor(slip.contribution_cost)),
        }


def by_hand(data: Data) -> Data:
    (contribution,) = data["contributions"]
    return {"lines": data["lines"], "totals": data["totals"], "cost": contribution["amount"]}


def test_the_payslips_of_the_demo_are_the_ones_worked_out_by_hand(bakery: Company) -> None:
    """Anna's is of the month before, when she worked two hours more than her schedule."""
    eva = User.objects.get(email=cast.EVA.email)
    with as_system(reason="test", company_id=bakery.pk):
        run = create_run(company_id=bakery.pk, month=THIS_MONTH, by=eva)
        start_calculation(run_id=run.pk, by=eva)
    drain_outbox()
    assert len(BY_HAND) == len(cast.WORKERS)
    for name, data in BY_HAND.items():
        year, number = data["month"]["paid"].split("-")
        assert told(bakery, name, Month(int(year), int(number))) == by_hand(data), name
