"""What all tests share; each part stands in a file that says what it is for."""

pytest_plugins = ["tests.nothing_skipped", "tests.postgres", "tests.browser", "tests.platforms"]
