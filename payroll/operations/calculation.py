"""Calculating a run in the background: read all, compute, write once, chunk by chunk."""

from collections.abc import Sequence
from dataclasses import asdict
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists

from common import clock
from common.money import ORE_IN_KRONA
from employment.cost_queries import knowing_shares
from employment.models import Employee
from employment.queries import knowing_former
from events.operations import record
from payroll.basis import bases_for
from payroll.models import JournalLine, PayrollRun, PayrollRunChunk, Payslip, PayslipLine
from payroll.operations.runs import locked_run
from payroll.operations.totals import Outcome, stored_outcome
from payroll.operations.writing import remove_surplus, write_comp_balances, write_journal, write_results
from payroll.parameters import parameters_for
from payroll.rules.accounts import STANDARD, WAGES_PAYABLE
from payroll.rules.basis import PayForm, PayslipBasis
from payroll.rules.digests import digest_of_digests
from payroll.rules.journal import JournalLine as JournalEntry
from payroll.rules.journal import journal, moves
from payroll.rules.payslip import PROBLEMS, calculate_payslip
from payroll.rules.result import PayslipResult
from payroll.rules.run_states import RunAction, RunState, next_state
from payroll.statutory import FigureMissing, Parameters
from payroll.vacation_balances import knowing_accounts

Computed = tuple[PayslipBasis, str, PayslipResult]
INTERRUPTED = "Interrupted"
FINISHED = ("net_account", "employee_count", "input_digest", "result_digest", "state", "calculated_at")
TOTALS = ("gross_pay", "preliminary_tax", "net_pay", "contribution_cost", "employer_premiums")


@transaction.atomic(savepoint=False)
def calculate_chunk(*, run_id: UUID, number: int) -> None:
    """Compute one chunk; whoever finishes last closes the run. A chunk that is done already is left alone.

    The run is locked for the writing only, so that the chunks of a large run are computed side by side.
    """
    chunks = PayrollRunChunk.objects.filter(run_id=run_id)
    own = chunks.filter(number=number).select_related("run").annotate(others=Exists(chunks.exclude(number=number)))
    chunk = own.select_for_update(of=("self",), no_key=True).first()
    if chunk is None or chunk.done_at is not None or chunk.run.state != RunState.CALCULATING:
        return
    chosen = Employee.objects.filter(pk__in=chunk.employee_ids).only("birth_date", "hired_on", "left_on")
    known = knowing_shares(knowing_accounts(knowing_former(chosen)), chunk.company_id, chunk.run.month.first)
    parameters = parameters_for(chunk.run.payday, chunk.run.statutory_version)
    computed, problems = compute(bases_for(chunk.run, sorted(known, key=attrgetter("pk"))), parameters)
    run = locked_run(run_id)
    if run.state != RunState.CALCULATING:  # it was stopped meanwhile
        return
    digests = write_results(run, computed)
    outcome = _outcome(computed, digests)
    chunk.problems, chunk.done_at = problems, clock.now()
    chunk.moved = [asdict(entry) for entry in moves(outcome.results, outcome.accounts)]
    chunk.save(update_fields=["problems", "moved", "done_at"])
    # Most runs have one chunk: everything is in hand then, and nothing has to be read again.
    found = list(chunks.only("done_at", "problems", "moved")) if chunk.others else [chunk]
    if all(one.done_at is not None for one in found):
        _close(run, found, None if chunk.others else outcome)


def compute(bases: Sequence[PayslipBasis], parameters: Parameters) -> tuple[list[Computed], list[dict[str, Any]]]:
    """Payslips of everyone who can have one, and the problem of everyone who cannot."""
    computed: list[Computed] = []
    problems = []
    for basis in bases:
        try:
            computed.append((basis, pay_form_of(basis), calculate_payslip(basis, parameters)))
        except PROBLEMS as problem:
            problems.append({"employee": basis.employee_id, **_described(problem)})
    return computed, problems


def _described(problem: Exception) -> dict[str, str]:
    """What stopped a payslip, by name; a missing figure of the law with its own name and year."""
    missing = {"figure": problem.name, "year": str(problem.year)} if isinstance(problem, FigureMissing) else {}
    return {"problem": type(problem).__name__, **missing}


def pay_form_of(basis: PayslipBasis) -> str:
    """How the employee is paid in the month: the latest terms decide."""
    return basis.terms[-1].pay_form if basis.terms else PayForm.MONTHLY


def _outcome(computed: Sequence[Computed], digests: Sequence[str]) -> Outcome:
    return Outcome(
        [(PayForm(form), result) for _, form, result in computed],
        computed[0][0].accounts if computed else STANDARD,
        [UUID(result.employee_id) for _, _, result in computed],
        [result.fingerprint for _, _, result in computed],
        digests,
    )


@transaction.atomic
def stop_calculation(*, run_id: UUID) -> None:
    """Stop a run that a worker could not finish, so that a person can start it again."""
    run = locked_run(run_id)
    if run.state == RunState.CALCULATING:
        _stop(run, [{"employee": "", "problem": INTERRUPTED}])


def _close(run: PayrollRun, chunks: Sequence[PayrollRunChunk], outcome: Outcome | None) -> None:
    """End the calculation: all payslips of the run, or none."""
    problems = [problem for chunk in chunks for problem in chunk.problems]
    if problems:
        _stop(run, problems)
    else:
        _finish(run, [JournalEntry(**entry) for chunk in chunks for entry in chunk.moved], outcome)


def _stop(run: PayrollRun, problems: list[dict[str, Any]]) -> None:
    for model in (PayslipLine, Payslip, JournalLine):
        model.objects.filter(run=run).delete()
    run.state, run.problems = next_state(RunState(run.state), RunAction.FAIL), problems
    run.save(update_fields=["state", "problems"])
    record("payroll.calculation_stopped", by=None, subject=run, company_id=run.company_id)


def _finish(run: PayrollRun, moved: Sequence[JournalEntry], outcome: Outcome | None) -> None:
    if run.calculation > 1:
        remove_surplus(run)
    whole = outcome or stored_outcome(run)
    write_comp_balances(run, whole.employees)
    write_journal(run, journal(whole.results, moved, whole.accounts))
    run.net_account = whole.accounts.of(WAGES_PAYABLE)
    for name in TOTALS:
        setattr(run, name, sum(getattr(result, name) for _, result in whole.results))
    run.employee_count = len(whole.fingerprints)
    run.input_digest = digest_of_digests(whole.fingerprints)
    run.result_digest = digest_of_digests(whole.digests)
    run.state, run.calculated_at = next_state(RunState(run.state), RunAction.FINISH), clock.now()
    run.save(update_fields=[*TOTALS, *FINISHED])
    data = {"kronor": run.net_pay // ORE_IN_KRONA, "employees": run.employee_count}
    record("payroll.calculation_finished", by=None, subject=run, company_id=run.company_id, data=data)
