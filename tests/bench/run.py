"""The benchmarks as a program: `make bench`, `make bench PEERS=1`, `make bench GROWTH=1`, or

`PYTHONPATH=generator:tests python -m bench.run cases --help`.
"""

from __future__ import annotations

import compileall
import os
import platform
import shutil
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import click

from bench.articles import LOCALES, write_articles
from bench.cases import CASES, Bench, Case
from bench.figures import Ratio, Report, Row, ratio, total
from bench.growth import grow, measure_cold
from bench.output import as_json, markdown
from bench.peers import TITLES, Peers, find_hugo
from bench.plot import Bar, plot
from bench.projects import ROOT, Project
from bench.watching import CommandError, Figures

_LEAST = 2
"""Articles: the home page, and one that links can lead to."""

_output = click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), default=ROOT / ".bench", help="Where results go."
)
_rounds = click.option("--rounds", type=click.IntRange(min=1), default=3, show_default=True, help="How often.")
_articles = click.option(
    "--articles", type=click.IntRange(min=_LEAST), default=500, show_default=True, help="How many."
)


@click.group()
def main() -> None:
    """Measure what builds and checks cost. Results are a table, a plot and all figures as JSON."""


@main.command()
@_output
@_rounds
@_articles
@click.option("--locale", "locales", multiple=True, help="In which locales; all of the corpus, or six.")
@click.option("--corpus", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Real articles instead.")
@click.option("--peers", is_flag=True, help="Measure Hugo and Pagefind in the same run.")
@click.option("--case", "names", multiple=True, type=click.Choice([case.name for case in CASES]), help="Only this one.")
@click.option("--jobs", type=click.IntRange(min=1), help="For Diglot: how many processes work at the same time.")
def cases(
    output: Path,
    rounds: int,
    articles: int,
    locales: tuple[str, ...],
    corpus: Path | None,
    peers: bool,
    names: tuple[str, ...],
    jobs: int | None,
) -> None:
    """Measure builds and checks of one site: cold, unchanged, and after edits."""
    work = _fresh(output)
    try:
        _fill(work / "project" / "content", corpus, articles, locales)
        project = Project(work / "project")
        hugo = Peers(project, work / "peer", find_hugo(ROOT / ".venv" / "peers")) if peers else None
        chosen = [case for case in CASES if not names or case.name in names]
        if len(project.locales) < 2:
            # None can be added to nothing.
            chosen = [case for case in chosen if case.start != "fewer"]
        if not chosen:
            raise CommandError("a locale can only be added to another one; name two with `--locale`")
        runs = Runs(Bench(project, jobs), hugo)
        what = f"{project.pages:,} pages in {', '.join(project.locales)}, {_origin(corpus)}"
        about = _about(what, [hugo.version()] if hugo else [])
        left_out = ", ".join(hugo.left_out) if hugo else ""
        notes = [f"- The article that is edited is in {project.locales[0]}; languages differ in how long indexing is"]
        notes += [f"- Left out for Hugo, which stops at their front matter: {left_out}"] if left_out else []
        for number in range(rounds):
            for _ in runs.play(chosen, number):
                # What was measured is not lost when the rest is broken off.
                report = Report(about, list(runs.rows()), list(runs.ratios()), notes)
                _write(output, "bench", report)
        _tell(output, "bench", report)
    except CommandError as error:
        raise click.ClickException(str(error)) from error
    finally:
        shutil.rmtree(work)


@main.command()
@_output
@_rounds
@_articles
@click.option("--locales", default="1,2,4,6", show_default=True, help="Numbers of locales.")
@click.option("--times", default="1,10,30", show_default=True, help="Multiples of the number of articles.")
def growth(output: Path, rounds: int, articles: int, locales: str, times: str) -> None:
    """Measure how cold builds without search grow with locales and articles. It takes long."""

    def measure(title: str, bench: Bench) -> list[Figures]:
        return [_told(title, measure_cold(bench)) for _ in range(rounds)]

    work = _fresh(output)
    try:
        report = grow(work, articles, _numbers(locales, len(LOCALES)), _numbers(times), measure)
        report = report._replace(about=_about("made-up articles, cold builds without search"))
        _write(output, "growth", report)
        _tell(output, "growth", report)
    except CommandError as error:
        raise click.ClickException(str(error)) from error
    finally:
        shutil.rmtree(work)


class Runs:
    """Plays rounds and keeps what came out. Ours and theirs follow one another, each first in every other round."""

    def __init__(self, bench: Bench, peers: Peers | None) -> None:
        self._bench = bench
        self._peers = peers
        self._ours: dict[str, list[Figures]] = {}
        self._theirs: dict[str, list[Figures]] = {}
        self._pairs: dict[str, list[tuple[Figures, Figures]]] = {}

    def play(self, chosen: Sequence[Case], number: int) -> Iterator[Case]:
        """Measures each case once; yields it when that is done."""
        unchanged: Figures | None = None
        for case in chosen:
            theirs = unchanged if case.peer == "unchanged" else None
            others_first = number % 2 == 1
            if self._peers and case.peer and theirs is None and others_first:
                theirs = self._measure_peer(case.peer)
            ours = _told(case.title, self._bench.measure(case))
            self._ours.setdefault(case.name, []).append(ours)
            if self._peers and case.peer:
                theirs = theirs or self._measure_peer(case.peer)
                self._pairs.setdefault(case.name, []).append((ours, theirs))
                unchanged = theirs if case.peer == "unchanged" else unchanged
            yield case

    def _measure_peer(self, kind: str) -> Figures:
        assert self._peers is not None
        theirs = _told(TITLES[kind], total(self._peers.measure(kind)))
        self._theirs.setdefault(kind, []).append(theirs)
        return theirs

    def rows(self) -> Iterator[Row]:
        """Yields our cases, then theirs."""
        pages = self._bench.project.pages
        for case in CASES:
            if rounds := self._ours.get(case.name):
                yield Row(case.name, case.title, rounds, pages)
        for kind, rounds in self._theirs.items():
            yield Row(f"peer-{kind}", TITLES[kind], rounds, self._peers.pages if self._peers else 0)

    def ratios(self) -> Iterator[Ratio]:
        """Yields how our cases compare: with others, and a warm check with a cold one."""
        for case in CASES:
            if pairs := self._pairs.get(case.name):
                yield ratio(case.name, case.title, TITLES[case.peer], pairs, case.goal)
        cold, warm = self._ours.get("check-cold"), self._ours.get("check-warm")
        if cold and warm:
            pairs = list(zip(warm, cold, strict=False))
            yield ratio("check-warm", "check, nothing changed", "check, cold", pairs, 0.1)


def _fresh(output: Path) -> Path:
    """Returns an empty folder to work in; compiles Diglot, so that the first run does not pay for all."""
    work = output / "work"
    if work.exists():
        shutil.rmtree(work)
    work.mkdir(parents=True)
    compileall.compile_dir(ROOT / "generator", quiet=2)
    return work


def _fill(content: Path, corpus: Path | None, articles: int, locales: Sequence[str]) -> None:
    if corpus is None:
        write_articles(content, articles, locales or LOCALES)
        return
    for folder in sorted(corpus.iterdir()):
        if folder.is_dir() and (not locales or folder.name in locales):
            shutil.copytree(folder, content / folder.name)


def _origin(corpus: Path | None) -> str:
    return f"from the folder `{corpus.name}`" if corpus else "made up"


def _numbers(text: str, most: int = 1_000) -> list[int]:
    numbers = [int(part) if part.strip().isdecimal() else 0 for part in text.split(",")]
    if not all(0 < number <= most for number in numbers):
        raise click.BadParameter(f"`{text}` has to be numbers from 1 to {most} with commas between them")
    return sorted(set(numbers))


def _about(what: str, others: Sequence[str] = ()) -> dict[str, str]:
    own = (f"{name} {version(name)}" for name in ("pagefind", "markdown-it-py", "Jinja2"))
    versions = ", ".join((*own, *others))
    machine = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()} {platform.release()}"
    return {"What": what, "Machine": machine, "With": f"Python {platform.python_version()}, {versions}"}


def _told(title: str, figures: Figures) -> Figures:
    """Says how it goes on, and returns `figures`."""
    click.echo(f"{figures.seconds:8.2f} s  {figures.cpu:8.2f} s CPU  {title}", err=True)
    return figures


def _write(output: Path, name: str, report: Report) -> None:
    """Writes table, plot and JSON."""
    (output / f"{name}.md").write_text(markdown(report), "utf-8")
    (output / f"{name}.json").write_text(as_json(report), "utf-8")
    bars = [Bar(one.title, f"against {one.against}", one.seconds, one.goal) for one in report.ratios]
    explained = f"{report.compared}; the mark is the goal, the thin line goes from least to most. Logarithmic."
    (output / f"{name}.svg").write_text(plot("How much time Diglot takes", explained, bars), "utf-8")


def _tell(output: Path, name: str, report: Report) -> None:
    """Prints the table."""
    click.echo(markdown(report))
    click.echo(f"Written: {', '.join(str(output / f'{name}.{kind}') for kind in ('md', 'svg', 'json'))}", err=True)


if __name__ == "__main__":
    sys.exit(main())
