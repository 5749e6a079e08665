"""A company that ran its own small payroll in Lön Direkt before the firm took over."""

from collections.abc import Sequence
from datetime import datetime

from common import clock
from common.periods import Month
from common.rls import as_system
from config.demo import cast
from config.demo.effects import perform
from config.demo.places import World, morning
from config.demo.workers import hire
from employment.models.employee import EmploymentType
from payroll.findings import warnings_to_see
from payroll.models import RunOrigin
from payroll.operations.runs import approve_run, create_run, start_calculation
from payroll.statutory import available_years

PAID_ON = 20


def run_lon_direct(world: World, name: str, workers: Sequence[cast.Worker], until: datetime) -> None:
    """Some employees, and a run for each of the two months before the last payday that has passed."""
    place = world.places[name]
    last = Month.of(until.date()) if until.day > PAID_ON else Month.of(until.date()).previous
    months = [last.previous, last]
    with clock.frozen(morning(months[0].first)), as_system(reason="demo", company_id=place.company.pk):
        for position, worker in enumerate(workers):
            hire(place.company.pk, worker, position, months[0].first, EmploymentType.SIMPLIFIED)
    for month in months:
        if month.year in available_years():
            _run(world, name, month)


def _run(world: World, name: str, month: Month) -> None:
    place = world.places[name]
    assert place.administrator is not None
    at, company_id = morning(month.first.replace(day=PAID_ON)), place.company.pk
    with clock.frozen(at), as_system(reason="demo", company_id=company_id):
        run = create_run(company_id=company_id, month=month, by=place.administrator, origin=RunOrigin.LON_DIREKT)
        start_calculation(run_id=run.pk, by=place.administrator)
    perform(world, name, "payroll.calculate_chunk", at)
    with clock.frozen(at), as_system(reason="demo", company_id=company_id):
        approve_run(run_id=run.pk, by=place.administrator, seen=warnings_to_see(run.pk))
