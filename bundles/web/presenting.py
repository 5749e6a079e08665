"""What a bundle holds, as a page shows it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from accounts.exit_sections import Documents, Section
from common.templatetags.format import grouped


def contents_shown(sections: Sequence[Section], rows: Mapping[str, int], documents: int | None) -> list[dict[str, Any]]:
    """Every file with what it is, and how many rows it has in the bundle that can be downloaded."""
    return [_shown(section, rows, documents) for section in sections]


def preview_tiles(preview: Mapping[str, int]) -> list[dict[str, str]]:
    """What a file would bring, in five figures."""
    shown = (
        (_("Employees"), "employment/employees.jsonl"),
        (_("Schedules"), "time/schedules.jsonl"),
        (_("Registrations"), "time/registrations.jsonl"),
        (_("Payroll runs"), "payroll/runs.jsonl"),
        (_("Payslips"), "payroll/payslips.jsonl"),
    )
    return [{"label": label, "value": grouped(preview.get(path, 0))} for label, path in shown] if preview else []


def _shown(section: Section, rows: Mapping[str, int], documents: int | None) -> dict[str, Any]:
    if isinstance(section, Documents):
        return {"path": f"{section.folder}/", "about": section.about, "number": documents}
    return {"path": section.path, "about": section.about, "number": rows.get(section.path)}
