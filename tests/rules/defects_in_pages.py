"""Mutators of whole articles: units, front matter, anchors, alternative texts, and the language of all of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from rules.articles import Article, article, context, front_matter
from rules.clean_texts import CleanPair, Language, languages

_SOME = slice(3, 5)
"""Sentences that an article has besides those that all have."""
_TELLING = ("folder", "contact", "notify", "wait", "download", "block_note", "block_warning")
"""Sentences enough to tell a language from."""


class PlantedPage(NamedTuple):
    """An article with a defect."""

    text: str
    start: int
    """Where the defect is in `text`."""
    end: int


class PageDefect(NamedTuple):
    """A class of defects of articles, and who finds it."""

    name: str
    codes: tuple[str, ...]
    plant: Callable[[Language], Iterator[PlantedPage]]
    companions: Mapping[str, str] = {}
    """Code -> why this rule has something to say as well."""


def _clean(language: Language) -> Article:
    return article(language, [*context(language), *language.pairs[_SOME]])


def _edited(page: Article, old: str, new: str, after: int = 0) -> PlantedPage:
    start = page.text.index(old, after)
    return PlantedPage(f"{page.text[:start]}{new}{page.text[start + len(old) :]}", start, start + len(new))


def duplicate_id(language: Language) -> Iterator[PlantedPage]:
    """Two units have the same id."""
    page = _clean(language)
    edited = page.text.replace("0ab1c-104", "0ab1c-103")
    yield PlantedPage(edited, page.units[2][0], page.units[2][2])


def strange_id(language: Language) -> Iterator[PlantedPage]:
    """A source has the id of another unit."""
    page = _clean(language)
    edited = _edited(page, 'stu-id="0ab1c-104"', 'stu-id="0ab1c-109"')
    yield edited._replace(start=page.units[2][0], end=page.units[2][2])


def unclosed_tag(language: Language) -> Iterator[PlantedPage]:
    """The last tag of a unit is lost."""
    page = _clean(language)
    edited = _edited(page, "</span></span>", "</span>", page.units[2][0])
    yield edited._replace(start=page.units[2][0], end=page.units[2][2])


def empty_target(language: Language) -> Iterator[PlantedPage]:
    """A translation is empty, or a space."""
    pairs = context(language)
    for target in ("", " "):
        page = article(language, [*pairs, pairs[0]._replace(target=target)])
        yield PlantedPage(page.text, page.units[-1][0], page.units[-1][2])


def broken_front_matter(language: Language) -> Iterator[PlantedPage]:
    """The front matter is no YAML."""
    page = _clean(language)
    for line in ('ms.custom: "abc', "ms.custom: [one, two", "ms.topic article: x: y"):
        planted = _edited(page, "ms.translationtype:", f"{line}\nms.translationtype:")
        yield planted._replace(start=0, end=planted.text.index("\n---\n"))


def misspelt_key(language: Language) -> Iterator[PlantedPage]:
    """A key of the front matter is misspelt."""
    page = _clean(language)
    for old, new in (("ms.translationtype:", "ms.translationtyp:"), ("ms.contentlocale:", "ms,.contentlocale:")):
        yield _edited(page, old, new)


def wrong_locale(language: Language) -> Iterator[PlantedPage]:
    """The front matter names another locale than the folder."""
    page = _clean(language)
    yield _edited(page, f'ms.contentlocale: "{language.locale}"', 'ms.contentlocale: "pl-PL"')


def malformed_date(language: Language) -> Iterator[PlantedPage]:
    """A date in the front matter is none."""
    page = _clean(language)
    for date in ("31/31/2025", "soon"):
        yield _edited(page, "ms.translationtype:", f"ms.lasthandoff: {date}\nms.translationtype:")


def doubled_key(language: Language) -> Iterator[PlantedPage]:
    """A key of the front matter stands twice."""
    page = _clean(language)
    yield _edited(page, "ms.translationtype:", 'title: "2"\nms.translationtype:')._replace(start=0)


def translated_anchor(language: Language) -> Iterator[PlantedPage]:
    """The anchor of a heading was made from its translation."""
    page = _clean(language)
    slug = re.sub(r"\W+", "-", language.heading.target.lower())
    yield _edited(page, '<a name="reset-a-forgotten-password"></a>', f'<a name="{slug}"></a>')


def english_alt(language: Language) -> Iterator[PlantedPage]:
    """The text of an image is still in the source language."""
    image = f"![{language.alt.source}](https://images.example.com/settings.png)"
    page = article(language, [*context(language), *language.pairs[_SOME]], tail=f"{image}\n")
    start = page.text.index(image)
    yield PlantedPage(page.text, start, start + len(image))


def silent_image(language: Language) -> Iterator[PlantedPage]:
    """An image in HTML has no text."""
    image = '<img src="https://images.example.com/settings.png">'
    page = article(language, [*context(language), *language.pairs[_SOME]], tail=f"{image}\n")
    start = page.text.index(image)
    yield PlantedPage(page.text, start, start + len(image))


def cut_alt(language: Language) -> Iterator[PlantedPage]:
    """Of three sentences in the text of an image, one is left: the numbers of the others are missing."""
    image = f"![{language.alt.target}](https://images.example.com/settings.png)"
    text = article(language, context(language)).text.replace("0ab1c-104", "0ab1c-107")
    start = text.index("\n\n", text.index('stu-id="0ab1c-103"')) + 2
    yield PlantedPage(f"{text[:start]}{image}\n\n{text[start:]}", start, start + len(image))


def wrong_language(language: Language) -> Iterator[PlantedPage]:
    """All of an article is in another language than its folder."""
    heading = language.heading._replace(target=language.heading.source)
    pairs = [pair._replace(target=pair.source) for pair in map(language.pair, _TELLING)]
    page = article(language._replace(heading=heading), pairs)
    yield PlantedPage(page.text, 0, len(page.text))
    for other in languages():
        if other.locale in ("es-ES", "de-DE", "ja-JP") and other.locale != language.locale:
            page = article(other, map(other.pair, _TELLING), front_matter(language))
            yield PlantedPage(page.text, 0, len(page.text))


def foreign_source(language: Language) -> Iterator[PlantedPage]:
    """The source is in another language than all other sources."""
    other = next(one for one in languages() if one.locale == ("es-ES" if language.locale == "fr-FR" else "fr-FR"))
    pairs = [CleanPair(name, other.pair(name).target, language.pair(name).target) for name in _TELLING]
    page = article(language, pairs)
    yield PlantedPage(page.text, 0, len(page.text))


def translated_alert(language: Language) -> Iterator[PlantedPage]:
    """The keyword of an alert is translated."""
    page = article(language, [language.pair("contact"), language.pair("block_warning")])
    yield _edited(page, "[!WARNING]", f"[!{language.note}]")


DEFECTS = (
    PageDefect("duplicate-id", ("SEG001",), duplicate_id),
    PageDefect("strange-id", ("SEG001",), strange_id),
    PageDefect("unclosed-tag", ("SEG001",), unclosed_tag),
    PageDefect("empty-target", ("SEG002",), empty_target),
    PageDefect("wrong-language", ("LNG403",), wrong_language),
    PageDefect(
        "foreign-source",
        ("LNG404",),
        foreign_source,
        {"ACC302": "nobody expects the number words of that language, so `2` has none"},
    ),
    PageDefect("broken-front-matter", ("FMT801",), broken_front_matter),
    PageDefect("misspelt-key", ("FMT802",), misspelt_key),
    PageDefect("wrong-locale", ("FMT803",), wrong_locale),
    PageDefect("translated-anchor", ("FMT805",), translated_anchor),
    PageDefect("english-alt", ("FMT807",), english_alt),
    PageDefect("silent-image", ("FMT819",), silent_image),
    PageDefect("cut-alt", ("FMT820",), cut_alt),
    PageDefect("malformed-date", ("FMT808",), malformed_date),
    PageDefect("doubled-key", ("FMT809",), doubled_key),
    PageDefect("translated-alert-keyword", ("MRK111", "FMT814"), translated_alert),
)
