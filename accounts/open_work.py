"""The registry of open work: upper apps say what is unfinished in a company, lower apps ask before they close."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse

from accounts.permissions import GrantScope
from common.rls import as_system

OpenWorkFunction = Callable[[UUID], list["OpenWork"]]

_functions: dict[str, OpenWorkFunction] = {}
_kinds: dict[str, frozenset[str]] = {}


@dataclass(frozen=True)
class OpenWork:
    """One unfinished thing: a stable kind, a translated sentence, and for firm and client where it is finished."""

    kind: str
    sentence: str
    url_names: Mapping[str, str] = field(default_factory=dict)
    url_args: tuple[UUID, ...] = ()
    done_with: tuple[str, ...] = ()
    """The scopes with one of which the company's own people finish it; none when it does not wait for them."""
    own_sentence: str = ""
    """The sentence as the company's own people read it, where that is another one."""

    def sentence_for(self, viewer: str) -> str:
        """What is unfinished, said to the firm or to the client."""
        return self.own_sentence if viewer == "client" and self.own_sentence else self.sentence

    def url_for(self, viewer: str) -> str:
        """Where the firm or the client finishes it; empty where that is not theirs."""
        name = self.url_names.get(viewer, "")
        return reverse(name, args=self.url_args) if name else ""


def register(name: str, function: OpenWorkFunction, *, kinds: Collection[str]) -> None:
    """Called from an upper app's `AppConfig.ready`; the function takes a company id inside an open scope.

    `kinds` are those that it may answer with: whoever asks for another one does not wait for it.
    """
    _functions[name], _kinds[name] = function, frozenset(kinds)


def open_work_for(company_id: UUID) -> list[OpenWork]:
    """Everything unfinished in the company, in the order of registration."""
    return [work for function in _functions.values() for work in function(company_id)]


def open_work_of(kind: str, company_id: UUID) -> list[OpenWork]:
    """What is unfinished of one kind."""
    asked = (function for name, function in _functions.items() if kind in _kinds[name])
    return [work for function in asked for work in function(company_id) if work.kind == kind]


def waits_for_company(company_id: UUID, scopes: Collection[str]) -> list[tuple[OpenWork, bool]]:
    """What the company's own people have to do, each with whether it can be done with the scopes.

    An administrator is told of all of it, also of what only others can do; anybody else of what they can do.
    """
    if GrantScope.COLLABORATION_ADMIN in scopes:
        with as_system(reason="an administrator is told what the company is waited for", company_id=company_id):
            return [(work, not set(scopes).isdisjoint(work.done_with)) for work in _of_company(company_id)]
    return [(work, True) for work in _of_company(company_id) if not set(scopes).isdisjoint(work.done_with)]


def _of_company(company_id: UUID) -> list[OpenWork]:
    return [work for work in open_work_for(company_id) if work.done_with]
