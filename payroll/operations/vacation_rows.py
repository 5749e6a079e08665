"""Making rows of the account of vacation days: explanations as they are stored, and rows that take others back."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from payroll.models import VacationEntry
from payroll.rules.canonical import canonical_text
from payroll.rules.result import Explanation


def explained(explanation: Explanation | None) -> dict[str, Any] | None:
    """An explanation as it is stored."""
    if explanation is None:
        return None
    stored: dict[str, Any] = json.loads(canonical_text(explanation))
    return stored


def take_back(rows: Iterable[VacationEntry], *, by: UUID | None, at: datetime) -> list[VacationEntry]:
    """For each row another with the days and the amount turned round."""
    return [
        VacationEntry(
            company_id=row.company_id,
            employee_id=row.employee_id,
            kind=row.kind,
            cause=row.cause,
            days=-row.days,
            vacation_year=row.vacation_year,
            saved_from=row.saved_from,
            on=row.on,
            amount=None if row.amount is None else -row.amount,
            close_id=row.close_id,
            about=row.pk,
            created_by_id=by,
            created_at=at,
        )
        for row in rows
    ]
