"""Recall by mutation: clean text gives no alarm, and what is planted into it is found where it is, under one name.

An article holds one defect. All articles with a defect of their own share a site; a defect that only shows beside
other articles has a site for itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

import pytest

from diglot.diagnostics import Diagnostic
from diglot.rules.registry import BY_CODE, RULES
from diglot.rules.subject import EXTERNAL, LOCALE, PARSER, SITE
from rules import defects_in_marks, defects_in_pages, defects_in_sites, defects_in_typography, defects_in_words
from rules.articles import article, context, diagnose, front_matter
from rules.clean_texts import SOURCE_LOCALE, Language, languages
from rules.defects_in_pages import PageDefect
from rules.defects_in_sites import SiteDefect, Spot
from rules.planting import ANYWHERE, Defect
from support import ROOT, expect_none

IN_UNITS: tuple[Defect, ...] = (
    *defects_in_marks.DEFECTS,
    *defects_in_words.DEFECTS,
    *defects_in_typography.DEFECTS,
)
IN_PAGES: tuple[PageDefect, ...] = defects_in_pages.DEFECTS
IN_SITES: tuple[SiteDefect, ...] = defects_in_sites.DEFECTS

LEAST = 30
"""Clean sentences of a language."""
MOST = 5
"""Mutants of a class in a language."""
ENOUGH = 0.95
"""Share of the mutants of a class that have to be found."""
UNPLANTED = {
    ("swallowed-mark", "ja-JP"): "no link ends a sentence",
    ("decomposed-letter", "zh-CN"): "no character can be taken apart",
    ("decomposed-letter", "he-IL"): "it is written without points",
}
"""(class, language) -> why its clean text has no place for a defect that the language could have."""


class Mutant(NamedTuple):
    """An article with one defect."""

    defect: Defect | PageDefect
    locale: str
    text: str
    start: int
    """Where the defect is in `text`."""
    end: int
    shown: str
    """What was planted, for people."""


class Seen(NamedTuple):
    """A mutant, and what Diglot said of its article."""

    mutant: Mutant
    found: tuple[Diagnostic, ...]

    @property
    def is_found(self) -> bool:
        """True if a rule of its class points at the defect."""
        mutant = self.mutant
        return any(touches(one, mutant.text, mutant.start, mutant.end) for one in self.found if self._is_meant(one))

    @property
    def has_strangers(self) -> bool:
        """True if a rule says something that the defect is no business of."""
        return any(not self._is_meant(one) and one.code not in self.mutant.defect.companions for one in self.found)

    def _is_meant(self, one: Diagnostic) -> bool:
        return one.code in self.mutant.defect.codes

    def __str__(self) -> str:
        said = "; ".join(f"{one.code} {one.message}" for one in self.found) or "nothing"
        return f"  {self.mutant.locale}: {self.mutant.shown} | {said}"


def touches(one: Diagnostic, text: str, start: int, end: int) -> bool:
    """Tells whether a diagnostic is about a place in `text`, or about what stands right beside it."""
    data = text.encode()
    first, last = (len(data[:at].decode()) for at in (one.at.start, one.at.end))
    return first <= end and start <= last


def mutants(defect: Defect | PageDefect, language: Language) -> list[Mutant]:
    """Returns some mutants of a class in a language: always the same ones."""
    made = in_page(defect, language) if isinstance(defect, PageDefect) else in_units(defect, language)
    return sorted(made, key=lambda mutant: crc32(mutant.text.encode()))[:MOST]


def in_page(defect: PageDefect, language: Language) -> Iterator[Mutant]:
    """Yields all articles with a defect that is none of a unit."""
    for text, start, end in defect.plant(language):
        yield Mutant(defect, language.locale, text, start, end, " ".join(text[start:end].split())[:120])


def in_units(defect: Defect, language: Language) -> Iterator[Mutant]:
    """Yields an article for each defect of a class in each clean sentence; it stands in the middle of a paragraph."""
    if not defect.occurs(language.profile):
        return
    before, after = context(language)
    for pair in language.pairs:
        for planted in defect.plant(pair, language):
            changed = pair._replace(target=planted.target, source=planted.source or pair.source)
            page = article(language, [before, changed, after], joint=" ")
            first, target, last = page.units[2]
            is_lost = planted.start == ANYWHERE
            start, end = (first, last) if is_lost else (target + planted.start, target + planted.end)
            yield Mutant(defect, language.locale, page.text, start, end, planted.target)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Sequence[Seen]]:
    """Returns the mutants of each class, by its name."""
    classes: Sequence[Defect | PageDefect] = [*IN_UNITS, *IN_PAGES]
    every = [mutant for defect in classes for one in languages() for mutant in mutants(defect, one)]
    paths = list(paths_of(every))
    texts = dict(zip(paths, (mutant.text for mutant in every), strict=True))
    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for one in diagnose(tmp_path_factory.mktemp("mutants"), texts):
        # What rules learn from all articles of a locale, they would learn from mutants.
        if BY_CODE[one.code].scope not in (LOCALE, SITE):
            by_path[one.at.path.removeprefix("content/")].append(one)
    by_class: dict[str, list[Seen]] = defaultdict(list)
    for mutant, path in zip(every, paths, strict=True):
        by_class[mutant.defect.name].append(Seen(mutant, tuple(by_path[path])))
    return by_class


def paths_of(every: Sequence[Mutant]) -> Iterator[str]:
    """Yields where each article is. Those of several languages share a path, so that its source is read once."""
    numbers: Counter[tuple[str, str]] = Counter()
    for mutant in every:
        key = mutant.locale, mutant.defect.name
        numbers[key] += 1
        yield f"{mutant.locale}/{mutant.defect.name}-{numbers[key]}.md"


every_class = pytest.mark.parametrize("defect", [*IN_UNITS, *IN_PAGES], ids=lambda defect: defect.name)


@every_class
def test_planted_defect_is_found(defect: Defect | PageDefect, seen: Mapping[str, Sequence[Seen]]) -> None:
    """By a rule of its class, at its place, in nearly all cases of all languages."""
    cases = seen[defect.name]
    missed = [case for case in cases if not case.is_found]
    if len(missed) > (1 - ENOUGH) * len(cases):
        in_locales = dict(Counter(case.mutant.locale for case in missed))
        expect_none([f"{len(missed)} of {len(cases)} are missed, in {in_locales}:", *map(str, missed)])


@every_class
def test_planted_defect_has_one_name(defect: Defect | PageDefect, seen: Mapping[str, Sequence[Seen]]) -> None:
    """Rules that are not about it say nothing of it, but for those that the class explains."""
    expect_none(str(case) for case in seen[defect.name] if case.has_strangers)


@pytest.mark.parametrize("defect", IN_SITES, ids=lambda defect: defect.name)
def test_defect_beside_other_articles_is_found(defect: SiteDefect, tmp_path_factory: pytest.TempPathFactory) -> None:
    """By a rule of its class in each language that can have it, where it is, and by no other rule."""
    planted = defect.plant(languages())
    found = diagnose(tmp_path_factory.mktemp(defect.name), planted.files)
    meant = [one for one in found if one.code in defect.codes]
    assert len({spot.locale for spot in planted.spots}) == sum(defect.occurs(one.profile) for one in languages())
    expect_none(
        [
            *(f"missed in {spot.paths[0]}" for spot in planted.spots if not is_told(spot, planted.files, meant)),
            *(f"{one.at.path}: {one.code} {one.message}" for one in found if is_strange(one, defect)),
        ]
    )


def is_told(spot: Spot, files: Mapping[str, str], found: Sequence[Diagnostic]) -> bool:
    """Tells whether one of the diagnostics is about a spot."""
    for one in found:
        path = one.at.path.removeprefix("content/")
        if path in spot.paths and (spot.start == ANYWHERE or touches(one, files[path], spot.start, spot.end)):
            return True
    return False


def is_strange(one: Diagnostic, defect: SiteDefect) -> bool:
    """Tells whether a diagnostic is no business of a class."""
    return one.code not in defect.codes and one.code not in defect.companions


def test_clean_text_gives_no_alarm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """All sentences of a language in one article, in all languages, whoever translated it."""
    files = {f"{one.locale}/{kind}.md": clean_article(one, kind) for one in languages() for kind in ("ht", "mt")}
    expect_none(
        f"{one.at.path}: {one.code} {one.message} | {one.target or one.at}"
        for one in diagnose(tmp_path_factory.mktemp("clean"), files)
    )


def clean_article(language: Language, kind: str) -> str:
    """Returns an article with everything that is clean in a language; `kind` says whether people translated it."""
    image = f"![{language.alt.target}](https://images.example.com/settings.png)\n"
    return article(language, language.pairs, front_matter(language, ms_translationtype=kind.upper()), image).text


def test_every_language_has_clean_text() -> None:
    """A language with a profile has sentences enough to be tested with."""
    known = {path.parent.name for path in (ROOT / "locales").glob("*/profile.toml")}
    assert {one.locale for one in languages()} == known - {SOURCE_LOCALE}
    expect_none(f"{one.locale} has {len(one.pairs)}" for one in languages() if len(one.pairs) < LEAST)


def test_every_rule_has_a_class() -> None:
    """Of those that look at texts; what the parser, the join or other hosts come upon has tests of its own."""
    planted = {code for defect in (*IN_UNITS, *IN_PAGES, *IN_SITES) for code in defect.codes}
    expect_none(rule.name for rule in RULES if rule.scope not in (PARSER, EXTERNAL) and rule.code not in planted)


def test_every_class_has_mutants() -> None:
    """In each language that can have the defect, but where the clean text has no place for it."""
    empty = {
        (defect.name, one.locale)
        for defect in IN_UNITS
        for one in languages()
        if defect.occurs(one.profile) and not mutants(defect, one)
    }
    assert empty == set(UNPLANTED)
