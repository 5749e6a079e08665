"""Facts kept as data: the clearing numbers of Swedish banks."""

import tomllib
from functools import cache
from pathlib import Path

from employment.rules.bank_accounts import ClearingRange

_FILE = Path(__file__).parent / "clearing_ranges.toml"


@cache
def clearing_ranges() -> tuple[ClearingRange, ...]:
    """Every known range, in order of clearing number; source and state are told in the file."""
    with _FILE.open("rb") as file:
        return tuple(ClearingRange(*row) for row in tomllib.load(file)["ranges"])
