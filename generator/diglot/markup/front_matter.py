"""Front matter (`spec/markup.md` 2): a YAML block at the top of a page, read as strings only, never at the page's expense."""

from __future__ import annotations

from datetime import date
from re import IGNORECASE
from re import compile as pattern
from typing import Any, NamedTuple

import yaml

from diglot.diagnostics import Finding
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
"""`spec/markup.md` 2.1 and 2.2."""

_KNOWN = {key.lower(): key for key in KNOWN_KEYS}
_FENCE = pattern(r"---[ \t]*(?:\r\n|\r|\n)")
_CLOSE = pattern(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", 8)
_KEY = pattern(r"""^("[^"\n]*"|'[^'\n]*'|[^\s:#"'\-\[\]{}&*!|>%@`][^:\n]*?)[ \t]*:(?=\s|$)""", 8)
_US_DATE = pattern(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?:[ T]\d{1,2}:\d{2}.*)?$")
_ISO_DATE = pattern(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{1,2}:\d{2}.*)?$")
_ROBOTS = {"noindex", "nofollow", "none", "noarchive", "nosnippet", "noimageindex", "index", "follow", "all"}
_LIST_SPLIT = pattern(r"\s*[,、]\s*")
_UNIT_TAG = pattern(r"<span (?:data-ttu-id|data-stu-id|class=\S*sxs-lookup)", IGNORECASE)


class FrontMatter(NamedTuple):
    """The block as it was understood."""

    metadata: Metadata
    end: int
    """Where the body starts; 0 where there is no block."""
    findings: tuple[Finding, ...]


def front_matter(text: str) -> FrontMatter:
    """Reads the front matter at the top of `text`. Broken YAML gives a finding and no metadata, never an error."""
    opening = _FENCE.match(text)
    closing = _CLOSE.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return FrontMatter(Metadata(), 0, ())
    start, stop = opening.end(), closing.start()
    block = text[start:stop]
    try:
        loaded = yaml.load(block, Loader=_Loader)  # noqa: S506 - CBaseLoader makes strings, lists and dicts only
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return FrontMatter(Metadata(), closing.end(), (_invalid(block, start, error),))
    if loaded is None or loaded == "":
        return FrontMatter(Metadata(), closing.end(), ())
    if not isinstance(loaded, dict):
        message = f"front matter is a {_kind(loaded)}, not a list of `key: value` lines; it is ignored"
        return FrontMatter(Metadata(), closing.end(), (Finding("invalid-front-matter", Span(start, stop), message),))
    keys = {key if isinstance(key, str) else str(key): value for key, value in loaded.items()}
    metadata, findings = _metadata(keys, block, start)
    return FrontMatter(metadata, closing.end(), (*_key_findings(keys, block, start), *findings))


_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


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
            message = f"`{name}: {value}` is no date; write month/day/year, as in `04/21/2020`"
            findings.append(Finding("malformed-date", _key_span(name, block, start), message))
        return found

    metadata = Metadata(
        title=one("title"),
        description=one("description"),
        content_locale=one("ms.contentlocale"),
        translation_type=one("ms.translationtype"),
        last_handoff=day("ms.lasthandoff"),
        updated=day("ms.date"),
        file_hash=one("ms.openlocfilehash"),
        source_commit=one("ms.sourcegitcommit"),
        asset_id=one("ms.assetid", "uid"),
        robots=_robots(lower.get("robots", ()), block, start, findings),
        topic=one("ms.topic"),
        other=values,
    )
    return metadata, findings


def _robots(values: tuple[str, ...], block: str, start: int, findings: list[Finding]) -> frozenset[str]:
    flags = {flag.lower() for value in values for flag in _LIST_SPLIT.split(value) if flag}
    meant = {flag: flag if flag in _ROBOTS else _nearest(flag, tuple(_ROBOTS)) for flag in flags}
    for flag in sorted(flags - _ROBOTS):
        hint = f"; did you mean `{meant[flag].upper()}`" if meant[flag] else ""
        at = _key_span("robots", block, start)
        findings.append(Finding("unknown-metadata", at, f"`{flag.upper()}` is no robots directive{hint}"))
    # A misspelt NOINDEX keeps the page out of search engines all the same: that is what its author wanted.
    return frozenset(flag for flag in meant.values() if flag)


def _strings(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(item for entry in value for item in _strings(entry))
    if isinstance(value, dict):
        return tuple(f"{key}: {item}" for key, entry in value.items() for item in _strings(entry) or ("",))
    text = str(value).strip()
    return (text,) if text else ()


def _key_findings(keys: dict[str, Any], block: str, start: int) -> list[Finding]:
    findings = []
    unknown = [key for key in keys if key.lower() not in _KNOWN]
    for key in unknown:
        meant = _nearest(key.lower(), tuple(_KNOWN))
        if meant:
            message = f"unknown front matter key `{key}`; did you mean `{_KNOWN[meant]}`"
            findings.append(Finding("unknown-metadata", _key_span(key, block, start), message))
        elif not key.isascii() or " " in key:
            message = f"front matter key `{key}` is translated or malformed; keys stay as they are in the source"
            findings.append(Finding("unknown-metadata", _key_span(key, block, start), message))
    written = [(match.group(1).strip("\"'"), match) for match in _KEY.finditer(block)]
    if len(written) > len(keys):
        seen: set[str] = set()
        for key, match in written:
            if key in seen and key in keys:
                at = Span(start + match.start(1), start + match.end(1))
                message = f"front matter key `{key}` stands twice; the last one counts"
                findings.append(Finding("duplicate-metadata", at, message))
            seen.add(key)
    return findings


def _key_span(key: str, block: str, start: int) -> Span:
    for match in _KEY.finditer(block):
        if match.group(1).strip("\"'").lower() == key.lower():
            return Span(start + match.start(1), start + match.end(1))
    return Span(start, start)


def _invalid(block: str, start: int, error: Exception) -> Finding:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    offset = len("".join(block.splitlines(keepends=True)[: mark.line])) + mark.column if mark else 0
    offset = min(offset, len(block))
    hint = "; it holds bilingual spans: it was translated as if it were text" if _UNIT_TAG.search(block) else ""
    message = f"front matter is not valid YAML ({problem}){hint}; the page is built without its metadata"
    return Finding("invalid-front-matter", Span(start + offset, start + offset), message)


def _kind(value: object) -> str:
    return "list" if isinstance(value, list) else "text"


def _nearest(word: str, known: tuple[str, ...]) -> str:
    """Returns the one known word that `word` is a slip of: few edits away for its length, or hidden in it."""
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
    """Edit distance (Levenshtein), or `limit + 1` as soon as it must be larger."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        previous, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (left != right))
        if min(row) > limit:
            return limit + 1
    return row[-1]
