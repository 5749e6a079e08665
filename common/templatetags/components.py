"""Tags that the components are made of: icons, the query string of a list, the initials of a person."""

from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from django import template
from django.http import QueryDict
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

ATTRIBUTES = {"class": "icon", "aria-hidden": "true", "focusable": "false"}
TONE_ICONS = {
    "green": "circle-check",
    "amber": "circle-alert",
    "red": "circle-x",
    "blue": "circle-dot",
    "grey": "circle",
}


@cache
def _drawings() -> ZipFile:
    """All drawings of Lucide, packed: the package itself would look through the list of them anew for each."""
    return ZipFile(BytesIO((files("lucide") / "lucide.zip").read_bytes()))


@lru_cache(maxsize=512)
def _drawn(name: str, size: int) -> SafeString:
    svg = ElementTree.fromstring(_drawings().read(f"{name}.svg"))  # noqa: S314 - the package's own drawing
    for node in svg.iter():
        node.tag = node.tag.removeprefix("{http://www.w3.org/2000/svg}")
    svg.attrib |= {"width": str(size), "height": str(size), **ATTRIBUTES}
    return mark_safe(ElementTree.tostring(svg, encoding="unicode"))  # noqa: S308


@register.simple_tag
def icon(name: str, size: int = 16) -> SafeString:
    """The drawing with this name in Lucide, hidden from screen readers: the text beside it speaks."""
    return _drawn(str(name), size)


@register.simple_tag
def tone_icon(tone: str, name: str = "", size: int = 16) -> SafeString:
    """The icon of a state: its own if one is named, otherwise that of the tone."""
    return _drawn(str(name or TONE_ICONS.get(tone, "circle")), size)


@register.simple_tag
def badge(tone: str, text: str, icon: str = "") -> SafeString:
    """A state in a word or two: what components/status_badge.html draws without an address, for long lists."""
    return format_html('<span class="badge" data-tone="{}">{}{}</span>', tone, tone_icon(tone, icon), text)


@register.simple_tag
@cache
def asset(path: str) -> str:
    """The address of a static file, which stays the same as long as the process lives."""
    return static(path)


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: object) -> str:
    """The present query string with some values changed; None or "" takes a value away.

    A change starts the list from its beginning, so `after` and `before` go unless they are what changes.
    """
    values: QueryDict = context["request"].GET.copy() if "request" in context else QueryDict(mutable=True)
    for name in {"after", "before", *changes}:
        values.pop(name, None)
    for name, value in changes.items():
        if value not in (None, ""):
            values[name] = str(value)
    return "?" + values.urlencode() if values else "?"


@register.filter
def tone_of_level(level: str) -> str:
    """The tone of a message level; a tone stays what it is."""
    return {"success": "green", "info": "blue", "warning": "amber", "error": "red", "debug": "grey"}.get(level, level)


@register.filter
def initials(name: object) -> str:
    """The first letters of the first and the last word of a name."""
    words = str(name or "").replace("-", " ").split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """What a browser calls itself, in words: Chrome, Linux. The whole string when it is none that we know."""
    known = [next((name for mark, name in names if mark in user_agent), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, known)) or user_agent[:60]


@register.filter
def widget_kind(field: object) -> str:
    """What kind of control a bound field draws: choices, checkbox, file, number, date, or text."""
    widget = getattr(getattr(field, "field", None), "widget", None)
    kind = getattr(widget, "input_type", "")
    name = type(widget).__name__
    if name in {"RadioSelect", "CheckboxSelectMultiple"}:
        return "choices"
    if kind in {"checkbox", "file", "number", "date"}:
        return kind
    return "text"
