"""Encryption of single values, with key ids so that keys can be changed, and a keyed index for equality."""

import base64
import hmac
import os
from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12


@cache
def _keys() -> dict[int, bytes]:
    pairs = (entry.split(":", 1) for entry in settings.FIELD_ENCRYPTION_KEYS)
    return {int(key_id): base64.b64decode(key) for key_id, key in pairs}


def encrypt(text: str, *, purpose: str) -> bytes:
    """Key id (1 byte), nonce (12 bytes) and ciphertext; `purpose` must be the same when decrypting."""
    key_id = max(_keys())
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(_keys()[key_id]).encrypt(nonce, text.encode(), purpose.encode())
    return bytes([key_id]) + nonce + sealed


def decrypt(data: bytes, *, purpose: str) -> str:
    """The text. Raises cryptography's InvalidTag when the value was changed or moved."""
    key = _keys()[data[0]]
    nonce, sealed = data[1 : 1 + NONCE_BYTES], data[1 + NONCE_BYTES :]
    return AESGCM(key).decrypt(nonce, sealed, purpose.encode()).decode()


def keyed_index(text: str, *, purpose: str) -> str:
    """A stable digest for equality look-ups (HMAC-SHA-256, hex), worthless without the key.

    The lowest key is used, so that adding a newer encryption key leaves the index valid.
    """
    key = _keys()[min(_keys())]
    return hmac.new(key, f"{purpose}\x1f{text}".encode(), sha256).hexdigest()
