"""The rule loose-quote: blanks within quotation marks, and an ending that a blank parts from its word: `foto 's`."""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as pattern

from diglot.diagnostics import Finding
from diglot.markup.sides import OBJECT, Side
from diglot.profile import Profile
from diglot.rules.subject import Pair
from diglot.rules.typography.prose import (
    ADDRESS,
    Quotation,
    edit,
    emphasis_edges,
    has_quotes,
    is_written,
    prose,
    quotations,
    quoted,
    safe_fix,
)

_LOOSE = pattern("[\"'’“‘„‚«‹「『〝] | [\"'’”‘“»›」』〟]")
_LONELY = pattern(r"(?<=\w )'(?= \w)")
"""Other marks without a partner are another rule's business; this one may be an apostrophe."""
_CONTENT = pattern(rf"[\w{OBJECT}]")
_ENDING = pattern(r"(?<=\w)( ++)(['’][^\W\d_]++)(?![\w'’-])")
_FOLLOWING = pattern(r" [^\W\d_]++")
_WORD = pattern(r"[\w-]{1,40}\Z")


def find_loose_quotes(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each quotation with blanks at its ends, and for each ending that stands apart."""
    side, profile = pair.target, pair.profile
    if not has_quotes(side.text) or _LOOSE.search(side.text) is None:
        return
    text = prose(side)
    found = list(quotations(text, profile))
    loose = [each for each in found if _gaps(text, each, profile)]
    if loose and not _is_loose(pair.source, pair.source_profile):
        for quotation in loose:
            yield _loose_quotation(side, quotation, _gaps(text, quotation, profile))
    paired = {each.start for each in found} | {each.end for each in found}
    for start, end, ending in _loose_endings(text, profile, paired):
        yield _loose_ending(side, start, end, ending)
    if pair.source is not None and _LONELY.search(pair.source.text) is None:
        for match in _LONELY.finditer(text):
            if match.start() not in paired:
                message = f"`{match.group()}` stands between two spaces, and no other closes it; move it to its words"
                yield Finding("loose-quote", side.span(*match.span()), message)


def loose_spaces(text: str, profile: Profile) -> set[int]:
    """Returns where in `text` blanks begin that are too many within quotes, or before an ending."""
    if not has_quotes(text) or _LOOSE.search(text) is None:
        return set()
    found = list(quotations(text, profile))
    paired = {each.start for each in found} | {each.end for each in found}
    starts = {start for each in found for start, _ in _gaps(text, each, profile)}
    return starts | {start for start, _, _ in _loose_endings(text, profile, paired)}


def _is_loose(source: Side | None, profile: Profile) -> bool:
    """Tells whether the source has blanks within quotes as well."""
    if source is None or _LOOSE.search(source.text) is None:
        return False
    text = prose(source)
    return any(_gaps(text, each, profile) for each in quotations(text, profile))


def _gaps(text: str, quotation: Quotation, profile: Profile) -> list[tuple[int, int]]:
    """Returns the blanks at both ends of a quotation; none if it may have them, or if they are on its wrong side."""
    start, end = quotation
    content = text[start + 1 : end]
    if text[end] in profile.spaced_marks or "\n" in content or not _CONTENT.search(content):
        return []
    inner = content.strip(" ")
    if ADDRESS in (inner[:1], inner[-1:]) or not inner:
        return []
    left, right = len(content) - len(content.lstrip(" ")), len(content) - len(content.rstrip(" "))
    gaps = [(start + 1, start + 1 + left)] if left else []
    gaps += [(end - right, end)] if right else []
    outside = text[start - 1 : start] if start else "", text[end + 1 : end + 2]
    is_misplaced = any(size and letter.isalnum() for size, letter in zip((left, right), outside, strict=True))
    return [] if is_misplaced and profile.has_spaces else gaps


def _loose_quotation(side: Side, quotation: Quotation, gaps: list[tuple[int, int]]) -> Finding:
    start, end = quotation
    fix = None
    edges = emphasis_edges(side)
    if all(is_written(side, *gap) for gap in gaps) and edges.isdisjoint(_inner_edges(quotation, gaps)):
        fix = safe_fix(side, "Remove the spaces", *(edit(side, *gap, "") for gap in gaps))
    content = quoted(side.text[start + 1 : end].strip())
    message = f"the quotes `{side.text[start]}` and `{side.text[end]}` do not touch {content}; remove the space"
    return Finding("loose-quote", side.span(start, end + 1), message, fix=fix)


def _inner_edges(quotation: Quotation, gaps: list[tuple[int, int]]) -> set[int]:
    """Returns the places between the quotation marks and the blanks beside them."""
    return {edge for gap in gaps for edge in gap if edge in (quotation.start + 1, quotation.end)}


def _loose_endings(text: str, profile: Profile, paired: set[int]) -> Iterator[tuple[int, int, str]]:
    """Yields where blanks before an ending begin and end, and the ending."""
    for match in _ENDING.finditer(text):
        ending = match[2].lower()
        if ending not in profile.attached_after or match.start(2) in paired:
            continue
        following = _FOLLOWING.match(text, match.end())
        phrase = ending + following.group().lower() if following else ending
        if phrase.replace("’", "'") not in profile.apart_words:
            yield match.start(), match.end(1), match[2]


def _loose_ending(side: Side, start: int, end: int, ending: str) -> Finding:
    word = _WORD.search(side.text, max(0, start - 40), start)
    before = word.group() if word else ""
    fix = None
    if is_written(side, start, end):
        fix = safe_fix(side, "Remove the space", edit(side, start, end, ""))
    text = side.text[start - len(before) : end + len(ending)]
    message = f"{quoted(text)} has a space before its apostrophe; write `{before}{ending}`"
    return Finding("loose-quote", side.span(start - len(before), end + len(ending)), message, fix=fix)
