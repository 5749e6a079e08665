"""The base of every Celery task: no work without saying for whom."""

from typing import Any

from celery import Task


class ActorMissing(RuntimeError):
    """A task was started without an actor or a tenant."""


class ScopedTask(Task):  # type: ignore[misc]
    """Refuses to run unless its subclass has entered a context for the call."""

    abstract = True

    def enter(self, kwargs: dict[str, Any]) -> Any:
        """A context manager for the call; subclasses open transaction, database context and scope. Raises ActorMissing."""
        raise ActorMissing(f"{self.name} does not say who acts.")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with self.enter(kwargs):
            return super().__call__(*args, **kwargs)
