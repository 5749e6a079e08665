"""The secret in an invitation's link."""

from collaborations.rules.tokens import hash_of, token_for

VALUES = {"key": b"key", "invitation_id": b"id", "salt": b"salt"}


def test_the_same_invitation_always_gets_the_same_token() -> None:
    assert token_for(**VALUES) == token_for(**VALUES)


def test_key_invitation_and_salt_each_change_the_token() -> None:
    others = {token_for(**{**VALUES, name: b"other"}) for name in VALUES}
    assert len(others | {token_for(**VALUES)}) == 4


def test_a_token_fits_in_an_address_and_its_hash_does_not_reveal_it() -> None:
    token = token_for(**VALUES)
    assert len(token) == 43
    assert token.replace("-", "").replace("_", "").isalnum()
    assert len(hash_of(token)) == 64
    assert token not in hash_of(token)
