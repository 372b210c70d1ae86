"""Bilingual articles made of clean text, and what Diglot has to say of a site of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from diglot.diagnostics import Diagnostic
from diglot.markup.heading_ids import slug
from examining import examined
from rules.clean_texts import CleanPair, Language

PREFIX = "0ab1c"
CONTEXT = ("folder", "contact")
"""Sentences that stand in every article, so that there is enough text to tell its language from."""
_WRAPS = {
    "paragraph": "{}",
    "list": "- {}",
    "table": "| {} |\n|---|\n| 1 |",
    "note": "> [!NOTE]\n> {}",
    "warning": "> [!WARNING]\n> {}",
}


class Article(NamedTuple):
    """The text of a file, and where each of its units stands in it."""

    text: str
    units: tuple[tuple[int, int, int], ...]
    """(start of the unit, start of its target, end of the unit), the heading first."""


def unit(number: int, source: str, target: str) -> str:
    """Returns a bilingual span pair."""
    name = f"{PREFIX}-{number}"
    return (
        f'<span data-ttu-id="{name}">{target}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="{name}">{source}</span></span>'
    )


def front_matter(language: Language, **more: str) -> str:
    """Returns the front matter of an article in `language`; `more` are keys besides, with `_` for `.`."""
    keys = {
        "title": language.heading.target,
        "ms.translationtype": "MT",
        "ms.contentlocale": language.locale,
        **{key.replace("_", "."): value for key, value in more.items()},
    }
    # What JSON writes as a string is one in YAML.
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items()]
    return "\n".join(["---", *lines, "---", "", ""])


def article(
    language: Language, pairs: Iterable[CleanPair], front: str | None = None, tail: str = "", joint: str = "\n\n"
) -> Article:
    """Returns an article in `language` with a heading, each of `pairs`, and `tail`.

    `joint` is what stands between two of them that stand in paragraphs: a space makes one paragraph of them.
    """
    heading = language.heading
    name = slug(heading.source)
    text = f'{front_matter(language) if front is None else front}# <a name="{name}"></a>'
    units = []
    is_paragraph = False
    for number, pair in enumerate([heading, *pairs], 102):
        wrap = "{}" if pair is heading else _WRAPS[pair.block]
        before, after = wrap.split("{}")
        if number > 102:
            text += joint if is_paragraph and wrap == "{}" else "\n\n"
        is_paragraph = wrap == "{}" and pair is not heading
        written = unit(number, pair.source, pair.target)
        start = len(text) + len(before)
        units.append((start, start + written.index(">") + 1, start + len(written)))
        text += f"{before}{written}{after}"
    return Article(f"{text}\n\n{tail}", tuple(units))


def context(language: Language) -> list[CleanPair]:
    """Returns the sentences that stand in every article."""
    return [language.pair(name) for name in CONTEXT]


def diagnose(folder: Path, files: Mapping[str, str]) -> Sequence[Diagnostic]:
    """Returns what Diglot has to say of a site; `files` are texts by their paths below its content."""
    return examined(folder, files).diagnostics
