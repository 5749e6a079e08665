"""The life of a run: created, calculated, approved or discarded."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import User
from common import clock
from common.periods import Month
from employment.queries import open_logins, payroll_settings_of
from events.models import AuditEvent
from events.operations import enqueue, record
from payroll.approvals import approval_of, side_for
from payroll.checks import Check, checks_of, employees_in
from payroll.deviations import months_by_employee
from payroll.findings import findings_of
from payroll.findings.kinds import APPROVED, digest_of_warnings, told
from payroll.models import PayrollRun, PayrollRunChunk, Payslip, RunKind, RunOrigin
from payroll.operations.digests import input_digest_of
from payroll.operations.vacation_taking import account_for_vacation
from payroll.parameters import latest_version
from payroll.rules.approvals import Side, is_last
from payroll.rules.run_states import OPEN_STATES, RunAction, RunState, next_state
from payroll.run_dates import DAYS, planned_run, run_before, set_days
from timereporting.operations.reports import import_reports

CHUNK = 1000
STARTED = ("state", "calculation", "employee_count", "statutory_version", "started_by", "started_at", "problems")
FIRST = ("first_approved_side", "first_approved_by", "first_approved_at", "first_approved_digest")


class RunExists(ValueError):
    """The company has a run for the month already."""


class AlreadyStarted(ValueError):
    """Someone else has started the calculation."""

    def __init__(self, run: PayrollRun) -> None:
        super().__init__("The run is being calculated.")
        self.run = run


class ChecksFail(ValueError):
    """Something has to be mended before the run can be calculated."""

    def __init__(self, checks: list[Check]) -> None:
        super().__init__(f"{len(checks)} checks fail.")
        self.checks = checks


class ResultChanged(ValueError):
    """The run was calculated again after its result was shown: what would be approved is something else."""


class WarningsUnread(ValueError):
    """There are warnings that nobody has said that they have seen, or others than those."""


class InputsChanged(ValueError):
    """What the payslips were computed from is not what it was: calculate again first."""


@transaction.atomic
def create_run(
    *, company_id: UUID, month: Month, by: User, origin: RunOrigin = RunOrigin.LON_SMART, payday: date | None = None
) -> PayrollRun:
    """Prepare the ordinary run for a month's salary, on the company's payday when none is given. Raises RunExists."""
    run = planned_run(company_id, month, payroll_settings_of(company_id), run_before(company_id, month))
    run.payday = payday or run.payday
    run.kind, run.origin, run.created_by, run.created_at = RunKind.ORDINARY, origin, by, clock.now()
    try:
        with transaction.atomic():
            run.save(force_insert=True)
    except IntegrityError as error:
        raise RunExists(str(month)) from error
    _record("payroll.run_created", run, by)
    return run


@transaction.atomic
def start_calculation(*, run_id: UUID, by: User) -> PayrollRun:
    """Check everything, then let the background work.

    Raises AlreadyStarted, ChecksFail, TransitionNotAllowed.
    """
    # In the order of the calculation, which holds a chunk when it locks the run.
    list(PayrollRunChunk.objects.select_for_update().filter(run_id=run_id).order_by("number").values_list("number"))
    run = locked_run(run_id)
    if run.state == RunState.CALCULATING:
        raise AlreadyStarted(run)
    state = next_state(RunState(run.state), RunAction.CALCULATE)
    set_days(run, payroll_settings_of(run.company_id), run_before(run.company_id, run.month))
    employees = employees_in(run)
    failing = checks_of(run, employees)
    if failing:
        raise ChecksFail(failing)
    run.state, run.calculation, run.employee_count = state, run.calculation + 1, len(employees)
    run.started_by, run.started_at, run.problems = by, clock.now(), []
    run.statutory_version = latest_version()
    run.first_approved_side = run.first_approved_digest = ""
    run.first_approved_by = run.first_approved_at = None
    run.save(update_fields=[*STARTED, *DAYS, *FIRST])
    cause = _record("payroll.calculation_started", run, by)
    PayrollRunChunk.objects.filter(run=run).delete()
    # By key, as the rows are written: an index that grows at its end is a third smaller.
    ids = sorted(str(employee.pk) for employee in employees)
    chunks = [
        PayrollRunChunk(company_id=run.company_id, run=run, number=number, employee_ids=ids[start : start + CHUNK])
        for number, start in enumerate(range(0, len(ids), CHUNK))
    ]
    PayrollRunChunk.objects.bulk_create(chunks)
    for chunk in chunks:
        enqueue(
            "payroll.calculate_chunk",
            dedupe_key=f"run:{run.pk}:{run.calculation}:{chunk.number}",
            cause=cause,
            run_id=run.pk,
            number=chunk.number,
        )
    return run


@transaction.atomic
def approve_run(*, run_id: UUID, by: User, seen: str = "", shown: str | None = None) -> PayrollRun:
    """Approve and freeze, take the time reports in, and tell the employees. `seen` is the digest of the warnings seen.

    `shown` is the digest of the result that a page has shown; None where nobody has looked at one. Where firm and
    client both approve, the first of them only says so, and the other is asked. Raises ChecksFail when something came
    in the way after the calculation, ResultChanged, InputsChanged, WarningsUnread, TransitionNotAllowed, NotTheirs.
    """
    run = locked_run(run_id)
    state = next_state(RunState(run.state), RunAction.APPROVE)
    approval = approval_of(run)
    side = side_for(run, approval, by.pk)
    if shown not in (None, run.result_digest):
        raise ResultChanged
    employees = employees_in(run)
    failing = checks_of(run, employees)
    if failing:
        raise ChecksFail(failing)
    if input_digest_of(run) != run.input_digest:
        raise InputsChanged
    warnings = [one for one in findings_of(run, employees) if one.is_warning]
    if digest_of_warnings(warnings) not in ("", seen):
        raise WarningsUnread
    at = clock.now()
    if side is not None and not is_last(approval.needed, approval.given, side):
        return _approve_first(run, side, by, at)
    employee_ids = list(Payslip.objects.filter(run=run).values_list("employee_id", flat=True))
    Payslip.objects.filter(run=run).update(approved_at=at)
    for month, ids in months_by_employee(run, employee_ids, closed=True).items():
        import_reports(company_id=run.company_id, employee_ids=ids, month=month, by=by)
    account_for_vacation(run=run, by=by, at=at)
    run.state, run.approved_by, run.approved_at = state, by, at
    run.save(update_fields=["state", "approved_by", "approved_at"])
    cause = _record(APPROVED, run, by, **({"warnings": told(warnings)} if warnings else {}))
    _tell(run, employee_ids, cause)
    _let_closing_go_on(run, cause)
    return run


def _tell(run: PayrollRun, employee_ids: list[UUID], cause: AuditEvent) -> None:
    """Mail those who can sign in that there is a payslip to read."""
    opened = open_logins(run.company_id, employee_ids)
    for employee_id in employee_ids:
        if employee_id in opened:
            key = f"payslip:{run.pk}:{employee_id}"
            enqueue("payroll.send_payslip_notice", dedupe_key=key, cause=cause, run_id=run.pk, employee_id=employee_id)


def _approve_first(run: PayrollRun, side: Side, by: User, at: datetime) -> PayrollRun:
    """One side approves what came out; nothing is frozen before the other has."""
    run.first_approved_side, run.first_approved_by, run.first_approved_at = side.value, by, at
    run.first_approved_digest = run.result_digest
    run.save(update_fields=FIRST)
    cause = _record("payroll.run_approved_first", run, by, side=side.value)
    key = f"payroll-run:{run.pk}:to-approve:{cause.pk}"
    enqueue("payroll.send_approval_request", dedupe_key=key, cause=cause, run_id=run.pk)
    return run


@transaction.atomic
def discard_run(*, run_id: UUID, by: User) -> PayrollRun:
    """Throw a run away that nobody has approved; its row stays. Raises TransitionNotAllowed."""
    run = locked_run(run_id)
    run.state = next_state(RunState(run.state), RunAction.DISCARD)
    run.save(update_fields=["state"])
    _let_closing_go_on(run, _record("payroll.run_discarded", run, by))
    return run


def _let_closing_go_on(run: PayrollRun, cause: AuditEvent) -> None:
    """An unfinished run of Lön Direkt holds back a collaboration that closes it."""
    if run.origin == RunOrigin.LON_DIREKT:
        key = f"payroll-run:{run.pk}:finished"
        enqueue("collaborations.close_after_run", dedupe_key=key, cause=cause, company_id=run.company_id)


def locked_run(run_id: UUID) -> PayrollRun:
    """The run, locked for the rest of the transaction; rows that point to it can still be written."""
    return PayrollRun.objects.select_for_update(of=("self",), no_key=True).get(pk=run_id)


def hold_open_runs(company_id: UUID) -> None:
    """Wait for an approval that is under way, so that what is changed after it is not changed beneath it."""
    runs = PayrollRun.objects.filter(company_id=company_id, state__in=[one.value for one in OPEN_STATES])
    list(runs.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))


def _record(kind: str, run: PayrollRun, by: User | None, **more: list[dict[str, str]] | str) -> AuditEvent:
    data = {"month": str(run.month), "calculation": run.calculation, **more}
    return record(kind, by=by.pk if by else None, subject=run, company_id=run.company_id, data=data)
