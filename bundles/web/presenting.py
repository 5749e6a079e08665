"""What a bundle holds, as a page shows it."""

from collections.abc import Mapping, Sequence
from typing import Any

from accounts.exit_sections import Documents, Section


def contents_shown(sections: Sequence[Section], rows: Mapping[str, int], documents: int | None) -> list[dict[str, Any]]:
    """Every file with what it is, and how many rows it has in the bundle that can be downloaded."""
    return [_shown(section, rows, documents) for section in sections]


def _shown(section: Section, rows: Mapping[str, int], documents: int | None) -> dict[str, Any]:
    if isinstance(section, Documents):
        return {"path": f"{section.folder}/", "about": section.about, "number": documents}
    return {"path": section.path, "about": section.about, "number": rows.get(section.path)}
