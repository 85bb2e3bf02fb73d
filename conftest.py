"""Makes the tests' shared plugins known to the unit tests beside the code and to tests/ alike."""

pytest_plugins = ["tests.infrastructure", "tests.cast"]
