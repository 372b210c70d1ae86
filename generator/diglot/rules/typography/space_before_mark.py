"""The rule space-before-mark: a blank before a comma or full stop. A unit is reported once and mended as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from re import Match
from re import compile as pattern

from diglot.diagnostics import Edit, Finding, Fix
from diglot.markup.sides import CODE, LINK, OBJECT, Side
from diglot.profile import Profile
from diglot.rules.subject import Pair
from diglot.rules.typography.prose import ADDRESS, TWINS, edit, emphasis_edges, is_written, prose, quoted, safe_fix

_SPACED = pattern(
    rf"(?:(?<=[^\W_])|(?<=[)\]}}\"'”’“»›」』%{OBJECT}{ADDRESS}])) ++(?:"
    # A mark of a sentence has a blank behind it, unless it is that of a name: `.NET`, `:)`.
    r"[.!?؟](?=[\s\"'”’»)\]}」』]|$|(?<!\.)\.(?:\s|$))|[:](?=[\s\"'”’»]|$)"
    r"|[,;،؛](?=[\s\"'”’»]|$|[^\W\d_])|[、。，．：；？！](?![、。，．：；？！]))"
)
_QUICK = pattern(r" [,.;:?!،؛؟、。，．：；？！]")
_SUFFIX = pattern(r" ++\((?=[A-Za-zÀ-ɏ]{1,3}\))")
"""A blank before what makes a word plural, `file (s)`."""
_SUFFIXED = pattern(r"(?<=[a-z])\((?:s|es|ies)\)")
_SLASH = pattern(r"(?<=[^\W_]) ++/(?=[^\W_])")
_NEXT = pattern(r"\s++([\w-]++)")
_WORD = pattern(r"\S{1,40}\Z")


def find_spaces_before_marks(pair: Pair) -> Iterator[Finding]:
    """Yields at most two findings for a text: for the spaces that can be removed safely, and for all others."""
    side = pair.target
    found = list(_odd_brackets_and_slashes(side, pair.source))
    if _QUICK.search(side.text) is not None:
        known = _marks_of_source(pair)
        found += [
            match
            for match in _spaced(prose(side), pair.profile)
            if _mark(match) not in known and not _is_identifier(match, pair.source) and not _declares(side, match)
        ]
    if not found:
        return
    if empty := {run.start for run in side.of(LINK) if run.start == run.end}:
        # The words of a link are missing there: the space is right, what stands behind it is not.
        found = [match for match in found if match.end() - 1 not in empty]
    # Bold text that begins with a mark is none once the space before it is gone.
    edges = emphasis_edges(side)
    mendable = [match for match in found if match.end() - 1 not in edges and _is_removable(side, match)]
    for group in (mendable, [match for match in found if match not in mendable]):
        if group:
            fix = safe_fix(side, "Remove the space", *(_edit(side, match) for match in group))
            yield _finding(side, group, fix if group is mendable else None)


def _odd_brackets_and_slashes(side: Side, source: Side | None) -> Iterator[Match[str]]:
    """Yields blanks before the bracket of a suffix, and before a slash that lost the one behind it."""
    if source is None:
        return
    if "(" in side.text and _SUFFIXED.search(source.text) is not None and _SUFFIX.search(source.text) is None:
        yield from _SUFFIX.finditer(prose(side))
    if " / " in source.text and _SLASH.search(source.text) is None:
        yield from _SLASH.finditer(prose(side))


def _spaced(text: str, profile: Profile) -> Iterator[Match[str]]:
    return (match for match in _SPACED.finditer(text) if match.group()[-1] not in profile.spaced_marks)


def _marks_of_source(pair: Pair) -> set[str]:
    """Returns the marks that the source has a space before, as ASCII."""
    if pair.source is None or _QUICK.search(pair.source.text) is None:
        return set()
    return {_mark(match) for match in _spaced(prose(pair.source), pair.source_profile)}


def _mark(match: Match[str]) -> str:
    return match.group()[-1].translate(TWINS)


def _is_identifier(match: Match[str], source: Side | None) -> bool:
    """Tells whether the mark begins a name that was split, `. csv`, which is another rule's business; or a ratio."""
    if match.group()[-1] == ":":
        return match.string[match.start() - 1].isdigit() and match.string[match.end() :].lstrip()[:1].isdigit()
    following = _NEXT.match(match.string, match.end()) if match.group()[-1] == "." and source else None
    return following is not None and source is not None and f".{following[1]}".lower() in source.text.lower()


def _declares(side: Side, match: Match[str]) -> bool:
    """Tells whether the mark stands between a name and its linked type: `size : [Integer](integer.md)`."""
    at = match.end() + 1
    is_apart = match.group()[-1] == ":" and match.string[match.end() : at] == " "
    return is_apart and match.start() > 0 and any(run.start == at for run in side.of(LINK, CODE))


def _is_removable(side: Side, match: Match[str]) -> bool:
    start, end = match.span()
    return is_written(side, start, end if _is_glued(match) else end - 1)


def _is_glued(match: Match[str]) -> bool:
    """Tells whether a word follows the mark without a space, which then stands on the wrong side of it."""
    return match.group()[-1] in ",;،؛" and match.string[match.end() : match.end() + 1].isalpha()


def _edit(side: Side, match: Match[str]) -> Edit:
    start, end = match.span()
    if _is_glued(match):
        return edit(side, start, end, f"{match.group()[-1]} ")
    return edit(side, start, end - 1, "")


def _finding(side: Side, group: list[Match[str]], fix: Fix | None) -> Finding:
    start, end = group[0].span()
    before = _WORD.search(side.text, max(0, start - 40), start)
    word = quoted(before.group() if before else side.text[start - 1])
    told = f"a space stands before the `{side.text[end - 1]}` behind {word}"
    if len(group) > 1:
        others = len(group) - 1
        told = f"{told}, and before {others} more mark{'s' * (others != 1)}"
    message = f"{told}; remove {'them' if len(group) > 1 else 'it'}"
    return Finding("space-before-mark", side.span(start, end), message, fix=fix)
