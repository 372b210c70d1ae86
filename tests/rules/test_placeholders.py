"""The rule leaked-placeholder: what a program fills in has to stay as its source writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from diglot.diagnostics import Finding
from diglot.markup.sides import Side, side
from diglot.model import Span
from diglot.profiles import load_profiles
from diglot.rules.accuracy.leaked_placeholder import find_leaked_placeholders
from diglot.rules.subject import Pair

PROFILES = load_profiles(Path(), "en-US", ("en-US", "fr-FR"))

BROKEN = [
    ("Le fichier % s est vide.", "The file %s is empty.", "Le fichier %s est vide."),
    ("文件％s为空。", "The file %s is empty.", "文件%s为空。"),
    ("文件 ％ s 为空。", "The file %s is empty.", "文件 %s 为空。"),
    ("Le fichier %S est vide.", "The file %s is empty.", "Le fichier %s est vide."),
    ("Page % 1 sur %2", "Page %1 of %2", "Page %1 sur %2"),
    ("Il en reste 50 % sur % s.", "50% are left on %s.", "Il en reste 50 % sur %s."),
    ("Page % 1 $ s", "Page %1$s", "Page %1$s"),
    ("Bonjour $ {name}", "Hello ${name}", "Bonjour ${name}"),
    ("Bonjour {name}", "Hello ${name}", "Bonjour ${name}"),
    ("Bonjour ${ name }", "Hello ${name}", "Bonjour ${name}"),
    ("Il y a { 0 } fichiers.", "There are {0} files.", "Il y a {0} fichiers."),
    ("有｛0｝个文件。", "There are {0} files.", "有{0}个文件。"),
    ("Il y a {Count} fichiers.", "There are {count} files.", "Il y a {count} fichiers."),
    ("Il y a {{count}} fichiers.", "There are {count} files.", "Il y a {count} fichiers."),
    ("Bonjour {name}", "Hello {{name}}", "Bonjour {{name}}"),
    ("Bonjour { { name } }", "Hello {{name}}", "Bonjour {{name}}"),
    ("Le fichier ({ 0 }) est vide.", "The file ({0}) is empty.", "Le fichier ({0}) est vide."),
    ("Total { 0:n2 }", "Total {0:n2}", "Total {0:n2}"),
    ("{0} de {0}, { 0 }", "{0} of {0}, {0}", "{0} de {0}, {0}"),
]
LOST = [
    ("Les fichiers sont supprimés.", "{count} files are deleted.", ["{count}"]),
    ("Le fichier est vide.", "The file %s is empty.", ["%s"]),
    ("Page %1", "Page %1 of %2", ["%2"]),
    ("Bonjour", "Hello ${name}", ["${name}"]),
    ("Bonjour", "Hello {{ user.name }}", ["{{ user.name }}"]),
    ("Bonjour", "Hello {first} {last}", ["{first}", "{last}"]),
    ("50 % sont supprimés.", "50% of %s are deleted.", ["%s"]),
    ("50 % s’effacent.", "50% of %s are deleted.", ["%s"]),
]
FINE = [
    ("{count} fichiers supprimés sur {total}.", "Of {total} files, {count} are deleted.", "moved"),
    ("Le fichier `{0}` est vide.", "The file {0} is empty.", "code in the translation"),
    ("Le fichier est vide.", "The file `{0}` is empty.", "code in the source"),
    ("Voir https://example.com/b.", "See https://example.com/{0}.", "an address"),
    ("%2$s de %1$s", "%s by %s", "positions"),
    ("Le fichier {0} est vide, et il le reste.", "The file {0} is empty, and {0} stays so.", "said again"),
    ("Bonjour {{name}}", "Hello {{ name }}", "blanks in double braces"),
    ("Bonjour {name}", "Hello { name }", "blanks of the source"),
    ("50 % s’effacent.", "50% are deleted.", "a share"),
    ("Entre 50 % s. et 60 %", "Between 50% and 60%", "a share before an abbreviation"),
    ("Moins de 5 %", "Less than %5", "a share, written the other way round"),
    ("100 % sûr", "100 %s sure", "a sign behind a number"),
    ("Le prix est {price} $.", "The price is ${price}.", "a currency"),
    ("Il coûte {0} $.", "It costs ${0}.", "a currency before a number"),
    ("Les accolades { et } et l’ensemble {a, c}", "The braces { and } and the set {a, b}", "braces in prose"),
    ("En CSS, p { couleur : red }", "In CSS, p { color: red }", "a style"),
    ("L’exposant y indice i", "The exponent y_{i}", "a formula"),
    ("{n, plural, one {fichier} other {fichiers}}", "{n, plural, one {file} other {files}}", "a choice"),
    ("Dossier %temp%, %20", "Folder %temp%, %20", "a variable and an escape"),
    ("Le fichier ({0})", "The file ({0})", "in brackets"),
    ("(0) {0}", "{0} (0)", "the same in brackets"),
    ("Le fichier {0} (0)", "The file {0}", "brackets besides"),
]


def read(text: str) -> Side:
    """Returns a text as readers see it."""
    return side(text, lambda offset: offset, Span(0, len(text)))


def found(target: str, source: str) -> list[Finding]:
    """Returns what the rule says of a unit."""
    return list(find_leaked_placeholders(Pair(read(target), read(source), PROFILES.of("fr-FR"), PROFILES.of("en-US"))))


@pytest.mark.parametrize(("target", "source", "mended"), BROKEN)
def test_broken_placeholder_is_mended(target: str, source: str, mended: str) -> None:
    """Where the name is the same there is one right spelling, and no one has to look at it."""
    text = target
    for one in reversed(found(target, source)):
        assert one.fix is not None
        assert one.fix.safe
        (edit,) = one.fix.edits
        text = f"{text[: edit.at.start]}{edit.text}{text[edit.at.end :]}"
    assert text == mended
    assert found(mended, source) == []


@pytest.mark.parametrize(("target", "source", "names"), LOST)
def test_lost_placeholder_is_named(target: str, source: str, names: list[str]) -> None:
    """Each is told once; only the translator knows where it belongs."""
    assert [(one.message.split("` ")[0], one.fix) for one in found(target, source)] == [(f"`{n}", None) for n in names]


@pytest.mark.parametrize(("target", "source", "case"), FINE)
def test_what_is_no_broken_placeholder(target: str, source: str, case: str) -> None:
    """Places may change, and braces and signs may be prose."""
    assert found(target, source) == [], case


def test_renamed_placeholder_takes_the_name_that_is_lost() -> None:
    """One cause is one finding, and what is guessed is only proposed."""
    (one,) = found("Bonjour {nom}", "Hello {name}")
    assert one.fix is not None
    assert one.fix.edits[0].text == "{name}"
    assert not one.fix.safe


def test_renamed_and_lost() -> None:
    """Of two names, one was translated and one was lost."""
    first, second = found("Bonjour {nom}", "Hello {first} {last}")
    assert first.fix is not None
    assert second.message.startswith("`{last}` of the source is missing")


def test_other_brackets_are_left_to_people() -> None:
    """They may say something of their own."""
    (one,) = found("Il y a (0) fichiers.", "There are {0} files.")
    assert one.fix is not None
    assert one.fix.edits[0].text == "{0}"
    assert not one.fix.safe


def test_share_does_not_stand_for_a_lost_name() -> None:
    """Where a share is written with its sign first, it is no new name of another."""
    (one,) = found("بقي %5", "5% of %s are left.")
    assert one.message.startswith("`%s` of the source is missing")


def test_marks_within_it_are_left_to_people() -> None:
    """A fix that takes bold marks away is only proposed."""
    (one,) = found("Il y a {**0** } fichiers.", "There are {0} files.")
    assert one.fix is not None
    assert not one.fix.safe


@pytest.mark.parametrize("text", ["{" * 20_000, "{0}" * 5_000, "% " * 20_000, "%s " * 5_000, "{{a" * 5_000])
def test_many_marks(text: str) -> None:
    """The work grows with the length of the text."""
    assert len(found(text, text + "{name}")) <= 10
    assert len(found("{0}", text)) <= 10
