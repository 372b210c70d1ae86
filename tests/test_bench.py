"""Benchmarks measure what they say: made-up articles are like real ones, and all figures come out."""

from __future__ import annotations

import json
import os
import sys
from functools import cache
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from bench.articles import LOCALES, articles, write_articles
from bench.cases import Bench
from bench.figures import Spread
from bench.growth import grow
from bench.peers import write_hugo_site
from bench.plot import Bar, plot
from bench.projects import Project
from bench.run import main
from bench.shapes import REAL, means, shape_of
from bench.watching import CommandError, Figures, watch
from diglot.build import Build
from diglot.markup.units import scan_units
from sites import PLAIN, build_here, tree, write

MANY = 2 * (len(REAL) + 1)
"""So many articles are of every shape twice."""


@cache
def made() -> tuple[tuple[str, str, str], ...]:
    """Returns (locale, path, text) of some articles in all locales."""
    return tuple(articles(60, LOCALES))


def test_same_seed_makes_same_articles(tmp_path: Path) -> None:
    """What is written depends on the seed alone."""
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        write_articles(tmp_path / name, 12, ("nl-NL", "ja-JP"), seed)
    assert tree(tmp_path / "one") == tree(tmp_path / "same")
    assert tree(tmp_path / "one").keys() == tree(tmp_path / "other").keys()
    assert tree(tmp_path / "one") != tree(tmp_path / "other")


def test_locales_share_units_and_sources() -> None:
    """Every page scans into whole units; those of an article have the same ids and sources in all locales."""
    for path, pages in groupby(made(), key=lambda page: page[1]):
        scanned = [(locale, scan_units(text)) for locale, _, text in pages]
        assert [locale for locale, _ in scanned] == list(LOCALES)
        assert not [found for _, one in scanned for found in (*one.findings, *one.strays)], path
        sources = {tuple((unit.id, unit.source) for unit in one.units) for _, one in scanned}
        assert len(sources) == 1
        assert len({one.units[0].target for _, one in scanned}) > 2


def test_articles_are_as_real_ones() -> None:
    """Sizes and constructs come as often as in real articles, in the mean and at the ends."""
    shapes = [shape_of(text) for _, _, text in articles(MANY, ("nl-NL",))]
    found, wanted = means(shapes), means(REAL)
    for name in ("units", "letters", "blocks", "ordered", "bullets", "nested", "bolds", "links"):
        assert found[name] == pytest.approx(wanted[name], rel=0.2), name
    for name in ("headings", "rows", "alerts", "samples", "codes", "own_links", "images"):
        assert 0 < found[name] == pytest.approx(wanted[name], abs=0.05), name
    for quantile in (0.05, 0.25, 0.5, 0.75, 0.95):
        units, real = (sorted(shape.units for shape in some) for some in (shapes, REAL))
        assert units[int(quantile * len(units))] == pytest.approx(real[int(quantile * len(real))], abs=1)


def test_articles_are_sound(tmp_path: Path) -> None:
    """They build into pages, and no check has an error to tell of them."""
    write_articles(tmp_path / "content", 12, ("nl-NL", "ar-SA"))
    result = build_here(write(tmp_path, {"site.toml": PLAIN}))
    assert isinstance(result.build, Build)
    assert len(result.build.index.pages) == 12 * 3
    assert not result.diagnostics
    assert not result.failures


def test_cases_are_measured(tmp_path: Path) -> None:
    """A run leaves a table, a plot and all figures, and removes what it worked with."""
    names = ("cold", "unchanged", "string", "check-cold", "check-warm")
    chosen = [argument for name in names for argument in ("--case", name)]
    locales = ("--locale", "nl-NL", "--locale", "ar-SA")
    ran = CliRunner().invoke(
        main, ["cases", "--output", str(tmp_path), "--articles", "10", "--rounds", "1", *locales, *chosen]
    )
    assert ran.exit_code == 0, ran.output
    assert {path.name for path in tmp_path.iterdir()} == {"bench.md", "bench.json", "bench.svg"}
    data = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    rounds = {case["name"]: case["rounds"] for case in data["cases"]}
    assert list(rounds) == list(names)
    for name, (figures,) in rounds.items():
        assert figures["seconds"] > 0 < figures["cpu"], name
        assert figures["peaks"]["driver"] > 10_000_000, name
    files = {name: figures["files"] for name, (figures,) in rounds.items()}
    assert files["cold"] > files["string"] > files["unchanged"] == files["check-cold"] == 0
    assert "pagefind" in rounds["cold"][0]["peaks"]
    assert [ratio["name"] for ratio in data["ratios"]] == ["check-warm"]
    assert "| check, nothing changed | check, cold |" in (tmp_path / "bench.md").read_text("utf-8")
    assert ElementTree.parse(tmp_path / "bench.svg").getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_edits_are_taken_back(tmp_path: Path) -> None:
    """Each edit changes the project, a second one again, and cleaning leaves it as it was."""
    write_articles(tmp_path / "project/content", 4, ("nl-NL", "ar-SA"))
    project = Project(tmp_path / "project")
    before = tree(project.root)
    for edit in (Project.edit_article, Project.edit_template, Project.edit_string, Project.take_locale_away):
        seen = [before]
        for _ in range(1 if edit is Project.take_locale_away else 2):
            edit(project)
            seen.append(tree(project.root))
            assert seen[-1] not in seen[:-1]
        project.clean()
        assert tree(project.root) == before


def test_growth_compares_pages(tmp_path: Path) -> None:
    """Sites of several sizes are compared by the time that a page takes, and by what the driver remembers of it."""
    seconds = iter((4.0, 8.0, 160.0))
    memory = iter((1_000_000, 1_004_000, 1_046_000))

    def measure(_: str, bench: Bench) -> list[Figures]:
        assert bench.project.pages in (2, 4, 40)
        return [Figures(next(seconds), 1.0, {"driver": next(memory)})]

    report = grow(tmp_path, 2, (1, 2), (1, 10), measure)
    assert [row.pages for row in report.rows] == [2, 4, 40]
    assert [(one.title, one.against, one.seconds.middle) for one in report.ratios] == [
        ("2 articles in 2 locales", "2 articles in 1 locales", 1.0),
        ("20 articles in 2 locales", "2 articles in 2 locales", 2.0),
    ]
    assert "takes 1,167 bytes" in report.notes[1]


def test_hugo_gets_the_articles_it_can_read(tmp_path: Path) -> None:
    """An article with broken front matter in one locale is left out of all; home pages are called as Hugo has them."""
    write_articles(tmp_path / "project/content", 4, ("nl-NL", "ar-SA"))
    project = Project(tmp_path / "project")
    broken = "part-001/article-00002.md"
    write(project.root / "content/ar-SA", {broken: "---\ntitle: 'a' b\n---\n", "includes/a.md": "a"})
    assert write_hugo_site(project, tmp_path / "peer") == [broken]
    pages = [path for path in tree(tmp_path / "peer") if path.endswith(".md")]
    below = ("_index.md", "part-001/article-00001.md", "part-001/article-00003.md")
    assert pages == [f"content/{locale}/{path}" for locale in ("ar-sa", "nl-nl") for path in below]
    assert "[languages.ar-sa]" in (tmp_path / "peer/hugo.toml").read_text("utf-8")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells of other processes")
def test_processes_below_are_watched(tmp_path: Path) -> None:
    """The peak of each process is known, the CPU time is that of all, and phases are read from what is printed."""
    child = "import time; a = b'x' * 60_000_000; time.sleep(0.5)"
    parent = (
        "import subprocess, sys; print('Time: 2.5 s (reading pages 1.5 s, drawing pages 1.0 s)');"
        f"open('made', 'w').write('abc'); subprocess.run(['{tmp_path}/hugo', '-c', sys.argv[1]], check=True)"
    )
    (tmp_path / "old").write_text("old", "utf-8")
    os.utime(tmp_path / "old", (1, 1))
    (tmp_path / "hugo").symlink_to(sys.executable)
    figures = watch([sys.executable, "-c", parent, child], tmp_path, "driver", tmp_path)
    assert figures.peaks["hugo"] > 60_000_000 > figures.peaks["driver"] > 0
    assert figures.phases == {"reading pages": 1.5, "drawing pages": 1.0}
    assert figures.seconds >= 0.5


def test_failure_is_told(tmp_path: Path) -> None:
    """A command that fails gives no figures but its own words."""
    with pytest.raises(CommandError, match="no such thing"):
        watch([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path, "driver")


@pytest.mark.parametrize("bars", [(), (Bar("a & b", "<c>", Spread(0.5, 0.01, 20.0), 0.9),)])
def test_plot_is_xml(bars: tuple[Bar, ...]) -> None:
    """Any words and numbers make a picture that can be read."""
    root = ElementTree.fromstring(plot("<title>", "1 & 2", bars))
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[:2] == ["<title>", "1 & 2"]
    assert all(bar.label in texts and bar.below in texts for bar in bars)
