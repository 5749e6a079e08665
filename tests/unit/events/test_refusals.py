"""Which refusals are about the address, and which pass or are ours to mend."""

import pytest

from events.rules.refusals import is_about_the_address


@pytest.mark.parametrize(
    ("code", "answer", "expected"),
    [
        (550, "5.1.1 The email account that you tried to reach does not exist", True),
        (550, "No such user here", True),
        (552, "5.2.2 mailbox full", True),
        (553, "mailbox name not allowed", True),
        (554, "5.7.1 Relay access denied", False),
        (550, "5.7.1 blocked because of spam", False),
        (554, "transaction failed", False),
        (450, "4.2.1 mailbox busy", False),
        (451, "greylisted, try again", False),
    ],
)
def test_only_what_the_address_itself_causes_is_given_up(code: int, answer: str, expected: bool) -> None:
    assert is_about_the_address(code, answer) is expected
