"""A person at a browser: CSRF is enforced, and a form goes out with what its page put into it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bs4 import BeautifulSoup, Tag
from django.test import Client

from accounts.models import User
from tests.factories.signing_in import open_session

HTMX = {"HX-Request": "true"}
Typed = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Page:
    """What came back, at the address that it came from."""

    path: str
    status: int
    content: bytes

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page as a tree, read when a test looks into it; the quick reader is for whole pages without a NUL."""
        is_whole = b"<html" in self.content and b"\x00" not in self.content
        return BeautifulSoup(self.content, "lxml" if is_whole else "html.parser")

    @property
    def text(self) -> str:
        """The words of the page, spaces made plain."""
        return " ".join(self.soup.get_text(" ").split())

    @property
    def toasts(self) -> str:
        """What the page says about the last thing that was done."""
        return " ".join(" ".join(one.get_text(" ").split()) for one in self.soup.select("[data-toast]"))

    def said_by(self, field: str) -> str:
        """The sentence that stands by a field that is wrong."""
        control = self.soup.select_one(f"[name='{field}']")
        assert control is not None, f"no field {field}"
        owners = [one for one in (control, *control.parents) if one.get("aria-describedby")]
        ids = str(owners[0]["aria-describedby"]).split() if owners else []
        errors = [one for part in ids if (one := self.soup.find(id=part)) and "field-error" in (one.get("class") or [])]
        return " ".join(" ".join(one.get_text(" ").split()) for one in errors)

    def form(self, action: str = "") -> Tag:
        """The form that posts there; without an address, the one that posts back to the page."""
        for form in self.soup.select("main form[method=post]"):
            if form.get("action", "") in (action, action or self.path):
                return form
        raise AssertionError(f"no form to {action or 'the page itself'} on {self.path}")


class Person:
    """Signed in, with a browser of their own; nobody when no user is given."""

    def __init__(self, user: User | None = None) -> None:
        self.browser = Client(enforce_csrf_checks=True)
        self.is_signed_in = user is not None
        if user is not None:
            open_session(self.browser, user)

    def open(self, path: str, *, status: int = 200, htmx: bool = False) -> Page:
        """Read a page."""
        response = self.browser.get(path, headers=HTMX if htmx else None)
        assert response.status_code == status, f"{path}: {response.status_code}"
        return Page(path, response.status_code, response.content)

    def send(
        self, page: Page, typed: Typed | None = None, *, to: str = "", form: Tag | None = None, button: str = "",
        status: int = 302,
    ) -> Page:  # fmt: skip
        """Fill in a form that the page has, given by its address or itself, and send it; a redirect is followed."""
        chosen = form if form is not None else page.form(to)
        values = {**sent_by(chosen, typed or {}), **({button: "1"} if button else {})}
        return self.post(str(chosen.get("action") or page.path), values, status=status)

    def post(self, path: str, values: Mapping[str, object], *, status: int = 302) -> Page:
        """Send something, as it is, and follow a redirect."""
        response = self.browser.post(path, values)
        assert response.status_code == status, f"{path}: {response.status_code}"
        if status == 302:
            return self.open(response.headers["Location"])
        return Page(path, status, response.content)

    def tries(self, method: str, path: str, values: Mapping[str, object] | None = None) -> int:
        """The status of an attempt."""
        kwargs = {"data": {**(values or {}), "csrfmiddlewaretoken": self.token}} if method == "POST" else {}
        return int(getattr(self.browser, method.lower())(path, **kwargs).status_code)

    @cached_property
    def token(self) -> str:
        """A token of the person's own, from a page that everyone has."""
        page = self.open("/profile/" if self.is_signed_in else "/account/login/")
        return str(page.soup.select_one("[name=csrfmiddlewaretoken]")["value"])  # type: ignore[index]


def sent_by(form: Tag, typed: Typed) -> dict[str, str | list[str]]:
    """What a form sends when some of its fields are filled in; a field or choice that it does not offer fails."""
    values: dict[str, str | list[str]] = {}
    for control in form.select("input[name], select[name], textarea[name]"):
        name = str(control["name"])
        if name not in typed and not control.has_attr("disabled"):
            found = _standing(control)
            values[name] = [*values.get(name, []), *found] if found else values.get(name, [])
    for name, value in typed.items():
        wanted = [value] if isinstance(value, str) else list(value)
        offered = _offered(form, name)
        assert offered is None or set(wanted) <= offered, f"{name}: {wanted} is not among {sorted(offered or ())}"
        values[name] = wanted
    return {name: value for name, value in values.items() if value}


def _standing(control: Tag) -> list[str]:
    """What a control sends as it stands on the page."""
    if control.name == "select":
        chosen = control.select("option[selected]") or (
            [] if control.has_attr("multiple") else control.select("option")[:1]
        )
        return [str(option.get("value", option.text)) for option in chosen]
    if control.name == "textarea":
        return [control.text]
    if control.get("type") in ("checkbox", "radio") and not control.has_attr("checked"):
        return []
    return [] if control.get("type") in ("submit", "button") else [str(control.get("value", ""))]


def _offered(form: Tag, name: str) -> set[str] | None:
    """The values that a field can have; None for one that is written in."""
    controls = form.select(f"[name='{name}']")
    assert controls, f"the form has no field {name}"
    if controls[0].name == "select":
        return {str(option.get("value", "")) for option in controls[0].select("option")}
    if controls[0].get("type") in ("checkbox", "radio"):
        return {str(control.get("value", "on")) for control in controls}
    return None
