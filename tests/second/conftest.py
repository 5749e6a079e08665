"""As many examples as other properties are tried on: `HYPOTHESIS_PROFILE=thorough` for ten thousand."""

import tests.properties.conftest  # noqa: F401
