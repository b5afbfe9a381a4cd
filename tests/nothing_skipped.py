"""On CI (CI=true) a skipped test is a failed run: there everything is present."""

import os

import pytest

_skipped: list[str] = []


def _is_ci() -> bool:
    return os.environ.get("CI") == "true"


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped.append(f"{report.nodeid}: {_reason(report)}")


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        _skipped.append(f"{report.nodeid}: {_reason(report)}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    is_xdist_worker = hasattr(session.config, "workerinput")
    if _skipped and _is_ci() and not is_xdist_worker and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not _skipped:
        return
    title = "skipped, and on CI nothing may be" if _is_ci() else "skipped here"
    terminalreporter.section(title, red=_is_ci(), yellow=not _is_ci())
    for line in dict.fromkeys(_skipped):
        terminalreporter.line(line)


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    return report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
