"""What a language is like, as far as checks need to know: read from `locales/<locale>/profile.toml` and `terms.toml`.

A profile says what is normal in a language. A rule that misses a fact in it does not guess: it finds less.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any, NamedTuple


class Term(NamedTuple):
    """A name that has to survive translation."""

    name: str
    """As the source writes it: `OneDrive`."""
    forms: tuple[str, ...] = ()
    """What this locale may call it instead."""
    kind: str = ""
    """`product`, `protocol` or `feature`; empty where nobody said."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A language. Words are in lower case (`str.lower`) unless a field says otherwise; sets have no order."""

    locale: str = ""
    """BCP 47; empty for the neutral profile, which holds for every language."""
    scripts: frozenset[str] = frozenset()
    """ISO 15924 codes of the scripts it is written in: `Latn`; `Jpan` stands for kanji and both kana."""
    has_spaces: bool = True
    """Words are set apart by spaces: false for Japanese, Chinese and Thai."""
    detector: str = ""
    """What language detection calls it: `no` for `nb-NO`; empty where it cannot tell this language."""
    siblings: frozenset[str] = frozenset()
    """What language detection calls the languages that it takes for this one: `da` for `nb-NO`."""
    quotes: tuple[tuple[str, str], ...] = ()
    """(opening, closing) mark, single characters; the usual pair first. A straight mark stands for both."""
    brackets: tuple[tuple[str, str], ...] = (("(", ")"), ("[", "]"), ("{", "}"))
    function_words: frozenset[str] = frozenset()
    """Articles, prepositions, conjunctions, pronouns, auxiliaries: alone in bold or as a link they say nothing."""
    stop_words: frozenset[str] = frozenset()
    """Frequent words that no other of the usual languages has: a run of text with some of them is in this language."""
    joining_words: frozenset[str] = frozenset()
    """Words that follow a suspended hyphen: the `of` in Dutch `werk- of schoolaccount`."""
    abbreviations: frozenset[str] = frozenset()
    """With their full stop, `bijv.`: no sentence ends there."""
    doubled_words: frozenset[str] = frozenset()
    """Words that may stand twice in a row: Dutch `je`, German `die`."""
    attached_before: tuple[str, ...] = ()
    """Written without a space before the next word, a link or bold text included: Arabic `و`; longest first."""
    attached_after: tuple[str, ...] = ()
    """Written without a space behind a word, a link or bold text included: English `'s`; longest first."""
    apart_words: frozenset[str] = frozenset()
    """Words that begin with an apostrophe and stand alone: Dutch `'s` in `'s nachts`, given as `'s nachts`."""
    end_marks: tuple[tuple[str, str], ...] = ()
    """(mark at the end of the source, characters that this language may have in its place): (`:`, `:。：`).
    A blank among the characters says that there may be none."""
    spaced_marks: str = ""
    """Marks with a space before them: French `:;?!»`."""
    decimal: str = ""
    grouping: tuple[str, ...] = ()
    """What stands between thousands; empty where nobody said."""
    number_words: tuple[tuple[str, int], ...] = ()
    """(word or phrase, number), sorted: cardinals and ordinals to twenty, tens, `once`, `both`, `half a day` …"""
    scales: tuple[tuple[str, int], ...] = ()
    """(mark behind digits, factor): `K` 1000, `万` 10000; longest first."""
    fiscal_years: tuple[str, ...] = ()
    """What stands before the last two digits of a year: English `FY`, for `FY26`."""
    dual_endings: tuple[str, ...] = ()
    """Endings that say two of a thing without a numeral: Arabic `ين`."""
    joins_compounds: bool = False
    """Compounds are one word, as in German: words set apart that the rest of the locale joins are a mistake."""
    apart_compounds: frozenset[str] = frozenset()
    """Pairs of words, `opp til`, that may stand apart although they are also joined."""
    allowed_characters: frozenset[str] = frozenset()
    """Invisible or unusual characters that the script needs: the zero width non-joiner in Persian."""
    terms: tuple[Term, ...] = ()
    """Names that survive translation into this language, sorted, with the forms they may take in it."""

    @property
    def is_neutral(self) -> bool:
        """True where nothing is known of the language."""
        return not self.locale


NEUTRAL = Profile()


class Profiles(NamedTuple):
    """The profiles of all locales of a run."""

    profiles: tuple[tuple[str, Profile], ...] = ()
    """(locale, profile), the source locale first."""
    notes: tuple[str, ...] = ()
    """What people should know: a locale has no profile."""

    def of(self, locale: str) -> Profile:
        """Returns the profile of `locale`; the neutral one where it was not asked for."""
        return next((profile for name, profile in self.profiles if name == locale), NEUTRAL)

    def only(self, locales: Collection[str]) -> Profiles:
        """Returns the profiles of some locales."""
        return Profiles(tuple(entry for entry in self.profiles if entry[0] in locales))

    def digest(self) -> str:
        """Returns a hex digest that is the same as long as all profiles are, in any process."""
        return _digest([(locale, profile_digest(profile)) for locale, profile in self.profiles])


def profile_digest(profile: Profile) -> str:
    """Returns a hex digest that is the same as long as the profile is, in any process."""
    return _digest([(field.name, _ordered(getattr(profile, field.name))) for field in fields(profile)])


def _ordered(value: Any) -> Any:
    # The order of a set changes with the seed of hashes.
    return sorted(value) if isinstance(value, frozenset) else value


def _digest(value: Any) -> str:
    return sha256(json.dumps(value).encode()).hexdigest()
