"""The employees whom Lön Direkt paid go over to the firm, and back when the company pays them itself again."""

from accounts.carry_over import Actor, carry_over, give_back
from collaborations.operations.work import Work
from collaborations.rules.effects import EmployeesCarriedOver
from events.operations import record


def take_on(effect: EmployeesCarriedOver, work: Work) -> None:
    """In the commit in which Lön Direkt closes; a second delivery finds it closed and plans nothing."""
    collaboration = work.collaboration
    number = carry_over(collaboration.company_id, actor_in(work), work.at)
    record(
        "collaborations.employees_carried_over",
        by=work.by,
        subject=collaboration,
        firm_id=collaboration.firm_id,
        company_id=collaboration.company_id,
        data={"carried": number},
    )


def hand_back(work: Work) -> None:
    """Those whom the firm has not gone through are as Lön Direkt left them."""
    give_back(work.collaboration.company_id, actor_in(work))


def actor_in(work: Work) -> Actor:
    """Who acts, as payroll wants it."""
    return Actor(work.by, work.collaboration.firm_id)
