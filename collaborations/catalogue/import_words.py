"""The words that a list of collaborations may use, from the catalogue and from `import_words.toml`."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from django.utils import translation

from collaborations.catalogue import offers, service_name, services, variant_name
from collaborations.rules.import_rows import Field, Words
from collaborations.rules.terms import BillingRecipient
from common.uploaded_tables import plain

SOURCE = Path(__file__).with_name("import_words.toml")
Meaning = TypeVar("Meaning")
LANGUAGES = ("sv", "en")


@cache
def import_words() -> Words:
    """Every word with its meaning."""
    said: dict[str, Any] = tomllib.loads(SOURCE.read_text("utf-8"))
    return Words(
        headings={plain(word): Field(name) for name, words in said["headings"].items() for word in words},
        services=dict(_service_words()),
        variants=dict(_variant_words()),
        recipients=_meanings(said["recipients"], BillingRecipient),
        months=_meanings(said["months"], int),
        offers=offers(),
    )


def _meanings(said: dict[str, list[str]], meaning: type[Meaning]) -> dict[str, Meaning]:
    make: Any = meaning
    return {plain(word): make(name) for name, words in said.items() for word in (name, *words)}


def _service_words() -> Iterator[tuple[str, tuple[str, str | None]]]:
    for service in services():
        for word in (service, service_name(service)):
            yield plain(word), (service, None)
            for (of, variant_word), variant in _variant_words():
                if of == service:
                    yield f"{plain(word)} {variant_word}", (service, variant)


def _variant_words() -> Iterator[tuple[tuple[str, str], str]]:
    """Each variant by its code, its name, and what stands before the dash in its name."""
    for offer in offers():
        for name in _names(offer.service, offer.variant) if offer.variant else ():
            for word in (offer.variant, name, name.split(" – ")[0]):
                yield (offer.service, plain(word)), offer.variant


def _names(service: str, variant: str) -> Iterator[str]:
    for language in LANGUAGES:
        with translation.override(language):
            yield variant_name(service, variant)
