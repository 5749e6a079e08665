"""Calculating a run in the background: read all, compute, write once, chunk by chunk."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from common import clock
from common.money import ORE_IN_KRONA
from employment.models import Employee
from events.operations import record
from payroll.basis import bases_for
from payroll.models import PayrollRun, PayrollRunChunk, Payslip
from payroll.operations.digests import fingerprints_digest
from payroll.operations.runs import locked_run
from payroll.operations.stored import stored_results
from payroll.operations.writing import write_journal, write_results
from payroll.rules.basis import PayForm, PayslipBasis
from payroll.rules.canonical import result_digest
from payroll.rules.employer_contributions import AgeGroupMissing
from payroll.rules.hourly_value import ScheduleMissing
from payroll.rules.journal import journal
from payroll.rules.payslip import NetBelowZero, calculate_payslip
from payroll.rules.result import PayslipResult
from payroll.rules.run_states import RunAction, RunState, next_state
from payroll.statutory import Parameters, parameters_on

Computed = tuple[PayslipBasis, str, PayslipResult]
PROBLEMS = (NetBelowZero, ScheduleMissing, AgeGroupMissing)


@transaction.atomic
def calculate_chunk(*, run_id: UUID, number: int) -> None:
    """Compute one chunk; whoever finishes last closes the run. A chunk that is done already is left alone."""
    run = locked_run(run_id)
    chunk = PayrollRunChunk.objects.select_for_update().get(run=run, number=number)
    if run.state != RunState.CALCULATING or chunk.done_at is not None:
        return
    employees = list(Employee.objects.filter(pk__in=chunk.employee_ids).defer("personal_identity_number"))
    computed, problems = compute(bases_for(run, employees), parameters_on(run.payday))
    write_results(run, computed)
    chunk.problems = problems
    chunk.done_at = clock.now()
    chunk.save(update_fields=["problems", "done_at"])
    chunks = list(PayrollRunChunk.objects.filter(run=run).values_list("done_at", "problems"))
    if all(done_at is not None for done_at, _ in chunks):
        _finish(run, [problem for _, found in chunks for problem in found])


def compute(bases: Sequence[PayslipBasis], parameters: Parameters) -> tuple[list[Computed], list[dict[str, Any]]]:
    """Payslips of everyone who can have one, and the problem of everyone who cannot."""
    computed: list[Computed] = []
    problems = []
    for basis in bases:
        try:
            computed.append((basis, pay_form_of(basis), calculate_payslip(basis, parameters)))
        except PROBLEMS as problem:
            problems.append({"employee": basis.employee_id, "problem": type(problem).__name__})
    return computed, problems


def pay_form_of(basis: PayslipBasis) -> str:
    """How the employee is paid in the month: the latest terms decide."""
    return basis.terms[-1].pay_form if basis.terms else PayForm.MONTHLY


def _finish(run: PayrollRun, problems: list[dict[str, Any]]) -> None:
    """Close the calculation: all payslips of the run or none."""
    _remove_surplus(run)
    if problems:
        run.state, run.problems = next_state(RunState(run.state), RunAction.FAIL), problems
        run.save(update_fields=["state", "problems"])
        record("payroll.calculation_stopped", by=None, subject=run, company_id=run.company_id)
        return
    results = stored_results(run)
    write_journal(run, journal((PayForm(slip.pay_form), result) for slip, result in results))
    totals = Payslip.objects.filter(run=run).aggregate(
        gross_pay=Sum("gross_pay"), preliminary_tax=Sum("preliminary_tax"), net_pay=Sum("net_pay"),
        contribution_cost=Sum("contribution_cost"),
    )  # fmt: skip
    for name, total in totals.items():
        setattr(run, name, total or 0)
    run.employee_count = len(results)
    run.input_digest = fingerprints_digest(slip.fingerprint for slip, _ in results)
    run.result_digest = result_digest([result for _, result in results])
    run.state, run.calculated_at = next_state(RunState(run.state), RunAction.FINISH), clock.now()
    run.save(update_fields=[*totals, "employee_count", "input_digest", "result_digest", "state", "calculated_at"])
    data = {"kronor": run.net_pay // ORE_IN_KRONA, "employees": run.employee_count}
    record("payroll.calculation_finished", by=None, subject=run, company_id=run.company_id, data=data)


def _remove_surplus(run: PayrollRun) -> None:
    """Payslips of people who were in an earlier calculation but are not in this one."""
    present = [
        employee_id
        for ids in PayrollRunChunk.objects.filter(run=run).values_list("employee_ids", flat=True)
        for employee_id in ids
    ]
    run.lines.exclude(employee_id__in=present).delete()
    run.payslips.exclude(employee_id__in=present).delete()
