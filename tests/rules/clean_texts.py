"""Clean text in every language that has a profile: sentences of `clean/en-US.toml` with their translations.

The sentences are the fixtures of two questions: does Diglot stay silent over them, and does it see what is planted.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from diglot.profile import Profile
from diglot.profiles import load_profiles

FOLDER = Path(__file__).with_name("clean")
SOURCE_LOCALE = "en-US"
BLOCK = "block_"
"""Begins the name of a sentence that does not stand in a paragraph: `block_list`."""


class CleanPair(NamedTuple):
    """A sentence and its translation, as Markdown."""

    name: str
    source: str
    target: str

    @property
    def block(self) -> str:
        """Where it stands: `paragraph`, `list`, `table`, `note` or `warning`."""
        return self.name.removeprefix(BLOCK) if self.name.startswith(BLOCK) else "paragraph"


class Language(NamedTuple):
    """A language with its clean text."""

    locale: str
    profile: Profile
    heading: CleanPair
    alt: CleanPair
    pairs: tuple[CleanPair, ...]
    """All other sentences."""
    note: str
    """What a translator makes of the keyword of an alert, by mistake."""
    names: tuple[tuple[str, str], ...]
    """(name of a product, what a translator makes of it by mistake)."""
    compound: tuple[str, ...]
    """The parts of a word in the sentences, where the language joins words."""

    def pair(self, name: str) -> CleanPair:
        """Returns the sentence of that name."""
        return next(pair for pair in self.pairs if pair.name == name)


@cache
def languages() -> tuple[Language, ...]:
    """Returns every language, by locale."""
    files = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
    sources = files.pop(SOURCE_LOCALE)["text"]
    profiles = load_profiles(FOLDER, SOURCE_LOCALE, tuple(files))
    return tuple(_language(profiles.of(locale), locale, file, sources) for locale, file in files.items())


def _language(profile: Profile, locale: str, file: dict[str, Any], sources: dict[str, str]) -> Language:
    shared = {name: CleanPair(name, source, file["text"][name]) for name, source in sources.items()}
    own = (CleanPair(name, *pair) for name, pair in file["own"].items())
    heading, alt = shared.pop("heading"), shared.pop("alt")
    words = file["words"]
    names, compound = tuple(words["names"].items()), tuple(words.get("compound", ()))
    return Language(locale, profile, heading, alt, (*shared.values(), *own), words["note"], names, compound)
