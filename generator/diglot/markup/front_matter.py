"""Front matter: the YAML block at the top of a page, read as strings only, and never at the page's expense.

The block stands between a line `---` and a line `---` or `...`. What the localization system added is at its end, the
`ms.*` keys of a translation. See ARCHITECTURE.md, “The bilingual format”.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from re import IGNORECASE
from re import compile as pattern
from typing import Any, NamedTuple

from diglot.diagnostics import Edit, Finding, Fix
from diglot.markup.units import without_source
from diglot.markup.yaml_strings import Problem, load_strings
from diglot.model import Metadata, Span

KNOWN_KEYS = (
    "title description keywords author manager ms.author ms.reviewer ms.date ms.topic ms.service ms.subservice ms.prod "
    "ms.technology ms.suite ms.audience audience ROBOTS localization_priority ms.localizationpriority ms.collection "
    "ms.custom ms.assetid search.appverid f1.keywords f1_keywords helpviewer_keywords dev_langs appliesto products "
    "languages uid no-loc monikerRange zone_pivot_groups redirect_url redirect_document_id titleSuffix layout hideEdit "
    "hide_bc feedback_system recommendations searchScope siblings_only qsharp.kind qsharp.name qsharp.namespace "
    "qsharp.summary msc.legacyurl msc.type ms:assetid ms:mtpsurl ms:contentKeyID mtps_version caps.latest.revision "
    "ms.tgt_pltfrm ms.workload ms.devlang ms.sitesec ms.pagetype ms.mktglfcycl ms.openlocfilehash "
    "ms.sourcegitcommit ms.translationtype ms.contentlocale ms.lasthandoff ms.locfileid"
).split()
"""The keys that authors write, and at the end those of the localization system."""

_KNOWN = {key.lower(): key for key in KNOWN_KEYS}
_FENCE = pattern(r"---[ \t]*(?:\r\n|\r|\n)")
_CLOSE = pattern(r"(?<![^\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)")
_LONE_RETURN = pattern(r"\r(?!\n)")
_KEY = pattern(r"""^("[^"\n]*"|'[^'\n]*'|[^\s:#"'\-\[\]{}&*!|>%@`][^:\n]*+) *+:(?=\s|$)""", 8)
_US_DATE = pattern(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?:[ T]\d{1,2}:\d{2}.*)?$")
_ISO_DATE = pattern(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{1,2}:\d{2}.*)?$")
_ROBOTS = {"noindex", "nofollow", "none", "noarchive", "nosnippet", "noimageindex", "index", "follow", "all"}
_LIST_SPLIT = pattern(r"\s*[,、]\s*")
_UNIT_TAG = pattern(r"<span (?:data-ttu-id|data-stu-id|class=\S*sxs-lookup)", IGNORECASE)
_SHORTEST = 5
"""Fewer letters are no slip of a key: other tools have `id`, `uuid` and `pid`."""
_OTHERS = frozenset("product language languages authors keyword services".split())
"""Keys of other tools, and of one's own, that look like slips."""
_NULLS = frozenset({"~", "null", "Null", "NULL"})


class FrontMatter(NamedTuple):
    """The block as it was understood."""

    metadata: Metadata
    end: int
    """Where the body starts; 0 where there is no block."""
    findings: tuple[Finding, ...]


def front_matter(text: str) -> FrontMatter:
    """Reads the front matter at the top of `text`. Broken YAML gives a finding and no metadata, never an error."""
    opening = _FENCE.match(text)
    if opening is None:
        return FrontMatter(Metadata(), 0, ())
    start = opening.end()
    closing = _CLOSE.search(text, start)
    if closing is None:
        return FrontMatter(Metadata(), 0, _unclosed(text, start))
    block, end = text[start : closing.start()], closing.end()
    if "\r" in block:
        block = _LONE_RETURN.sub("\n", block)
    loaded, problem = load_strings(block)
    if problem is not None:
        return FrontMatter(Metadata(), end, (_invalid(block, start, problem),))
    if loaded is None or loaded == "":
        return FrontMatter(Metadata(), end, ())
    if not isinstance(loaded, dict):
        shape = "list" if isinstance(loaded, list) else "text"
        message = f"it is a {shape}, where lines of `key: value` were expected"
        return FrontMatter(Metadata(), end, (_invalid(block, start, Problem(message, 0)),))
    keys = {key if isinstance(key, str) else str(key): value for key, value in loaded.items()}
    metadata, findings = _metadata(keys, block, start)
    return FrontMatter(metadata, end, (*_key_findings(keys, block, start), *findings))


def with_defaults(metadata: Metadata, defaults: tuple[tuple[str, tuple[str, ...]], ...]) -> Metadata:
    """Returns `metadata` with the values of `defaults` for the keys that the front matter does not have."""
    common = _defaults(defaults)
    own = {key.lower() for key, _ in metadata.other}
    other = (*metadata.other, *(pair for pair in defaults if pair[0].lower() not in own))
    values = {name: getattr(metadata, name) or getattr(common, name) for name in Metadata.__slots__}
    return Metadata(**(values | {"other": other}))


@lru_cache(maxsize=1024)
def _defaults(values: tuple[tuple[str, tuple[str, ...]], ...]) -> Metadata:
    """Returns metadata made of defaults alone. Many pages share them, and nobody is told of what is wrong with them."""
    return _metadata({key: list(items) for key, items in values}, "", 0)[0]


def parse_date(value: str) -> date | None:
    """Returns the day that `value` names: `M/D/YYYY`, with or without a time of day or a century, or ISO. Never D/M."""
    if match := _US_DATE.match(value.strip()):
        month, day, year = (int(part) for part in match.groups())
        year += 2000 if year < 100 else 0
    elif match := _ISO_DATE.match(value.strip()):
        year, month, day = (int(part) for part in match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _metadata(keys: dict[str, Any], block: str, start: int) -> tuple[Metadata, list[Finding]]:
    values = tuple((key, _strings(value)) for key, value in keys.items())
    lower = {key.lower(): value for key, value in reversed(values)}
    findings: list[Finding] = []

    def one(*names: str) -> str:
        return next((" ".join(lower[name]) for name in names if lower.get(name)), "")

    def day(name: str) -> date | None:
        value = one(name)
        found = parse_date(value)
        if value and found is None:
            message = f"`{value}` in `{name}` is no date; write month/day/year, as in `04/21/2020`"
            findings.append(Finding("malformed-date", _key_spans(block, start).get(name, Span(start, start)), message))
        return found

    metadata = Metadata(
        title=one("title"),
        description=one("description"),
        content_locale=one("ms.contentlocale"),
        translation_type=one("ms.translationtype"),
        last_handoff=day("ms.lasthandoff"),
        updated=day("ms.date"),
        file_hash=one("ms.openlocfilehash"),
        asset_id=one("ms.assetid", "uid"),
        robots=_robots(lower.get("robots", ()), block, start, findings),
        topic=one("ms.topic"),
        other=values,
    )
    return metadata, findings


def _robots(values: tuple[str, ...], block: str, start: int, findings: list[Finding]) -> frozenset[str]:
    written = {flag.lower(): flag for value in values for flag in _LIST_SPLIT.split(value) if flag}
    meant = {flag: flag if flag in _ROBOTS else _nearest(flag, tuple(_ROBOTS)) for flag in written}
    for flag in sorted(written.keys() - _ROBOTS):
        advice = f"did you mean `{meant[flag].upper()}`" if meant[flag] else "write `NOINDEX`, `NOFOLLOW`, or nothing"
        at = _key_spans(block, start).get("robots", Span(start, start))
        findings.append(Finding("unknown-metadata", at, f"`{written[flag]}` is no robots directive; {advice}"))
    # A misspelt NOINDEX keeps the page out of search engines all the same: that is what its author wanted.
    return frozenset(flag for flag in meant.values() if flag)


def _strings(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(item for entry in value for item in _strings(entry))
    if isinstance(value, dict):
        return tuple(f"{key}: {item}" for key, entry in value.items() for item in _strings(entry) or ("",))
    text = str(value).strip()
    if "<span" in text:
        text = without_source(text).strip()
    return (text,) if text and text not in _NULLS else ()


def _key_findings(keys: dict[str, Any], block: str, start: int) -> list[Finding]:
    findings = []
    if "<span" in block and (match := _UNIT_TAG.search(block)):
        message = f"front matter holds a bilingual span, `{match.group()}`; {_ANEW}"
        findings.append(Finding("invalid-front-matter", Span(start + match.start(), start + match.end()), message))
    present = {key.lower() for key in keys}
    unknown = [key for key in keys if key.lower() not in _KNOWN]
    spans = _key_spans(block, start) if unknown else {}
    for key in unknown:
        at = spans.get(key.lower(), Span(start, start))
        meant = _nearest(key.lower(), tuple(_KNOWN))
        if meant:
            message = f"unknown front matter key `{key}`; did you mean `{_KNOWN[meant]}`"
            fix = _renamed(key.lower(), meant, at) if meant not in present else None
            findings.append(Finding("unknown-metadata", at, message, fix=fix))
        elif not key.isascii() or " " in key:
            message = f"front matter key `{_shown(key)}` is translated or malformed; write it as it is in the source"
            findings.append(Finding("unknown-metadata", at, message))
    if len(_KEY.findall(block)) > len(keys):
        seen: set[str] = set()
        for key, at in _written_keys(block, start):
            if key in seen and key in keys:
                message = f"front matter key `{key}` stands twice, and the last one counts; remove the other"
                findings.append(Finding("duplicate-metadata", at, message))
            seen.add(key)
    return findings


def _renamed(key: str, meant: str, at: Span) -> Fix | None:
    """Returns a fix that writes the key `meant`: safe where it is one slip away, and no other known key is."""
    if at.start == at.end:
        return None
    near = [known for known in _KNOWN if _distance(key, known, 1) <= 1]
    return Fix(f"Write `{_KNOWN[meant]}`", (Edit(at, _KNOWN[meant]),), safe=near == [meant])


def _written_keys(block: str, start: int) -> list[tuple[str, Span]]:
    """Returns the keys at the beginnings of lines, with their places."""
    found = []
    for match in _KEY.finditer(block):
        written = match.group(1).rstrip()
        at = start + match.start()
        found.append((written.strip("\"'"), Span(at, at + len(written))))
    return found


def _key_spans(block: str, start: int) -> dict[str, Span]:
    """Returns where each key first stands, by the key in lower case."""
    return {key.lower(): at for key, at in reversed(_written_keys(block, start))}


def _shown(key: str) -> str:
    return key if len(key) <= 40 else key[:39] + "…"


def _invalid(block: str, start: int, problem: Problem) -> Finding:
    at = Span(start + problem.offset, start + problem.offset)
    advice = _ANEW if _UNIT_TAG.search(block) else "put values that hold a colon in quotes, and close all quotes"
    message = f"front matter is not valid YAML and cannot be used: {problem.message}; {advice}"
    return Finding("invalid-front-matter", at, message)


_ANEW = "it was translated as if it were text; take it from another language"


def _unclosed(text: str, start: int) -> tuple[Finding, ...]:
    """Finds front matter that nothing ends. A line `---` with text below it is a rule across the page, and fine."""
    if _KEY.match(text, start) is None:
        return ()
    message = "front matter does not end with a line `---`, and is shown as text; add that line after the last key"
    return (Finding("invalid-front-matter", Span(0, start), message),)


def _nearest(word: str, known: tuple[str, ...]) -> str:
    """Returns the one known word that `word` is a slip of: few edits away for its length, or hidden in it."""
    if len(word) < _SHORTEST or word in _OTHERS:
        return ""
    limit = 1 if len(word) < 6 else 2
    best = min(((_distance(word, other, limit), other) for other in known), default=(limit + 1, ""))
    if best[0] <= limit:
        return best[1]
    # `munlocking-an-account s.custom`: other text has run into the key, whose tail is still there.
    tail = word.rsplit(" ", 1)[-1]
    if tail != word and (match := [other for other in known if "." in other and other.endswith(tail)]):
        return match[0]
    return ""


def _distance(one: str, other: str, limit: int) -> int:
    """Edit distance, neighbours swapped counting once, or `limit + 1` as soon as it must be larger."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        above, row = row, [i]
        for j, right in enumerate(other, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (left != right)))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                row[j] = min(row[j], before[j - 2] + 1)
        before = above
        if min(row) > limit:
            return limit + 1
    return row[-1]
