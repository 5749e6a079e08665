"""Writing down for time and payroll what a collaboration agrees."""

from accounts.operations.arrangements import arrange
from collaborations.models import Collaboration
from collaborations.rules.terms import MatrixRow, matrix_rows


def write_agreement(collaboration: Collaboration) -> None:
    """Let the company's arrangement say what the collaboration says, as it is in memory."""
    terms = collaboration.terms
    rows = matrix_rows(terms.time_mode, terms.responsibilities, terms.groups)
    arrange(
        company_id=collaboration.company_id,
        time_mode=collaboration.time_mode,
        responsibilities=collaboration.responsibilities,
        groups={str(row.group): _written(row) for row in rows if row.group is not None},
    )


def _written(row: MatrixRow) -> dict[str, str | bool]:
    return {
        "name": row.name,
        "schedules": row.schedules,
        "time_registration": row.time_registration,
        "time_approval": row.time_approval,
        "employees_register": row.employees_register,
    }
