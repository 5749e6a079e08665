"""Uploaded text, in whatever encoding a spreadsheet or an agency has saved it."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE


def text_in(content: bytes) -> str:
    """By the byte-order mark, otherwise UTF-8, otherwise Windows-1252. Raises UnicodeDecodeError."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")
