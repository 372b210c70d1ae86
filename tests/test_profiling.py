"""Where the time of a build goes is told, in this process and in others."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from diglot.profiling import REPORT, TRACE, Profile, Timed
from diglot.run import Pool, Serial
from sites import PLAIN, article, write
from support import Ran

Cli = Callable[..., Ran]
PROJECT = {
    "site/site.toml": PLAIN,
    "content/nl-NL/anker.md": article("Anker", "Anchor", ("Zwaar.", "Heavy.")),
    "content/nl-NL/boot.md": article("Boot", "Boat", ("Licht.", "Light.")),
}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_profile_of_a_build(run_cli: Cli, tmp_path: Path, jobs: str) -> None:
    """A report for people, and a trace with an event for each phase and job."""
    project = write(tmp_path, PROJECT)
    ran = run_cli("build", project, "--profile", "--jobs", jobs)
    assert ran.code == 0, ran.output
    assert REPORT in ran.stdout
    folder = project / ".diglot/public.profile"
    report = (folder / REPORT).read_text("utf-8")
    assert {"nl-NL/anker", "nl-NL/boot", "en-US/anker"} <= set(report.split())
    events = json.loads((folder / TRACE).read_bytes())["traceEvents"]
    assert {"read", "render", "draw"} <= {event["name"] for event in events}
    assert all(event["ph"] == "X" and event["ts"] >= 0 and event["dur"] >= 0 for event in events)


def slow(seconds: float, job: int) -> int:
    """Takes its time."""
    time.sleep(seconds)
    return job + 1


def test_work_is_measured_where_it_is_done() -> None:
    """Results come as they would, whoever does the work, and what was seen is counted."""
    profile = Profile()
    with Pool(2) as pool:
        for run in (Serial(), pool):
            timed = Timed(run, profile)
            assert list(timed.each(partial(slow, 0.02), [1, 2])) == [2, 3]
            assert timed.start(partial(slow, 0.02), 3)() == 4
    assert [job.name for job in profile.jobs] == ["slow"] * 6
    assert all(job.seconds >= 0.02 for job in profile.jobs)
    assert len({job.process for job in profile.jobs}) >= 2
    assert profile.seen["other"] > 0


def test_phases_are_noted() -> None:
    """From their first page to their last, and whoever listens hears of them."""
    profile = Profile()
    heard: list[tuple[str, int, int]] = []
    tell = profile.telling(lambda *told: heard.append(told))
    tell("read", 0, 2)
    tell("read", 2, 2)
    assert heard == [("read", 0, 2), ("read", 2, 2)]
    start, end = profile.phases["read"]
    assert end >= start > 0
