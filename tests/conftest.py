"""Fixtures of the whole suite: tools that may be missing, the browser, the cast."""

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.tools", "tests.browser", "tests.cast"]

# A busy machine is no fault of what is tested.
settings.register_profile("shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared machine")
