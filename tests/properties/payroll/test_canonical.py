"""Canonical bytes are those of any JSON that sorts its keys, so that digests can be worked out again anywhere."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from payroll.rules.canonical import canonical_text

texts = st.text(st.characters(exclude_categories=["Cs"]))
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(plain)
def test_values_are_written_as_sorted_json_without_spaces(value: object) -> None:
    assert canonical_text(value) == json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@given(st.dictionaries(st.integers(10, 99), st.dates() | texts, max_size=6))
def test_numbers_as_keys_and_dates_are_written_as_texts(value: dict[int, date | str]) -> None:
    said = {str(key): one.isoformat() if isinstance(one, date) else one for key, one in value.items()}
    assert canonical_text(value) == canonical_text(said)
