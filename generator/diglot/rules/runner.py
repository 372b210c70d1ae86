"""Runs the rules over one page: which of them look where.

A rule that raises costs its author a `Failure`, never the page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from re import compile as pattern
from typing import Any, NamedTuple

import msgspec

from diglot.diagnostics import Finding, Rule
from diglot.rules.causes import explained
from diglot.rules.registry import RULES
from diglot.rules.subject import PAGE, TEXT, UNIT, Page, Pair

_WORD = pattern(r"\w+")
UNTRANSLATED = "untranslated-unit"
"""Its unit is in the wrong language: nothing else is looked at in it."""
EMPTY = "empty-target"
"""Its unit has no words: nothing is looked at in it."""
WRONG_LANGUAGE = "wrong-language"
"""The whole page is in the wrong language: nothing else is looked at in its units."""


class Failure(NamedTuple):
    """A rule that raised an exception: a bug of ours, not of the page."""

    rule: str
    page: str
    """The file, relative to the project."""
    reason: str


class Checked(NamedTuple):
    """What rules found on a page, and what rules over many pages have to know of it."""

    findings: tuple[Finding, ...]
    notes: tuple[tuple[str, bytes], ...]
    """(name of a gather, what it took, as MessagePack); what took nothing is left out."""
    failures: tuple[Failure, ...]
    words: int = 0
    """Words of its source text, or of its own where it has none."""


NOTHING = Checked((), (), ())
"""What is said of a page that is not checked."""


def check_page(page: Page) -> Checked:
    """Returns what all rules for one page have to say about `page`, and what its parser came upon."""
    failures: list[Failure] = []
    found = _Findings(page.file, failures)
    page_rules = [rule for rule in RULES if rule.scope == PAGE]
    for rule in page_rules:
        found.run(rule, (page,))
    if not any(finding.rule == WRONG_LANGUAGE for finding in found.findings):
        _check_texts(page, found)
    notes = tuple(_gathered(page, failures))
    words = sum(_words_in((pair.source or pair.target).text) for pair in page.pairs)
    findings = [*_unseen(page), *found.findings]
    return Checked(tuple(_explained(findings)), notes, tuple(failures), words)


def check_texts(file: str, pairs: Sequence[Pair]) -> Checked:
    """Returns what the rules for any text have to say about texts without a source: those of a source page."""
    failures: list[Failure] = []
    found = _Findings(file, failures)
    for rule in RULES:
        if rule.scope == TEXT:
            found.run(rule, pairs)
    return Checked(tuple(_explained(found.findings)), (), tuple(failures))


@lru_cache(maxsize=4_000)
def _words_in(text: str) -> int:
    """Returns how many words a source text has: as many for all languages that an article was translated into."""
    return len(_WORD.findall(text))


def _check_texts(page: Page, found: _Findings) -> None:
    empty = {note.at for note in page.notes if note.rule == EMPTY}
    pairs = [pair for pair in page.pairs if pair.block != "code" and (pair.unit is None or pair.unit.at not in empty)]
    translated = [pair for pair in pairs if pair.source is not None and pair.target.text.strip()]
    first = next((rule for rule in RULES if rule.name == UNTRANSLATED), None)
    if first is not None:
        silenced = {id(pair) for pair in translated if found.has(first, pair)}
        pairs = [pair for pair in pairs if id(pair) not in silenced]
        translated = [pair for pair in translated if id(pair) not in silenced]
    for rule in RULES:
        if rule.scope == UNIT and rule is not first:
            found.run(rule, translated)
        elif rule.scope == TEXT:
            found.run(rule, pairs)


class _Findings:
    """The findings of one page as they come in."""

    def __init__(self, file: str, failures: list[Failure]) -> None:
        self._file = file
        self._failures = failures
        self.findings: list[Finding] = []

    def run(self, rule: Rule, subjects: Iterable[Any]) -> None:
        """Runs a rule over what it looks at. What it found before it raised is kept."""
        if rule.find is not None:
            try:
                self.findings.extend(chain.from_iterable(map(rule.find, subjects)))
            except Exception as error:
                # Whatever a rule does wrong, the others go on; it is reported, and the command fails.
                self._failures.append(Failure(rule.name, self._file, f"{type(error).__name__}: {error}"))

    def has(self, rule: Rule, subject: Any) -> bool:
        """Runs a rule over one subject, and tells whether it found something."""
        before = len(self.findings)
        self.run(rule, (subject,))
        return len(self.findings) > before


def _gathered(page: Page, failures: list[Failure]) -> Iterator[tuple[str, bytes]]:
    done: set[str] = set()
    for rule in RULES:
        if rule.gather is None or rule.gather.name in done:
            continue
        done.add(rule.gather.name)
        try:
            taken = rule.gather.take(page)
        except Exception as error:
            # As above.
            failures.append(Failure(rule.name, page.file, f"{type(error).__name__}: {error}"))
            continue
        if taken:
            yield rule.gather.name, _encoded(taken)


def _encoded(taken: Any) -> bytes:
    try:
        return msgspec.msgpack.encode(taken)
    except UnicodeEncodeError:
        # Bytes that are no text stand as lone surrogates, which MessagePack cannot hold.
        return msgspec.msgpack.encode(_whole(taken))


def _whole(value: Any) -> Any:
    """Returns a value in whose texts signs stand for what is no character, one for one."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_whole(key): _whole(entry) for key, entry in value.items()}
    return [_whole(entry) for entry in value] if isinstance(value, list | tuple) else value


def _unseen(page: Page) -> Iterator[Finding]:
    """Yields what the parser came upon, but for what a rule looks at itself in units: it also knows the source."""
    starts = [unit.at.start for unit in page.units]
    for note in page.notes:
        number = bisect_right(starts, note.at.start) - 1
        if note.rule not in _LOOKING or number < 0 or note.at.start >= page.units[number].at.end:
            yield note


def _explained(findings: Sequence[Finding]) -> Iterator[Finding]:
    return explained(findings, lambda finding: (finding.rule, finding.at))


_LOOKING = frozenset(rule.name for rule in RULES if rule.find is not None)
