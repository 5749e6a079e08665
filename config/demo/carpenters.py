"""A client in Start whose time the firm registers with quick choices: three employees, nothing registered yet."""

from common import clock
from common.periods import Month
from common.rls import as_system
from config.demo import cast
from config.demo.places import World, morning
from config.demo.workers import give_week, hire

NAME = "Snickarna i Luleå AB"


def make_carpenters(world: World) -> None:
    """The people and their weeks."""
    first, company_id = Month.of(clock.today()).previous.previous.first, world.places[NAME].company.pk
    with clock.frozen(morning(first)), as_system(reason="demo", company_id=company_id):
        for position, worker in enumerate(cast.CARPENTERS):
            employee = hire(company_id, worker, position, first)
            give_week(employee, worker.rate, employee.hired_on)
