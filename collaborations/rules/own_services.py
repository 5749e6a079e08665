"""What a company runs by itself, and what happens when it ends that."""

from enum import StrEnum

from collaborations.rules.blockers import Blocker, BlockerCode, Remedy
from collaborations.rules.effects import Effect, LonDirectEnded, OwnPayrollEnded, PayslipsKept
from collaborations.rules.facts import Person
from collaborations.rules.planning import Plan


class OwnService(StrEnum):
    """The whole payroll, or the small one."""

    PAYROLL = "PAYROLL"
    LON_DIRECT = "LON_DIRECT"


def plan_own_end(
    service: OwnService,
    *,
    people: tuple[Person, ...],
    firms: tuple[str, ...],
    unfinished: tuple[str, ...],
) -> Plan:
    """What happens when the company ends what it runs itself; not while it works in payroll with a firm.

    `people` hold the access, `firms` are those of open collaborations, `unfinished` sentences about runs.
    """
    closing: Effect = OwnPayrollEnded(people=people)
    if service is OwnService.LON_DIRECT:
        closing = LonDirectEnded(people=people)
    blockers = []
    if firms:
        blockers.append(Blocker(BlockerCode.COLLABORATION_STANDS, Remedy.COLLABORATIONS, firms))
    if unfinished:
        blockers.append(Blocker(BlockerCode.RUN_UNFINISHED, Remedy.NONE, unfinished))
    return Plan((closing, PayslipsKept()), tuple(blockers))
