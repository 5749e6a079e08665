"""What pages for employees mean to those who approve time in the payroll that they stand on."""

from collaborations.rules.change_effects import ClientApprovalClosed, StaffApprovalClosed
from collaborations.rules.effects import ClientApprovesTime, Effect
from collaborations.rules.facts import Facts
from collaborations.rules.terms import TimeMode


def approval_moves(facts: Facts, time_mode: TimeMode) -> tuple[Effect, ...]:
    """Who gains and who loses it: where employees register, the client approves, and otherwise nobody does."""
    registers = time_mode is TimeMode.EMPLOYEES_REGISTER
    approving = tuple(dict.fromkeys((*facts.attestors, *facts.administrators))) if registers else ()
    moves = (
        ClientApprovesTime(people=tuple(one for one in approving if one not in facts.approving_client)),
        ClientApprovalClosed(people=tuple(one for one in facts.approving_client if one not in approving)),
        StaffApprovalClosed(people=facts.approving_staff),
    )
    return tuple(move for move in moves if move.people)
