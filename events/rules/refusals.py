"""What a mail server means when it refuses a recipient."""

import re

ADDRESS_CODES = frozenset({550, 551, 553})
"""The box does not exist, is not here, or has a name that is not allowed (RFC 5321)."""

_ENHANCED = re.compile(r"\b5\.(\d{1,3})\.\d{1,3}\b")
_ADDRESS_SUBJECTS = frozenset({"1", "2"})
"""The second figure of an enhanced code (RFC 3463): the address, or its box. Seven is policy: ours to mend."""


def is_about_the_address(code: int, answer: str) -> bool:
    """Whether the refusal stays the same however often the mail is sent, because of the address itself."""
    enhanced = _ENHANCED.search(answer)
    if code < 500:
        return False
    return enhanced.group(1) in _ADDRESS_SUBJECTS if enhanced else code in ADDRESS_CODES
