"""Why a file is not taken in, as data and as sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.templatetags.format import corporate_number

SENTENCES: Mapping[str, Promise] = {
    "UNREADABLE": _("The file cannot be read safely. Choose the zip file as it was downloaded."),
    "VERSION": _("The file has format version %(detail)s, which cannot be taken in here."),
    "MISSING": _("%(detail)s is missing in the file."),
    "UNLISTED": _("%(detail)s is in the file, but the file does not say so itself."),
    "CHANGED": _("%(detail)s was changed after the file was made: its hash does not match."),
    "CHAIN": _("The audit log in the file does not verify: something in it was changed or removed."),
    "OTHER_COMPANY": _("The file is about another company, with organisation number %(detail)s."),
    "OCCUPIED": _("The company already has rows in %(detail)s. A file can only be taken into an empty company."),
    "ROW": _("A row cannot be taken in: %(detail)s."),
    "TAKEN": _("Something in the file is here already, or two rows in it contradict each other."),
    "NOT_TAKEN": _("What %(detail)s says does not hold together with the rest of the file."),
}
SHOWN = 20


@dataclass(frozen=True)
class Refusal:
    """One reason; `detail` is a file, a number or a place."""

    kind: str
    detail: str = ""

    def as_data(self) -> dict[str, str]:
        """As it is stored."""
        return {"kind": self.kind, "detail": self.detail[:200]}


class Refused(ValueError):
    """The file is not taken in."""

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(kind)
        self.refusal = Refusal(kind, detail)


def sentences_of(refusals: list[dict[str, Any]]) -> Iterator[str]:
    """The first refusals in words."""
    for one in refusals[:SHOWN]:
        detail = corporate_number(one["detail"]) if one["kind"] == "OTHER_COMPANY" else one["detail"]
        yield str(SENTENCES[one["kind"]]) % {"detail": detail}
