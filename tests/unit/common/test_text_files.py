"""Uploaded text is read in the encodings that people's programs write."""

import pytest

from common.text_files import text_in


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_swedish_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert text_in("År;Företag\nå ä ö".encode(encoding)) == "År;Företag\nå ä ö"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x81\x8d"])
def test_bytes_of_no_encoding_are_refused(content: bytes) -> None:
    with pytest.raises(UnicodeDecodeError):
        text_in(content)
