"""What all tests share; each part stands in a file that says what it is for."""

import hypothesis

pytest_plugins = [
    "tests.nothing_skipped",
    "tests.read_once",
    "tests.postgres",
    "tests.browser",
    "tests.platforms",
    "tests.smtp_sink",
]

# How long one example takes says nothing on a machine that is busy; CI has hypothesis' own profile.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")
