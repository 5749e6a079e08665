"""Where a page leads back to when it was opened from the middle of something: `next` in the address or the form."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, **chosen: object) -> str:
    """The address to go on at, with what was just made put among its choices; empty when there is none of our own."""
    back = request.POST.get("next") or request.GET.get("next", "")
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return ""
    parts = urlsplit(back)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name not in chosen]
    made = [(name, str(value)) for name, value in chosen.items()]
    return urlunsplit(parts._replace(query=urlencode(kept + made))) if made else back
