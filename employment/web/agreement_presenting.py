"""Agreements as pages show them: figures with their sources, what each version changed, what a new one would change."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employment.forms.agreements import AgreementForm, label_of, shown
from employment.models import AgreementVersion, Employee
from employment.operations.agreements import figures_of
from employment.rules.agreements import UNSOCIAL_HOURS, changed, in_force
from employment.unsocial_texts import band_text

NAMED = 3
"""So many names are said; the others are counted."""


def sections_of(version: AgreementVersion) -> list[dict[str, Any]]:
    """The figures under their headings, each with where it comes from."""
    sections = [
        {"title": title, "rows": [_row(version, name) for name in names]}
        for column in AgreementForm.layout
        for title, names in column
    ]
    return [*sections, {"title": _("Unsocial hours"), "rows": _unsocial_rows(version)}]


def _unsocial_rows(version: AgreementVersion) -> list[dict[str, Any]]:
    """A row for each band; what is said of all of them only where there are any."""
    if not version.unsocial_bands:
        return [_row(version, "unsocial_bands")]
    source = version.sources.get("unsocial_bands")
    bands = [
        {"label": one["name"] or _("Supplement"), "value": band_text({**one, "name": ""}), "source": source}
        for one in version.unsocial_bands
    ]
    return [*bands, *(_row(version, name) for name in UNSOCIAL_HOURS if name != "unsocial_bands")]


def _row(version: AgreementVersion, name: str) -> dict[str, Any]:
    value = shown(name, getattr(version, name))
    return {"label": label_of(name), "value": value, "source": version.sources.get(name)}


def history_of(versions: Sequence[AgreementVersion]) -> list[dict[str, Any]]:
    """Every version, latest first, with the figures that it changed."""
    rows: list[dict[str, Any]] = []
    for before, version in zip([None, *versions], versions, strict=False):
        changes = changed(figures_of(before), figures_of(version)) if before is not None else {}
        rows.insert(0, {"version": version, "is_first": before is None, "changes": in_words(changes)})
    return rows


def in_words(changes: Mapping[str, tuple[Any, Any]]) -> list[str]:
    """Changed figures, each before and after."""
    return [f"{label_of(name)}: {shown(name, old)} → {shown(name, new)}" for name, (old, new) in changes.items()]


def sentences_about(
    versions: Sequence[AgreementVersion], figures: Mapping[str, Any], on: date, people: Sequence[Employee]
) -> list[dict[str, str]]:
    """What new figures from a date would change, for whom and for how long."""
    base = in_force(versions, on) or versions[0]
    changes = in_words(changed(figures_of(base), figures))
    sentences = [{"text": text} for text in changes or [_("No figure is changed.")]]
    sentences.append({"text": about(people)})
    later = min((one.starts_on for one in versions if one.starts_on > on), default=None)
    if later is not None:
        text = _("It applies until %(day)s: after that there is a later version.")
        sentences.append({"text": text % {"day": later - timedelta(days=1)}})
    return sentences


def about(people: Sequence[Employee]) -> str:
    """Whom a change concerns."""
    if not people:
        return _("Nobody follows the agreement then.")
    names = ", ".join(one.full_name for one in people[:NAMED])
    if len(people) <= NAMED:
        return _("It concerns %(names)s.") % {"names": names}
    others = len(people) - NAMED
    text = ngettext(
        "It concerns %(names)s and %(number)s other.", "It concerns %(names)s and %(number)s others.", others
    )
    return text % {"names": names, "number": others}
