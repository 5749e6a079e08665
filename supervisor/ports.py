"""Ports on the loopback interface."""

import socket
from contextlib import suppress

BACKLOG = 1024


def is_free(port: int) -> bool:
    """Whether a server could listen on the port of the loopback interface now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port(preferred: int | None = None) -> int:
    """The preferred port when it is free, otherwise any free one."""
    if preferred is not None and is_free(preferred):
        return preferred
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listen(host: str, preferred: int) -> socket.socket:
    """A socket that listens on the preferred port, or on any free one. Nobody can take the port before it is used.

    A browser asks for `localhost` by IPv6 first, so a port that somebody answers there counts as taken too.
    """
    with suppress(OSError):
        if not _answers_by_ipv6(preferred):
            return socket.create_server((host, preferred), backlog=BACKLOG)
    return socket.create_server((host, 0), backlog=BACKLOG)


def _answers_by_ipv6(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("::1", port), timeout=1):
        return True
    return False
