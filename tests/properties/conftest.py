"""How many examples the properties are tried on: `HYPOTHESIS_PROFILE=thorough` for many more than usual."""

import os

from hypothesis import HealthCheck, Phase, settings

USUAL = "usual"
# Scopes are reset around each test, not around each example: examples here open none.
HEALTH = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]

# Where a landing waits for the round (CI=true) it tries the same examples each time: it judges the change, and no new
# example that fails before the change too stops it. Everywhere else each round, and a thorough one always, looks on.
settings.register_profile(
    USUAL,
    max_examples=200,
    deadline=None,
    database=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=HEALTH,
)
# Said outright: hypothesis begins with a profile of its own where CI is set at all, and others inherit from it.
settings.register_profile(
    "thorough", max_examples=10_000, deadline=None, derandomize=False, suppress_health_check=HEALTH
)
# One fault at a time is looked for, again and again: the same few examples, and no search for the smallest.
settings.register_profile(
    "mutants",
    max_examples=20,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=HEALTH,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", USUAL))
