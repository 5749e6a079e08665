"""The two sides that work with a company's time: one set of pages, two layouts and addresses."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from django.urls import reverse


class Side(StrEnum):
    """Whose layout and addresses a page has."""

    FIRM = "firm"
    CLIENT = "client"


# Each kind of page began on one side, and has its plain names there.
OFFICE_PREFIX = {Side.FIRM: "", Side.CLIENT: "client_"}
ATTESTATION_PREFIX = {Side.FIRM: "firm_", Side.CLIENT: ""}


def place(side: Side) -> dict[str, Any]:
    """What the templates of a side need: its layout, and the beginning of the names of its pages."""
    return {
        "layout": f"layouts/{side}.html",
        "office": f"timereporting:{OFFICE_PREFIX[side]}",
        "attestation": f"timereporting:{ATTESTATION_PREFIX[side]}",
    }


def office_url(side: Side, name: str, *args: UUID) -> str:
    """The address of a page of time or schedules."""
    return reverse(f"timereporting:{OFFICE_PREFIX[side]}{name}", args=args)


def attestation_url(side: Side, name: str, *args: UUID) -> str:
    """The address of a page of attestation."""
    return reverse(f"timereporting:{ATTESTATION_PREFIX[side]}{name}", args=args)
