"""Fixtures of the whole suite: tools that may be missing, the browser, the cast."""

pytest_plugins = ["tests.tools", "tests.browser", "tests.cast"]
