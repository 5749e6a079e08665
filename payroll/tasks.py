"""Background work of payroll."""

from typing import Any
from uuid import UUID

from celery import shared_task

from events.effect_task import EffectTask
from payroll.operations import calculation, notices


class Calculation(EffectTask):
    """A run whose chunk cannot be computed is stopped: a person sees it, and can start it again."""

    abstract = True

    def gave_up(self, *, error: Exception, **payload: Any) -> None:
        """Stop the run."""
        calculation.stop_calculation(run_id=UUID(payload["run_id"]))


@shared_task(base=Calculation, name="payroll.calculate_chunk")
def calculate_chunk(*, run_id: str, number: int) -> None:
    """Compute one chunk of a run."""
    calculation.calculate_chunk(run_id=UUID(run_id), number=number)


@shared_task(base=EffectTask, name="payroll.send_payslip_notice")
def send_payslip_notice(*, run_id: str, employee_id: str) -> str:
    """Tell an employee that a payslip can be read; no figures in the mail."""
    return notices.send_payslip_notice(run_id=UUID(run_id), employee_id=UUID(employee_id))


@shared_task(base=EffectTask, name="payroll.send_approval_request")
def send_approval_request(*, run_id: str) -> str:
    """Ask the other side to approve a run that one has approved; no figures in the mail."""
    return notices.send_approval_request(run_id=UUID(run_id))
