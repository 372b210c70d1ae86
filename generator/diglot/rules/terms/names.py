"""Gathers of each page which names of the source its translation keeps, and which it lacks.

A name is kept if it stands anywhere in the translation of the unit, whatever its case, hyphens and blanks, or in a form
that the locale allows. It counts once per unit, so that a translation may say `it` the second time. Of names within
names the longest counts. Code and bare addresses hold no names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from re import Pattern, escape
from re import compile as pattern
from typing import NamedTuple

from diglot.diagnostics import Gather
from diglot.markup.sides import CODE, LINK, Side
from diglot.profile import Term
from diglot.rules.language.kept_text import kept_text
from diglot.rules.stretches import stretches
from diglot.rules.subject import Page, Pair
from diglot.rules.terms.traces import Lost, is_shortened, lost_acronym, lost_name, recased_acronym, squashed

_ACRONYM = pattern(
    r"[A-Z](?:[A-Z]++|[a-z]++[A-Z][A-Za-z]*+)(?=(?:s|'s|’s)?(?![\w@\\/()<>=-]|\.\w))",
)
"""What looks like a name that nobody has listed: `MFA`, `AutoSave`. With digits it is a code, which others look at.
Behind words in full, as in `single sign-on (SSO)`, a translation may leave it out."""
_ADDRESS = pattern(r"(?:://|www\.)\S++")
_GLUE = frozenset("_./@\\%$#<-")
"""What follows one of these is a part of something longer: a path, a command."""


class Names(NamedTuple):
    """What a page does with names."""

    kept: dict[str, int]
    """Listed name -> number of units that keep it."""
    lost: tuple[Lost, ...]
    kept_acronyms: dict[str, int]
    """The same for names that nobody has listed."""
    lost_acronyms: tuple[Lost, ...]
    recased_acronyms: tuple[Lost, ...] = ()
    """Those that are kept, but not in capital letters."""


class Tally(NamedTuple):
    """How often a locale keeps a name."""

    kept: int
    lost: int

    @property
    def all(self) -> int:
        """The number of units with it."""
        return self.kept + self.lost

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.kept / self.all


def take_names(page: Page) -> Names | None:
    """Returns what a page does with names; none if it has no names, or no source."""
    if page.foreign:
        return None
    listed, acronyms = _Count({}, []), _Count({}, [])
    recased: list[Lost] = []
    known = _known(page.pairs[0].profile.terms if page.pairs else ())
    for pair in page.pairs:
        if pair.source is None or pair.block == "code" or not pair.target.text:
            continue
        names = _names(pair.source, known)
        if names:
            listed.add(names, pair, known, lost_name)
        if others := _acronyms(pair.source, names):
            acronyms.add(others, pair, known, lost_acronym)
            recased += filter(None, (recased_acronym(name, pair) for name in others))
    if not (listed.kept or listed.lost or acronyms.kept or acronyms.lost):
        return None
    return Names(listed.kept, tuple(listed.lost), acronyms.kept, tuple(acronyms.lost), tuple(recased))


class _Count(NamedTuple):
    """The names of one kind on a page, as they come in."""

    kept: dict[str, int]
    lost: list[Lost]

    def add(self, names: Iterable[str], pair: Pair, known: _Known, lost: Callable[[str, Pair], Lost]) -> None:
        """Counts the names of one unit."""
        unlike = [name for name in names if name not in pair.target.text]
        text = squashed(pair.target.text) if unlike else ""
        missing = [name for name in unlike if not _is_kept(name, text, known) and not is_shortened(name, pair)]
        if missing and (left := kept_text(pair)) is not None and left.is_most:
            # Another rule's: nobody has translated anything here.
            return
        for name in names:
            if name in missing:
                self.lost.append(lost(name, pair))
            else:
                self.kept[name] = self.kept.get(name, 0) + 1


NAMES = Gather("names", take_names, Names)


def tally_of_names(pages: Iterable[Names]) -> dict[str, Tally]:
    """Returns how often the pages of a locale keep each listed name."""
    return _tally((names.kept, names.lost) for names in pages)


def tally_of_acronyms(pages: Iterable[Names]) -> dict[str, Tally]:
    """Returns how often the pages of a locale keep each name that nobody has listed."""
    return _tally((names.kept_acronyms, names.lost_acronyms) for names in pages)


def _tally(pages: Iterable[tuple[Mapping[str, int], Iterable[Lost]]]) -> dict[str, Tally]:
    kept: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for counts, losses in pages:
        kept.update(counts)
        lost.update(one.name for one in losses)
    return {name: Tally(kept[name], lost[name]) for name in sorted({*kept, *lost})}


class _Known(NamedTuple):
    """The names of a locale, prepared."""

    finder: Pattern[str] | None
    forms: Mapping[str, tuple[str, ...]]
    """Name -> what it is in a translation, the name itself first, each squashed."""


@lru_cache(maxsize=64)
def _known(terms: tuple[Term, ...]) -> _Known:
    forms = {term.name: tuple(map(squashed, (term.name, *term.forms))) for term in terms}
    return _Known(_finder(forms), forms)


def _finder(names: Iterable[str]) -> Pattern[str] | None:
    """Returns what finds names, the longest of those that begin alike. It begins with a letter, so that `re` skips."""
    groups = [
        f"{escape(first)}(?:{'|'.join(sorted((_spaced(name[1:]) for name in group), key=len, reverse=True))})"
        for first, group in groupby(sorted(names), key=lambda name: name[:1])
    ]
    return pattern(rf"(?:{'|'.join(groups)})(?!\w|[.@/]\w)") if groups else None


def _spaced(name: str) -> str:
    return r"\s".join(map(escape, name.split(" ")))


def _names(source: Side, known: _Known) -> list[str]:
    if known.finder is None:
        return []
    return list(dict.fromkeys(" ".join(found.split()) for found in _outside(known.finder, source)))


def _acronyms(source: Side, names: Iterable[str]) -> list[str]:
    """Returns what looks like a name and is in none of `names`."""
    found = dict.fromkeys(_outside(_ACRONYM, source))
    if not found or source.text.isupper():
        return []
    within = "".join(map(squashed, names))
    return [acronym for acronym in found if squashed(acronym) not in within]


def _outside(finder: Pattern[str], side: Side) -> Iterator[str]:
    """Yields what is found in the visible text outside of code and addresses."""
    text = side.text
    if finder.search(text) is None:
        return
    skipped = [(run.start, run.end) for run in side.of(CODE, LINK) if run.kind == CODE or _ADDRESS.search(run.text)]
    skipped += [match.span() for match in _ADDRESS.finditer(text)]
    for start, end in stretches(len(text), skipped):
        for match in finder.finditer(text, start, end):
            if not _is_glued(text[match.start() - 1 : match.start()]):
                yield match[0]


def _is_glued(before: str) -> bool:
    return before.isalnum() or before in _GLUE


def _is_kept(name: str, text: str, known: _Known) -> bool:
    return any(form in text for form in known.forms.get(name, (squashed(name),)))
