"""What is left in the language of the source, and which language a page is in."""

from __future__ import annotations

from pathlib import Path

import pytest

from diglot.markup.sides import Side, side
from diglot.model import PageId, Source, Span
from diglot.profile import NEUTRAL
from diglot.profiles import load_profiles
from diglot.rules.language.detection import foreign_language
from diglot.rules.language.kept_text import kept_text
from diglot.rules.subject import Pair
from diglot.settings import Settings
from diglot.survey import survey
from sites import unit

LOCALES = ("en-US", "nl-NL", "da-DK", "nb-NO", "ja-JP")
PROFILES = load_profiles(Path(), "en-US", LOCALES)

PROSE = "Clean the glass with a soft cloth before you start the machine."
LONG = {
    "en-US": """The soil keeps the water for longer while it is cool, and the leaves are dry before the sun is high.
        Those of the neighbours who water their garden in the evening should know that snails like it, too.""",
    "nl-NL": """De aarde houdt het water langer vast zolang die koel is, en de bladeren zijn droog voor de zon komt.
        Buren die hun tuin 's avonds water geven, moeten weten dat ook slakken dat prettig vinden.""",
    "da-DK": """Jorden holder længere på vandet, mens den er kølig, og bladene er tørre, før solen står højt på himlen.
        De naboer, som vander deres have om aftenen, bør vide, at snegle også kan lide det.""",
    "nb-NO": """Jorda holder lenger på vannet mens den er kjølig, og bladene er tørre før sola står høyt på himmelen.
        De naboene som vanner hagen sin om kvelden, bør vite at snegler også liker det.""",
    "ja-JP": """土が冷たい間は水が長く保たれます。葉は日が高くなる前に乾いています。水は朝のうちに与えてください。
        夕方に与えると、葉が夜の間濡れたままになります。かたつむりもそれを好みます。""",
}


def read(text: str) -> Side:
    """Returns a text as readers see it."""
    return side(text, lambda offset: offset, Span(0, len(text)))


def pair(target: str, source: str, locale: str = "nl-NL") -> Pair:
    """Returns a unit."""
    return Pair(read(target), read(source), PROFILES.of(locale), PROFILES.of("en-US"))


@pytest.mark.parametrize(
    ("target", "source", "kept"),
    [
        (PROSE, PROSE, PROSE[:-1]),
        (f"Reinig {PROSE[6:]}", PROSE, PROSE[6:-1]),
        ("Open, and then lift the lid of it", "Begin, and then lift the lid of it", "and then lift the lid of it"),
        ("**Clean the glass** with a cloth", "**Clean** the glass with a cloth", "Clean the glass with a cloth"),
        ("Reinig het glas met een doek.", PROSE, None),
        (f"Zie [{PROSE}](a.md).", f"See [{PROSE}](a.md).", None),
        (f"`{PROSE}`", f"`{PROSE}`", None),
        (f"{PROSE} (Reinig het glas met een doek.)", PROSE, None),
        (f"Reinig het glas ({PROSE})", PROSE, None),
        ("Word for the Web and Paper for the Web", "Word for the Web and Paper for the Web", None),
        ("550 5.1.8 Access denied, your sender was blocked", "550 5.1.8 Access denied, your sender was blocked", None),
        ("the <name of the big box>", "the <name of the big box>", None),
        ("", PROSE, None),
    ],
)  # fmt: skip
def test_kept_text(target: str, source: str, kept: str | None) -> None:
    """Prose counts, and nothing else."""
    found = kept_text(pair(target, source))
    assert (found and read(target).text[found.start : found.end]) == kept


def test_most_is_told_from_some() -> None:
    """A unit with a translated word or two is not translated, one with a word or two left is."""
    whole = kept_text(pair(PROSE, PROSE))
    some = kept_text(pair(f"Is het vuil? {PROSE[:40]} en wacht even.", f"Dirty? {PROSE} Copy, print and send then."))
    assert whole is not None
    assert whole.is_most
    assert some is not None
    assert not some.is_most


@pytest.mark.parametrize("locale", ["en-US", "xx-XX"])
def test_same_language_is_no_leftover(locale: str) -> None:
    """What is in the language of the source is meant to be, and of an unknown source nothing is known."""
    if locale == "en-US":
        assert kept_text(pair(PROSE, PROSE, locale)) is None
    else:
        assert kept_text(pair(PROSE, PROSE)._replace(source_profile=NEUTRAL)) is None


def test_long_text_without_end() -> None:
    """The work grows with the length of the text, however often its words repeat."""
    text = "and then the box " * 20_000
    found = kept_text(pair(text, text))
    assert found is None or found.share > 0


@pytest.mark.parametrize("text", LONG)
@pytest.mark.parametrize("locale", LONG)
def test_foreign_language(text: str, locale: str) -> None:
    """A language is told from all others but those that detection takes for it."""
    near = {"da-DK", "nb-NO"}
    found = foreign_language([read(LONG[text])], PROFILES.of(locale))
    assert bool(found) == (text != locale and not {text, locale} <= near)


@pytest.mark.parametrize("text", ["", "Short and sweet.", "Maastricht Rotterdam Groningen " * 9, "1234 5678 " * 50])
def test_too_little_to_tell(text: str) -> None:
    """Names, numbers and a few words are in any language."""
    assert foreign_language([read(text)], PROFILES.of("nl-NL")) == ""


def test_unknown_language_is_never_foreign() -> None:
    """Of a locale without a profile nothing is expected."""
    assert foreign_language([read(LONG["en-US"])], NEUTRAL) == ""


def test_foreign_source_silences_what_needs_its_language() -> None:
    """A page whose source is Spanish, and whose target too, is not called untranslated."""
    spanish = "La tierra guarda el agua durante más tiempo mientras está fresca, y las hojas ya están secas entonces."
    data = unit(101, spanish, spanish).encode()
    source = Source(PageId("nl-NL", "huerto"), "content/nl-NL/huerto.md", data)
    (found,) = survey(Settings(locales=LOCALES), [source], profiles=PROFILES)
    assert [one.name for one in found.diagnostics] == ["foreign-source"]
