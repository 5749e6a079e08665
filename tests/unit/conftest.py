"""Properties among the unit tests are tried as all others are: with no deadline that a busy machine would miss."""

import tests.properties.conftest  # noqa: F401
