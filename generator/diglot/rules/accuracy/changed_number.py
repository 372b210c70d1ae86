"""The rule changed-number: a number of the source that the translation lacks, or one that only the translation has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice, zip_longest
from re import compile as pattern

from diglot.diagnostics import Finding, Severity
from diglot.i18n import month_names
from diglot.markup.sides import Side
from diglot.profile import Profile
from diglot.rules.accuracy.numbers import Number, Scaled, is_in_words, numbers_of, said_in, scaled_in, worth
from diglot.rules.accuracy.prose import MOST, content, prose
from diglot.rules.accuracy.times import month_words, months_in, unit_beginnings
from diglot.rules.subject import Pair

_DIGIT = pattern(r"\d")
_DIGITS = pattern(r"\d+")
_DECIMAL = pattern(r"\d+\.\d+")
_WORDS_BEHIND = pattern(r"\W{0,2}(\w+)(?:\W{1,2}(\w+))?")
_HEAVY = 3
_LONGEST_NAME = 60


def find_changed_numbers(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each number that only one side of a unit has; a changed one counts once."""
    source = pair.source
    if source is None:
        return
    if _DIGIT.search(pair.target.text) is None and _DIGIT.search(source.text) is None:
        return
    yield from islice(_other_scales(pair, source), MOST)
    yield from islice(_other_months(pair, source), MOST)
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


def _other_scales(pair: Pair, source: Side) -> Iterator[Finding]:
    """Yields a finding for each number with the digits of the source and another scale: `2 million` for `2 billion`.

    Only where nothing else that the target says may stand for what it is worth in the source, and the other way round.
    """
    scaled = scaled_in(source.text, pair.source_profile)
    if not scaled:
        return
    source_text, target_text = prose(source), prose(pair.target)
    here = scaled_in(target_text, pair.profile)
    meant, shown = worth(numbers_of(source_text, pair.source_profile)), worth(numbers_of(target_text, pair.profile))
    meant |= {number.value for number in scaled}
    shown |= {number.value for number in here}
    others: dict[str, Scaled | Number] = {each.plain: each for each in here if each.value not in meant}
    bare = {} if here else _without_scale(target_text, pair.profile)
    for number in scaled_in(source_text, pair.source_profile):
        other = others.get(number.plain)
        if not here and number.plain in bare:
            other, behind = bare[number.plain]
            # A word that begins as the scale does may be another form of it, or the unit that it stands for.
            if any(word.startswith(number.scale[0].lower()) for word in behind):
                continue
        if other is not None and number.value not in shown:
            message = f"`{other.text}` is not in the source; did you mean `{number.text}`"
            yield Finding("changed-number", pair.target.span(other.start, other.end), message)


def _without_scale(text: str, profile: Profile) -> dict[str, tuple[Number, list[str]]]:
    """Returns worth -> (number, the words behind it in small letters), of numbers that surely have no scale."""
    scales = tuple(mark[:_HEAVY].lower() for mark, _ in profile.scales if len(mark) >= _HEAVY)
    lowered = text.lower()
    if not scales or any(mark in lowered for mark in scales):
        return {}
    found: dict[str, tuple[Number, list[str]]] = {}
    for number in numbers_of(text, profile):
        behind = _WORDS_BEHIND.match(text, number.end)
        words = [word.lower() for word in behind.groups() if word] if behind else []
        if number.is_demanded and not any(word.startswith(unit_beginnings(profile.locale)) for word in words):
            found.setdefault(number.plain, (number, words))
    return found


def _other_months(pair: Pair, source: Side) -> Iterator[Finding]:
    """Yields a finding for each month in words beside a number that stands beside another month in the source."""
    meant = months_in(source.text, pair.source_profile)
    if not meant:
        return
    target_text = prose(pair.target)
    shown = months_in(target_text, pair.profile)
    known = month_words(source.text, pair.source_profile)
    left = {month.number for month in meant} - month_words(target_text, pair.profile)
    beside = {number: month for month in meant if month.number in left for number in month.beside}
    for month in shown:
        lost = next((beside[number] for number in sorted(month.beside) if number in beside), None)
        if lost is not None and month.number not in known:
            message = (
                f"`{target_text[month.start : month.end]}` is not in the source; "
                f"did you mean `{source.text[lost.start : lost.end]}`"
            )
            at = pair.target.span(month.start, month.end)
            yield Finding("changed-number", at, message, severity=Severity.WARNING)


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
    if any(len(reading) > 1 for number in left.values() for reading in number.readings):
        # `14.10.2025` for `October 14, 2025`.
        dated = offered | {str(month.number) for month in months_in(other, other_profile)}
        left = {
            readings: number
            for readings, number in left.items()
            if not any(len(reading) > 1 and dated.issuperset(reading) for reading in readings)
        }
    if not left:
        return []
    said = said_in(other, other_profile, month_names(other_profile.locale))
    return [number for number in left.values() if not is_in_words(number, said)]


def _is_of_a_name(number: Number, text: str, profile: Profile) -> bool:
    """Tells whether `number` ends the name of a product, which a translation may write where the source implies it."""
    before = text[max(0, number.start - _LONGEST_NAME) : number.end]
    return any(term.name.endswith(number.text) and before.endswith(term.name) for term in profile.terms)
