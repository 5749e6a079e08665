"""One signed call to a provider: to the very address that was looked up and checked, with no way around it."""

import http.client
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings

from collaborations.rules.webhooks import (
    AddressProblem,
    BadAddress,
    Target,
    is_loopback,
    is_number,
    is_public,
    target_of,
)

READ_OF_ANSWER = 4096
TRIED_ADDRESSES = 3


@dataclass(frozen=True)
class Answer:
    """What became of a call: a status of success is a confirmation, anything else has the code of what went wrong."""

    duration: int
    status: int | None = None
    error: str = ""
    text: str = ""


def call(address: str, body: bytes, headers: dict[str, str]) -> Answer:
    """POST the body; never raises: what went wrong is the answer."""
    begun = time.monotonic()
    try:
        status, text = _post(target_of(address, settings.WEBHOOK_PORTS), body, headers)
    except BadAddress as error:
        return Answer(_since(begun), error=error.problem.value)
    except TimeoutError:
        return Answer(_since(begun), error="timeout")
    except ssl.SSLCertVerificationError:
        return Answer(_since(begun), error="certificate")
    except (OSError, http.client.HTTPException, ValueError):
        return Answer(_since(begun), error="connection")
    return Answer(_since(begun), status, _said_by(status), text)


def refuse_address(address: str) -> None:
    """What can be said of an address before it is called. Raises BadAddress."""
    host = target_of(address, settings.WEBHOOK_PORTS).host
    if (is_number(host) and not _may_be_called(host)) or (host == "localhost" and not settings.WEBHOOK_ALLOW_LOOPBACK):
        raise BadAddress(AddressProblem.NOT_PUBLIC)


def checked_addresses(target: Target) -> list[str]:
    """The IP addresses of the host, looked up once. Raises BadAddress when even one of them must not be called."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise BadAddress(AddressProblem.UNKNOWN_HOST) from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses or not all(_may_be_called(address) for address in addresses):
        raise BadAddress(AddressProblem.NOT_PUBLIC)
    return addresses[:TRIED_ADDRESSES]


class _Pinned(http.client.HTTPSConnection):
    """Connects to given addresses; certificate and Host header are still about the name."""

    def __init__(self, target: Target, addresses: list[str]) -> None:
        self.trust = ssl.create_default_context()
        if settings.WEBHOOK_CA_FILE:
            self.trust.load_verify_locations(settings.WEBHOOK_CA_FILE)
        super().__init__(target.host, target.port, timeout=settings.WEBHOOK_SECONDS, context=self.trust)
        self.addresses = addresses

    def connect(self) -> None:
        """The first address that answers."""
        self.sock = plain = self._reach()
        self.sock = self.trust.wrap_socket(plain, server_hostname=self.host)

    def _reach(self) -> socket.socket:
        for position, address in enumerate(self.addresses, 1):
            try:
                return socket.create_connection((address, self.port), self.timeout)
            except OSError:
                if position == len(self.addresses):
                    raise
        raise OSError("There is no address to call.")


def _post(target: Target, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    """Status and beginning of the answer. Raises TimeoutError when all of it takes too long, however it drips."""
    connection = _Pinned(target, checked_addresses(target))
    late = threading.Event()
    watch = threading.Timer(settings.WEBHOOK_SECONDS, _cut, [connection, late])
    watch.start()
    try:
        connection.request("POST", target.path, body, {**headers, "Connection": "close"})
        response = connection.getresponse()
        return response.status, response.read(READ_OF_ANSWER).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as error:
        if late.is_set():
            raise TimeoutError from error
        raise
    finally:
        watch.cancel()
        connection.close()


def _cut(connection: http.client.HTTPSConnection, late: threading.Event) -> None:
    late.set()
    sock = connection.sock
    if sock is not None:
        with suppress(OSError):
            socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _said_by(status: int) -> str:
    if 200 <= status < 300:
        return ""
    return "redirect" if 300 <= status < 400 else "status"


def _may_be_called(address: str) -> bool:
    return is_public(address) or (settings.WEBHOOK_ALLOW_LOOPBACK and is_loopback(address))


def _since(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)
