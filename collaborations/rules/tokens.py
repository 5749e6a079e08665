"""The secret in an invitation's link.

The token is derived from a random salt and a key that is not in the database, so that an attempt to send the
same mail again gives the same link although only a hash of the token is stored.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode

SALT_BYTES = 32


def token_for(*, key: bytes, invitation_id: bytes, salt: bytes) -> str:
    """The token of an invitation: 43 characters that are safe in an address."""
    digest = hmac.digest(key, b"invitation:" + invitation_id + salt, "sha256")
    return urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(token: str) -> str:
    """What is stored and looked up: 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()
