"""What the person sees while the product starts."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

EVERY_SECONDS = 5.0


def tick(text: str) -> None:
    """Say that a step is done."""
    print(f"✓ {text}", flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Say what is being done, and every few seconds that it still is."""
    print(f"· {text}", flush=True)
    done = threading.Event()

    def wait() -> None:
        seconds = EVERY_SECONDS
        while not done.wait(EVERY_SECONDS):
            print(f"  … {seconds:.0f} s", flush=True)
            seconds += EVERY_SECONDS

    ticker = threading.Thread(target=wait, daemon=True)
    ticker.start()
    try:
        yield
    finally:
        done.set()
        ticker.join()
