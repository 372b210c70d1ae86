"""What is measured of Diglot: each case with where it starts from, what is done first, and who does the like."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from bench.projects import ROOT, Project
from bench.watching import Figures, watch

Start = Literal["clean", "fewer", "built", "checked"]
"""Nothing is there; all but one locale were built; everything was built; everything was checked."""

_BUILD = ("build", "--no-check")
_FULL_BUILD = ("build", "--check")
_CHECK = ("check", "--fail-on", "never")


class Case(NamedTuple):
    """Something to be measured."""

    name: str
    title: str
    start: Start
    arguments: Sequence[str]
    prepare: Callable[[Project], None] = lambda _: None
    search: bool = True
    peer: str = ""
    """What other tools do instead; see `peers`."""
    goal: float = 0
    """How much of their time it may take; 0 for no goal."""


CASES = (
    Case("cold", "cold build", "clean", _BUILD, peer="cold", goal=0.9),
    Case("unchanged", "nothing changed", "built", _BUILD, peer="unchanged", goal=0.05),
    Case("article", "one article edited", "built", _BUILD, Project.edit_article, peer="unchanged", goal=0.2),
    Case("template", "one template edited", "built", _BUILD, Project.edit_template),
    Case("string", "one interface string edited", "built", _BUILD, Project.edit_string),
    Case("checked", "cold build with all checks", "clean", _FULL_BUILD, peer="cold", goal=1.15),
    Case("bare", "cold build without search", "clean", _BUILD, search=False, peer="bare", goal=0.85),
    Case("locale", "one locale added", "fewer", _BUILD, Project.put_locale_back),
    Case("check-cold", "check, cold", "clean", _CHECK),
    Case("check-warm", "check, nothing changed", "checked", _CHECK),
)


class Bench:
    """A project with what stands in its output folder, so that a case that goes on from there need not begin anew."""

    def __init__(self, project: Project, jobs: int | None = None) -> None:
        self.project = project
        self._jobs = ("--jobs", str(jobs)) if jobs else ()
        self._stands: Start = "clean"
        project.clean()

    def measure(self, case: Case) -> Figures:
        """Returns what one run of `case` takes."""
        self._begin(case)
        case.prepare(self.project)
        figures = self._run(case.arguments)
        self._stands = "checked" if case.arguments[0] == "check" else "built"
        if not case.search:
            self._clean()
        return figures

    def _begin(self, case: Case) -> None:
        if case.start == self._stands and case.start in ("built", "checked"):
            return
        self._clean()
        self.project.use_search(case.search)
        if case.start == "fewer":
            self.project.take_locale_away()
        if case.start != "clean":
            self._run(_CHECK if case.start == "checked" else _BUILD)

    def _clean(self) -> None:
        self.project.clean()
        self._stands = "clean"

    def _run(self, arguments: Sequence[str]) -> Figures:
        command: list[str | Path] = [sys.executable, "-m", "diglot", *arguments, *self._jobs, self.project.root]
        # This tree is measured, wherever another copy may be installed.
        variables = {"PYTHONPATH": str(ROOT / "generator")}
        return watch(command, self.project.root, "driver", self.project.output, variables)
