"""The shared cache, which nothing depends on: without its server everything is a miss, and pages go on."""

from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


class ForgivingRedisCache(RedisCache):
    """Counts of attempts are kept here: while the server is away nobody is counted, and nobody is kept out."""

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, or the default for a miss."""
        try:
            return super().get(key, default, version)
        except RedisError as error:
            return _missed(error, default)

    def set(self, key: Any, value: Any, timeout: Any = 300, version: int | None = None) -> None:
        """Keep a value, if that is possible."""
        try:
            super().set(key, value, timeout, version)
        except RedisError as error:
            _missed(error)

    def add(self, key: Any, value: Any, timeout: Any = 300, version: int | None = None) -> bool:
        """Keep a value unless there is one; whether it was kept."""
        try:
            return bool(super().add(key, value, timeout, version))
        except RedisError as error:
            return bool(_missed(error, default=True))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Count on; the step itself when nothing is counted."""
        try:
            return super().incr(key, delta, version)
        except RedisError as error:
            return int(_missed(error, delta))

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forget a value; whether there was one."""
        try:
            return super().delete(key, version)
        except RedisError as error:
            return bool(_missed(error, default=False))


def _missed(error: RedisError, default: Any = None) -> Any:
    log.warning("cache_unreachable", error=str(error)[:200])
    return default
