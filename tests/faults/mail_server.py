"""A mail server outside the database, which sometimes refuses and sometimes takes a message without saying so."""

import email
import email.policy
import random
import socketserver
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Thread


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps Message-ID and recipient of everything it took."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, *, seed: int, refusing: float = 0.0, silent: float = 0.0, slowness: float = 0.0) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.taken: list[tuple[str, str]] = []
        self.refused = self.silently_taken = 0
        self._dice, self._lock = random.Random(seed), Lock()
        self._refusing, self._silent, self._slowness = refusing, silent, slowness

    @property
    def url(self) -> str:
        """What EMAIL_URL must be."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def take(self, recipients: list[str], content: bytes) -> str:
        """Keep a message unless it is refused; returns the answer, empty when none is given."""
        time.sleep(self._slowness)
        message = email.message_from_bytes(content, policy=email.policy.default)
        with self._lock:
            fate = self._dice.random()
            if fate < self._refusing:
                self.refused += 1
                return "451 come back later"
            self.taken += [(str(message["Message-ID"]), recipient) for recipient in recipients]
            if fate < self._refusing + self._silent:
                self.silently_taken += 1
                return ""
        return "250 taken"


class Session(socketserver.StreamRequestHandler):
    """One conversation in the little SMTP that smtplib speaks."""

    server: MailServer

    def handle(self) -> None:
        """Answer until the client leaves, or is killed."""
        with suppress(ConnectionError):
            self._answer()

    def _answer(self) -> None:
        recipients: list[str] = []
        self._say("220 tests")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"RCPT":
                recipients.append(line.decode().split("<")[1].split(">")[0])
            if verb == b"DATA":
                self._say("354 go on")
                answer = self.server.take(recipients, self._content())
                recipients = []
                if not answer:
                    return
                self._say(answer)
            else:
                self._say("221 bye" if verb == b"QUIT" else "250 tests")
            if verb == b"QUIT":
                return

    def _content(self) -> bytes:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server(
    *, seed: int, refusing: float = 0.0, silent: float = 0.0, slowness: float = 0.0
) -> Iterator[MailServer]:
    """Run one for a block."""
    with MailServer(seed=seed, refusing=refusing, silent=silent, slowness=slowness) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
