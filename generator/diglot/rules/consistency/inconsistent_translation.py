"""CON901: the few translations of a text that differ from those that it usually has in their locale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from re import compile as pattern
from typing import NamedTuple

from diglot.diagnostics import Edit, Finding, Fix
from diglot.model import PageId
from diglot.rules.consistency.translations import Translation, form_of
from diglot.rules.quoting import quoted
from diglot.rules.subject import Ground, Late

_FEWEST = 4
"""So often a text has to be there."""
_SHARE = 0.75
"""So much of it has to be translated in one way."""
_SEPARATORS = ("\n", "|")
"""What may mean something else in another place: a target with one of them is not put elsewhere."""
_SHOWN, _BEFORE = 60, 15
"""Characters of a text in a message, and of what is alike before the first difference, if the text is longer."""
_ADDRESS = pattern(r"(?<=\])\([^()\s]*\)")
"""Of a link: it is long, and no part of the wording."""


class _Use(NamedTuple):
    page: PageId
    translation: Translation


def find_inconsistent_translations(_: Ground, gathered: Mapping[PageId, tuple[Translation, ...]]) -> Iterator[Late]:
    """Yields a finding for each unit whose source is nearly always translated in another way."""
    # A heading names what a sentence tells to do: in many languages by another form of the verb.
    often = Counter((one.source, one.is_heading) for page in gathered.values() for one in page)
    uses: dict[tuple[str, bool], list[_Use]] = {}
    for page, translations in gathered.items():
        for one in translations:
            if often[one.source, one.is_heading] >= _FEWEST:
                uses.setdefault((one.source, one.is_heading), []).append(_Use(page, one))
    for together in uses.values():
        yield from _outliers(together)


def _outliers(uses: Sequence[_Use]) -> Iterator[Late]:
    forms = Counter(use.translation.form for use in uses)
    (usual, count), *others = forms.most_common()
    if not others or count < _SHARE * len(uses):
        return
    untranslated = form_of(uses[0].translation.source)
    models = _models([use.translation for use in uses if use.translation.form == usual])
    for page, one in uses:
        # What is still the source is a fault of another kind.
        if one.form not in (usual, untranslated):
            model = models.get(one.written, "")
            here, there = _excerpts(one.target, model or next(iter(models.values())))
            message = f"{here} translates what is {there} in {count} of {len(uses)} places; write it in one way"
            yield Late(page, Finding("inconsistent-translation", one.at, message, fix=_fix(one, model)))


def _models(usual: Iterable[Translation]) -> dict[int, str]:
    """Returns the most frequent target of each way to write the source, the most frequent one first."""
    targets = Counter((one.written, one.target) for one in usual)
    models: dict[int, str] = {}
    for (written, target), _ in targets.most_common():
        models.setdefault(written, target)
    return models


def _excerpts(one: str, other: str) -> tuple[str, str]:
    """Returns two texts, quoted; of long ones the part in which they begin to differ."""
    if max(len(one), len(other)) > _SHOWN:
        one, other = _ADDRESS.sub("", one), _ADDRESS.sub("", other)
    one, other = " ".join(one.split()), " ".join(other.split())
    start = 0
    if max(len(one), len(other)) > _SHOWN:
        alike = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), 0)
        if alike > 2 * _BEFORE:
            start = max(one.rfind(" ", 0, alike - _BEFORE) + 1, alike - 2 * _BEFORE)
    return (quoted("…" + one[start:]), quoted("…" + other[start:])) if start else (quoted(one), quoted(other))


def _fix(one: Translation, model: str) -> Fix | None:
    """Returns the way to write a unit as the usual one; none where its source is written in another way."""
    if not model or any(separator in text for separator in _SEPARATORS for text in (model, one.target)):
        return None
    return Fix(f"write {quoted(model)}", (Edit(one.at, model),))
