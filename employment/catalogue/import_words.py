"""The words that lists of employees may use, from `import_words.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from common.uploaded_tables import plain
from employment.rules.import_rows import Field

SOURCE = Path(__file__).with_name("import_words.toml")


@dataclass(frozen=True)
class Words:
    """Words made plain, and what they mean."""

    headings: Mapping[str, Field]
    pay_forms: Mapping[str, str]
    tax_methods: Mapping[str, str]


@cache
def import_words() -> Words:
    """Every word with its meaning."""
    said = tomllib.loads(SOURCE.read_text("utf-8"))
    return Words(
        headings={plain(word): Field(name) for name, words in said["headings"].items() for word in words},
        pay_forms={plain(word): name for name, words in said["pay_forms"].items() for word in (name, *words)},
        tax_methods={plain(word): name for name, words in said["tax_methods"].items() for word in (name, *words)},
    )
