"""What every layout needs to know about the person and the place."""

from typing import Any

from django.http import HttpRequest


def workplace(request: HttpRequest) -> dict[str, Any]:
    """Navigation and workplace of the page."""
    return {"nav": [], "workplace": None}
