"""What a webhook consists of: which addresses may be called, how a call is signed, what may be kept of an answer."""

import hmac
import ipaddress
import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Literal
from urllib.parse import urlsplit

ProvisionAction = Literal["open", "change", "close"]
"""What a provider is asked to do with a client's access."""

LONGEST_ADDRESS = 500
KEPT_OF_ANSWER = 300
_VISIBLE = re.compile(r"[!-~]+")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_EMAIL = re.compile(r"[^\s\"'<>,;:]+@[^\s\"'<>,;:]+")
_LONG_NUMBER = re.compile(r"\d{6,8}[-+ ]?\d{4}")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_EMBEDDING = (ipaddress.IPv6Network("2002::/16"), ipaddress.IPv6Network("2001::/32"))
"""IPv6 networks whose addresses lead to an IPv4 address written inside them."""


class AddressProblem(StrEnum):
    """Why an address is not called."""

    NOT_HTTPS = "address_not_https"
    MALFORMED = "address_malformed"
    PORT = "address_port"
    NOT_PUBLIC = "address_not_public"
    UNKNOWN_HOST = "address_unknown_host"


class BadAddress(ValueError):
    """The address must not be called."""

    def __init__(self, problem: AddressProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True)
class Target:
    """Where a webhook goes: the name that has to prove itself, the port, the path."""

    host: str
    port: int
    path: str


def target_of(address: str, ports: Collection[int]) -> Target:
    """The parts of a webhook's address. Raises BadAddress; whether the host is public shows when it is looked up."""
    if len(address) > LONGEST_ADDRESS or not _VISIBLE.fullmatch(address):
        raise BadAddress(AddressProblem.MALFORMED)
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or 443
    except ValueError as error:
        raise BadAddress(AddressProblem.MALFORMED) from error
    if parts.scheme != "https":
        raise BadAddress(AddressProblem.NOT_HTTPS)
    if not _is_host(host) or "@" in parts.netloc or "\\" in address or parts.fragment:
        raise BadAddress(AddressProblem.MALFORMED)
    if port not in ports:
        raise BadAddress(AddressProblem.PORT)
    return Target(host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def is_public(address: str) -> bool:
    """Whether an IP address is reached over the public internet, and only so."""
    ip = _ip(address)
    if ip is None or not ip.is_global or ip.is_private or ip.is_reserved:
        return False
    if ip.is_multicast or ip.is_loopback or ip.is_link_local or ip.is_unspecified:
        return False
    return ip.version == 4 or (ip in _GLOBAL_UNICAST and not any(ip in network for network in _EMBEDDING))


def is_number(host: str) -> bool:
    """Whether a host is written as an IP address, so that it can be judged without being looked up."""
    return _ip(host) is not None


def is_loopback(address: str) -> bool:
    """Whether an IP address is the machine itself."""
    ip = _ip(address)
    return ip is not None and ip.is_loopback


def signatures(secrets: Iterable[str], timestamp: int, body: bytes) -> str:
    """One signature for each secret that is valid now: HMAC-SHA-256 over timestamp, full stop and body."""
    signed = f"{timestamp}.".encode() + body
    return ",".join(f"v1={hmac.new(secret.encode(), signed, sha256).hexdigest()}" for secret in secrets)


def stable_json(message: object) -> bytes:
    """The same bytes for the same message."""
    return json.dumps(message, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def kept_of(answer: str, private: Iterable[str]) -> str:
    """The beginning of an answer without what is private: a provider may well repeat what it was sent."""
    text = answer
    for word in sorted({spelling for value in private for spelling in _spellings(value)}, key=len, reverse=True):
        text = re.sub(re.escape(word), "•••", text, flags=re.IGNORECASE)
    text = _LONG_NUMBER.sub("•••", _EMAIL.sub("•••", text))
    return "".join(one if one.isprintable() else " " for one in text)[:KEPT_OF_ANSWER]


def _spellings(value: str) -> set[str]:
    words = {word for word in (value, *value.split()) if len(word) > 2}
    return words | {json.dumps(word)[1:-1] for word in words}


def _is_host(host: str) -> bool:
    if ":" in host:
        return _ip(host) is not None
    return len(host) <= 253 and all(_LABEL.fullmatch(label) for label in host.removesuffix(".").split("."))


def _ip(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(address)
    except ValueError:
        return None
