"""The rule changed-number: a number of the source that the translation lacks, or one that only the translation has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from re import compile as pattern

from diglot.diagnostics import Finding, Severity
from diglot.i18n import month_names
from diglot.profile import Profile
from diglot.rules.accuracy.numbers import Number, is_in_words, numbers_of, said_in, worth
from diglot.rules.accuracy.prose import MOST, content, prose
from diglot.rules.subject import Pair

_DIGIT = pattern(r"\d")
_DIGITS = pattern(r"\d+")
_DECIMAL = pattern(r"\d+\.\d+")
_HEAVY = 3
_LONGEST_NAME = 60


def find_changed_numbers(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each number that only one side of a unit has; a changed one counts once."""
    source = pair.source
    if source is None:
        return
    if _DIGIT.search(pair.target.text) is None and _DIGIT.search(source.text) is None:
        return
    shown, meant = _DIGITS.findall(pair.target.text), _DIGITS.findall(source.text)
    if shown == meant or (set(shown) == set(meant) and len(shown) >= len(meant)):
        return
    target_text, source_text = prose(pair.target), prose(source)
    yield from _rarer(pair, target_text, source_text)
    missing = _unexplained(source_text, pair.source_profile, pair.target.text, pair.profile)
    added = _unexplained(target_text, pair.profile, source.text, pair.source_profile)
    added = [number for number in added if not _is_of_a_name(number, target_text, pair.profile)]
    if not missing:
        # Many languages write `1 hour` for an hour, and `1 of them` for one that the source takes as read.
        added = [number for number in added if number.readings[0] != ("1",)]
    start, end = content(pair.target)
    for lost, new in zip_longest(missing[:MOST], added[:MOST]):
        if new is None:
            at, message = pair.target.span(start, end), f"`{lost.text}` of the source is missing; add it"
        else:
            at = pair.target.span(new.start, new.end)
            message = f"`{new.text}` is not in the source; " + (
                f"did you mean `{lost.text}`" if lost else "remove it, or write the number of the source"
            )
        weight = max(number.weight for number in (lost, new) if number is not None)
        yield Finding("changed-number", at, message, severity=None if weight >= _HEAVY else Severity.WARNING)


def _rarer(pair: Pair, target_text: str, source_text: str) -> Iterator[Finding]:
    """Yields a finding for each decimal number that the source has several times, and the target only less often.

    Other numbers belong to names and dates, which a translation need not repeat.
    """
    wanted = Counter(
        number.readings for number in numbers_of(source_text, pair.source_profile) if _DECIMAL.fullmatch(number.text)
    )
    repeated = [(readings, times) for readings, times in wanted.items() if times > 1]
    shown = list(numbers_of(target_text, pair.profile)) if repeated else []
    for readings, times in repeated[:MOST]:
        here = [number for number in shown if not set(readings).isdisjoint(number.readings)]
        if 0 < len(here) < times:
            first = here[0]
            message = (
                f"the source has {times} numbers such as `{first.text}`, and only {len(here)} are here; add the rest"
            )
            at = pair.target.span(first.start, first.end)
            yield Finding("changed-number", at, message, severity=Severity.WARNING)


def _unexplained(text: str, profile: Profile, other: str, other_profile: Profile) -> list[Number]:
    """Returns the numbers of `text` that `other`, the text of the other side, has neither in digits nor in words."""
    demanded = [number for number in numbers_of(text, profile) if number.is_demanded]
    if not demanded:
        return []
    offered = worth(numbers_of(other, other_profile))
    left = {
        number.readings: number
        for number in demanded
        if not any(offered.issuperset(reading) for reading in number.readings)
    }
    if not left:
        return []
    said = said_in(other, other_profile, month_names(other_profile.locale))
    return [number for number in left.values() if not is_in_words(number, said)]


def _is_of_a_name(number: Number, text: str, profile: Profile) -> bool:
    """Tells whether `number` ends the name of a product, which a translation may write where the source implies it."""
    before = text[max(0, number.start - _LONGEST_NAME) : number.end]
    return any(term.name.endswith(number.text) and before.endswith(term.name) for term in profile.terms)
