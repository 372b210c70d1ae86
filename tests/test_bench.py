"""Benchmarks measure what they say: made-up articles are like real ones, and all figures come out."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from bench.articles import LOCALES, articles, write_articles
from bench.shapes import REAL, means, shape_of
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
