"""A Chromium that can be killed: with a profile that outlives it."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser import FLAGS, find_chromium

NO_SANDBOX = ["--no-sandbox"] if os.geteuid() == 0 else []


@contextmanager
def own_chromium(browser: Browser, profile: Path) -> Iterator[Page]:
    """A page of a Chromium with this profile; at the end all its processes are killed at once."""
    command = [find_chromium(), "--headless=new", "--remote-debugging-port=0", *FLAGS, *NO_SANDBOX]
    process = subprocess.Popen(
        [*command, f"--user-data-dir={profile}", "about:blank"],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stderr is not None
        lines = (re.search(r"ws://\S+", line) for line in process.stderr)
        address = next(found.group() for found in lines if found)
        connected = browser.browser_type.connect_over_cdp(address)
        yield connected.contexts[0].new_page()
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
