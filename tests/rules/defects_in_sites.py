"""Mutators of whole sites: defects that only show beside the other articles of a locale, or beside other locales."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import NAMESPACE_DNS, uuid5

from diglot.profile import Profile
from rules.articles import Article, article, context, front_matter
from rules.clean_texts import CleanPair, Language
from rules.planting import ANYWHERE, is_prose, words

OLDER = {"ms_openlocfilehash": "0" * 40, "ms_lasthandoff": "01/15/2024"}
NEWER = {"ms_openlocfilehash": "1" * 40, "ms_lasthandoff": "06/15/2025"}
"""What the front matter says of two versions of a source."""


class Spot(NamedTuple):
    """Where a defect is."""

    locale: str
    """The language that has it."""
    paths: tuple[str, ...]
    """The files that it may be reported in."""
    start: int = ANYWHERE
    end: int = ANYWHERE


class PlantedSite(NamedTuple):
    """A site with a defect in each language that can have it."""

    files: Mapping[str, str]
    spots: tuple[Spot, ...]


class SiteDefect(NamedTuple):
    """A class of defects of sites, and who finds it."""

    name: str
    codes: tuple[str, ...]
    plant: Callable[[Sequence[Language]], PlantedSite]
    companions: Mapping[str, str] = {}
    """Code -> why this rule has something to say as well."""
    occurs: Callable[[Profile], bool] = lambda profile: True


def _in_each(
    languages: Sequence[Language], plant: Callable[[Language], Iterator[tuple[str, Article, int]]]
) -> PlantedSite:
    """Returns a site of what `plant` yields for each language: (name, article, number of its bad unit or -1)."""
    files, spots = {}, []
    for language in languages:
        for name, page, bad in plant(language):
            path = f"{language.locale}/{name}.md"
            files[path] = page.text
            if bad >= 0:
                start, _, end = page.units[bad]
                spots.append(Spot(language.locale, (path,), start, end))
    return PlantedSite(files, tuple(spots))


def _in_one_of_all(
    languages: Sequence[Language], name: str, make: Callable[[Language, bool], str], start: int = 0, end: int = ANYWHERE
) -> PlantedSite:
    """Returns a site with an article for each language, which stands in all of them and is bad in that one."""
    files, spots = {}, []
    for bad in languages:
        for language in languages:
            files[f"{language.locale}/{name}-{bad.locale.lower()}.md"] = make(language, language is bad)
        path = f"{bad.locale}/{name}-{bad.locale.lower()}.md"
        spots.append(Spot(bad.locale, (path,), start, end if end >= 0 else len(files[path])))
    return PlantedSite(files, tuple(spots))


def mismatched_title(languages: Sequence[Language]) -> PlantedSite:
    """The title in the front matter is another than the heading, which in all other languages it is not."""

    def make(language: Language, is_bad: bool) -> str:
        title = language.alt.target if is_bad else language.heading.target
        return article(language, context(language), front_matter(language, title=title)).text

    return _in_one_of_all(languages, "title", make)


def stale_translation(languages: Sequence[Language]) -> PlantedSite:
    """The source has another sentence in all other languages."""

    def make(language: Language, is_bad: bool) -> str:
        pairs = [*context(language), language.pair("contact" if is_bad else "restart")]
        return article(language, pairs, front_matter(language, **(OLDER if is_bad else NEWER))).text

    return _in_one_of_all(languages, "stale", make)


def stale_metadata(languages: Sequence[Language]) -> PlantedSite:
    """All other languages have a newer version of a source that says the same."""

    def make(language: Language, is_bad: bool) -> str:
        return article(language, context(language), front_matter(language, **(OLDER if is_bad else NEWER))).text

    return _in_one_of_all(languages, "hash", make)


def missing_article(languages: Sequence[Language]) -> PlantedSite:
    """All other languages have an article."""
    files: dict[str, str] = {}
    spots = []
    for bad in languages:
        name = f"gone-{bad.locale.lower()}"
        own = {f"{one.locale}/{name}.md": article(one, context(one)).text for one in languages if one is not bad}
        spots.append(Spot(bad.locale, tuple(own)))
        files |= own
    return PlantedSite(files, tuple(spots))


def doubled_asset(languages: Sequence[Language]) -> PlantedSite:
    """Two articles of a language have the same id."""

    def plant(language: Language) -> Iterator[tuple[str, Article, int]]:
        for name in ("first", "second"):
            # The same article has the same one in all languages; here, each language is a case of its own.
            front = front_matter(language, ms_assetid=str(uuid5(NAMESPACE_DNS, language.locale)))
            yield name, article(language, context(language), front), -1

    made = _in_each(languages, plant)
    spots = (Spot(one.locale, tuple(f"{one.locale}/{name}.md" for name in ("first", "second"))) for one in languages)
    return made._replace(spots=tuple(spots))


def odd_translation(languages: Sequence[Language]) -> PlantedSite:
    """A sentence is translated in one way, but for one of eight articles."""

    def plant(language: Language) -> Iterator[tuple[str, Article, int]]:
        pair, other = language.pair("contact"), language.pair("restart")
        for number in range(7):
            yield f"usual-{number}", article(language, [*context(language), pair]), -1
        yield "odd", article(language, [*context(language), pair._replace(target=other.target)]), 3

    return _in_each(languages, plant)


def reused_translation(languages: Sequence[Language]) -> PlantedSite:
    """The name in a source changed, its translation did not."""

    def plant(language: Language) -> Iterator[tuple[str, Article, int]]:
        pair = language.pair("save")
        changed = pair._replace(source=pair.source.replace("Save", "Discard"))
        for number in range(2):
            yield f"usual-{number}", article(language, [*context(language), pair]), -1
        yield "other", article(language, [*context(language), changed]), 3

    return _in_each(languages, plant)


def changed_name(languages: Sequence[Language]) -> PlantedSite:
    """A name is translated in one article, and stays as it is in all others."""

    def plant(language: Language) -> Iterator[tuple[str, Article, int]]:
        for name, translated in language.names:
            pair = next(pair for pair in language.pairs if name in pair.source)
            changed = pair._replace(target=pair.target.replace(name, translated))
            for number in range(8):
                yield f"kept-{name}-{number}", article(language, [*context(language), pair]), -1
            yield f"changed-{name}", article(language, [*context(language), changed]), 3

    return _in_each(languages, plant)


def mixed_name(languages: Sequence[Language]) -> PlantedSite:
    """A name stays as it is in some articles, and is translated in others; that is said once."""

    def plant(language: Language) -> Iterator[tuple[str, Article, int]]:
        name, translated = language.names[0]
        pair = next(pair for pair in language.pairs if name in pair.source)
        for number in range(14):
            is_bad = number >= 10
            changed = pair._replace(target=pair.target.replace(name, translated)) if is_bad else pair
            yield f"name-{number}", article(language, [*context(language), changed]), -1

    made = _in_each(languages, plant)
    names = [f"name-{number}.md" for number in range(14)]
    spots = (Spot(one.locale, tuple(f"{one.locale}/{name}" for name in names)) for one in languages)
    return made._replace(spots=tuple(spots))


def lost_term(languages: Sequence[Language]) -> PlantedSite:
    """A name that no list knows stays as it is in all articles but one."""

    def plant(language: Language) -> Iterator[tuple[str, Article, int]]:
        name, translated = language.names[0]
        pair = next(pair for pair in language.pairs if name in pair.source)
        for number in range(30):
            is_bad = number == 20
            target = pair.target.replace(name, translated if is_bad else "ZTPX")
            changed = CleanPair(pair.name, pair.source.replace(name, "ZTPX"), target)
            yield f"term-{number}", article(language, [*context(language), changed]), 3 if is_bad else -1

    return _in_each(languages, plant)


def split_compound(languages: Sequence[Language]) -> PlantedSite:
    """A compound is one word in all articles but one."""

    def plant(language: Language) -> Iterator[tuple[str, Article, int]]:
        if not language.profile.joins_compounds:
            return
        first, second = language.compound
        pair = next(pair for pair in language.pairs if first + second in pair.target)
        for number in range(12):
            is_bad = number == 7
            target = pair.target.replace(first + second, f"{first} {second}") if is_bad else pair.target
            page = article(language, [*context(language), pair._replace(target=target)])
            yield f"word-{number}", page, 3 if is_bad else -1

    return _in_each(languages, plant)


def cut_text(languages: Sequence[Language]) -> PlantedSite:
    """Of a long sentence, only the first word was translated."""

    def plant(language: Language) -> Iterator[tuple[str, Article, int]]:
        for number in range(2):
            yield f"usual-{number}", article(language, language.pairs), -1
        pair = language.pair("notify")
        cut = next(words(pair.target, 1)).group()[:6]
        yield "cut", article(language, [*context(language), pair._replace(target=f"{cut}.")]), 3

    return _in_each(languages, plant)


def grown_text(languages: Sequence[Language]) -> PlantedSite:
    """A short sentence has the translations of many others."""

    def plant(language: Language) -> Iterator[tuple[str, Article, int]]:
        for number in range(2):
            yield f"usual-{number}", article(language, language.pairs), -1
        others = [pair.target for pair in language.pairs if is_prose(pair.target, 0, len(pair.target))]
        pair = language.pair("restart")
        yield "grown", article(language, [*context(language), pair._replace(target=" ".join(others))]), 3

    return _in_each(languages, plant)


_TWO_TRANSLATIONS = {"CON901": "the sentence around the name has two translations"}

DEFECTS = (
    SiteDefect("cut-text", ("ACC306",), cut_text),
    SiteDefect("grown-text", ("ACC306",), grown_text),
    SiteDefect("changed-name", ("TRM501",), changed_name, _TWO_TRANSLATIONS),
    SiteDefect("mixed-name", ("TRM502",), mixed_name),
    SiteDefect("lost-term", ("TRM503",), lost_term, _TWO_TRANSLATIONS),
    SiteDefect("split-compound", ("TYP711",), split_compound, occurs=lambda profile: profile.joins_compounds),
    SiteDefect("mismatched-title", ("FMT804",), mismatched_title),
    SiteDefect("doubled-asset", ("FMT806",), doubled_asset),
    SiteDefect("odd-translation", ("CON901",), odd_translation),
    SiteDefect("reused-translation", ("CON902",), reused_translation),
    SiteDefect("stale-translation", ("STA951",), stale_translation),
    SiteDefect("stale-metadata", ("STA952",), stale_metadata),
    SiteDefect("missing-article", ("STA953",), missing_article),
)
