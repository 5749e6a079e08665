"""The order to stop: obeyed once, and never in the middle of a start or of stopping."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stopped(Exception):
    """The person, or the system, asked us to stop."""


class StopOrder:
    """Turns the first SIGINT, SIGTERM or SIGHUP into Stopped; whatever comes after it changes nothing."""

    def __init__(self) -> None:
        self._given = False
        self._held = 0

    def listen(self) -> None:
        """Take the signals; a hang-up that was ignored before us (nohup) stays ignored."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self._take)

    @contextmanager
    def held(self) -> Iterator[None]:
        """An order that comes in this block is obeyed at its end."""
        self._held += 1
        given_before = self._given
        try:
            yield
        finally:
            self._held -= 1
        if self._given and not given_before and not self._held:
            raise Stopped

    def forget(self) -> None:
        """From here everything is being stopped anyway."""
        self._given = True

    def _take(self, number: int, frame: FrameType | None) -> None:
        first, self._given = not self._given, True
        if first:
            print("\nstopping …", flush=True)
            if not self._held:
                raise Stopped
