"""What is known of languages: how the files are read and laid over each other, and that Diglot's own make sense."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from unicodedata import category

import pytest

from diglot.errors import UserError
from diglot.i18n import subtags
from diglot.profile import Profile, Profiles, Term
from diglot.profile_tables import DETECTABLE
from diglot.profiles import load_profiles
from sites import write
from support import ROOT, expect_none, run_python

LOCALES = sorted(path.parent.name for path in (ROOT / "locales").glob("*/profile.toml"))
SOURCE = "en-US"

# Diglot brings nothing in Frisian, Faroese and Upper Sorbian, so these tests hold whatever else it learns.
FRISIAN = """\
alphabet = "a b c"
scripts = ["Latn"]
siblings = ["nl", "af"]
quotes = ["“”", "\\"\\""]

[words]
function = "de it in en"
attached_before = "l' qu'"
apart = ["'s nachts"]
abbreviations = "bgl. ensfh."

[marks]
spaced = ":;"
[marks.end]
":" = ":."
"." = ".。"

[numbers]
decimal = ","
grouping = [".", "\\u00a0"]
scales = { "K" = 1000, "mln" = 1_000_000 }
words = { "twa" = 2, "ien" = 1 }

[compounds]
joined = true
apart = ["op til"]

[characters]
allowed = "\\u200c"
"""
NAMES = """\
[[term]]
name = "Buoy Watch"
kind = "product"

[[term]]
name = "HarborNet"
"""


def load(folder: Path, files: Mapping[str, str | bytes], *locales: str, source: str = "fo-FO") -> Profiles:
    """Returns the profiles of a project that has `files` below `locales/`."""
    write(folder, {f"locales/{name}": content for name, content in files.items()})
    return load_profiles(folder, source, locales)


def terms(folder: Path, files: dict[str, str], locale: str = "fy-NL") -> list[tuple[str, tuple[str, ...]]]:
    """Returns the names that have to survive in `locale`, with their forms there."""
    profiles = load(folder, {"fo-FO/terms.toml": NAMES} | files, locale)
    return [(term.name, term.forms) for term in profiles.of(locale).terms]


def told(folder: Path, files: Mapping[str, str | bytes]) -> list[str]:
    """Returns the lines of the message about files that cannot be used."""
    with pytest.raises(UserError) as caught:
        load(folder, files, "fy-NL")
    assert caught.value.exit_code == 2
    return str(caught.value).splitlines()


def builtin_profiles() -> Profiles:
    """Returns the profiles that Diglot brings, and nothing else."""
    return load_profiles(ROOT / "no-such-project", SOURCE, LOCALES)


def test_every_key(tmp_path: Path) -> None:
    """A profile has what its file says, in the order that rules want it in."""
    profile = load(tmp_path, {"fy-NL/profile.toml": FRISIAN}, "fy-NL").of("fy-NL")
    assert profile == Profile(
        locale="fy-NL",
        scripts=frozenset({"Latn"}),
        detector="fy",
        siblings=frozenset({"nl", "af"}),
        quotes=(("“", "”"), ('"', '"')),
        function_words=frozenset({"de", "it", "in", "en"}),
        attached_before=("qu'", "l'"),
        apart_words=frozenset({"'s nachts"}),
        abbreviations=frozenset({"bgl.", "ensfh."}),
        spaced_marks=":;",
        end_marks=((".", ".。"), (":", ":.")),
        decimal=",",
        grouping=(".", "\u00a0"),
        scales=(("mln", 1_000_000), ("K", 1000)),
        number_words=(("ien", 1), ("twa", 2)),
        joins_compounds=True,
        apart_compounds=frozenset({"op til"}),
        allowed_characters=frozenset({"\u200c"}),
    )


@pytest.mark.parametrize(
    ("locale", "text", "field", "expected"),
    [
        ("fy-NL", "", "decimal", ","),
        ("fy-NL", "", "grouping", (".",)),
        ("fy-NL", "[numbers]\ngrouping = []", "grouping", ()),
        # What Babel writes as the one no-break space is written as the other as well.
        ("fo-FO", "", "grouping", (".",)),
        ("hsb-DE", "", "grouping", (".",)),
        ("fi-FI", "", "grouping", ("\u00a0", "\u202f")),
        ("fy-NL", "", "detector", "fy"),
        ("fy-NL", 'detector = ""', "detector", ""),
        ("fy-NL", 'detector = "nl"', "detector", "nl"),
        ("hsb-DE", "", "detector", ""),
        ("fy-NL", "", "has_spaces", True),
        ("fy-NL", "spaces = false", "has_spaces", False),
        ("fy-NL", "", "brackets", (("(", ")"), ("[", "]"), ("{", "}"))),
        ("fy-NL", 'brackets = ["（）"]', "brackets", (("（", "）"),)),
    ],
)
def test_what_nobody_said(tmp_path: Path, locale: str, text: str, field: str, expected: object) -> None:
    """Numbers are written as Babel knows, language detection goes by the language, all else has its default."""
    assert getattr(load(tmp_path, {f"{locale}/profile.toml": text}, locale).of(locale), field) == expected


def test_project_wins_key_by_key(tmp_path: Path) -> None:
    """What a project's file does not say stays as it was; in tables too."""
    text = '[marks.end]\n"?" = "??"\n[numbers]\ndecimal = "·"\n'
    before = load_profiles(tmp_path, SOURCE, ["fr-FR"]).of("fr-FR")
    after = load(tmp_path, {"fr-FR/profile.toml": text}, "fr-FR").of("fr-FR")
    assert after.decimal == "·"
    assert dict(after.end_marks) == dict(before.end_marks) | {"?": "??"}
    assert after.scripts == before.scripts != frozenset()
    assert (after.grouping, after.number_words) == (before.grouping, before.number_words)
    assert after.function_words == before.function_words


@pytest.mark.parametrize(
    ("asked", "there", "taken"),
    [
        ("fy-DE", ["fy-NL"], "fy-NL"),
        ("fy", ["fy-NL"], "fy-NL"),
        ("fy-NL", ["fy"], "fy"),
        # The usual region of a language before others, then by their names.
        ("fy-BE", ["fy-AA", "fy-NL", "fy-ZZ"], "fy-NL"),
        ("fy-BE", ["fy-ZZ", "fy-DE"], "fy-DE"),
        ("uz-AF", ["uz-UZ", "uz-Arab"], "uz-Arab"),
        ("sr-Latn-RS", ["sr-RS"], ""),
        ("sr-Cyrl-BA", ["sr-RS"], "sr-RS"),
        ("hsb-DE", ["dsb-DE"], ""),
        ("xx-YY", ["xx-ZZ"], ""),
    ],
)
def test_nearest_of_kin(tmp_path: Path, asked: str, there: list[str], taken: str) -> None:
    """A locale without a profile has that of another of its language, if it is written in the same script."""
    files = {f"{locale}/profile.toml": f'[words]\nstop = "{locale.lower()}"' for locale in there}
    profiles = load(tmp_path, files, asked)
    assert profiles.of(asked).stop_words == (frozenset({taken.lower()}) if taken else frozenset())
    assert profiles.of(asked).is_neutral is not bool(taken)
    assert [note for note in profiles.notes if f"`{asked}`" in note] == [
        f"`{asked}` has no profile in `locales/`, so fewer rules are checked; add `locales/{asked}/profile.toml`"
        for _ in range(not taken)
    ]


def test_other_regions_write_other_numbers(tmp_path: Path) -> None:
    """Of a profile that is borrowed, the separators in numbers are left out."""
    text = '[numbers]\ndecimal = ","\ngrouping = ["."]\nwords = { "in" = 1 }\n'
    profile = load(tmp_path, {"rm-IT/profile.toml": text}, "rm-CH").of("rm-CH")
    assert (profile.locale, profile.number_words) == ("rm-CH", (("in", 1),))
    assert (profile.decimal, profile.grouping) == (".", ("’",))


def test_own_profile_over_a_borrowed_one(tmp_path: Path) -> None:
    """A project that only adds a word for its region keeps what Diglot knows of the language."""
    files = {"fr-BE/profile.toml": '[numbers.words]\n"septante" = 70\n'}
    ours, theirs = (load(tmp_path, files, "fr-BE", "fr-FR").of(locale) for locale in ("fr-BE", "fr-FR"))
    assert dict(ours.number_words) == dict(theirs.number_words) | {"septante": 70}
    assert ours.stop_words == theirs.stop_words
    assert ours.locale == "fr-BE"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, [("Buoy Watch", ()), ("HarborNet", ())]),
        (
            {"fy-NL/terms.toml": '[forms]\n"Buoy Watch" = ["Boeiwacht"]'},
            [("Buoy Watch", ("Boeiwacht",)), ("HarborNet", ())],
        ),
        ({"fy-NL/terms.toml": '[forms]\n"Buoy Watch" = []'}, [("HarborNet", ())]),
        ({"fy-NL/terms.toml": 'drop = ["Buoy Watch"]'}, [("HarborNet", ())]),
        (
            {"fy-NL/terms.toml": '[[term]]\nname = "Anker"\n[forms]\n"Anker" = ["Ankers"]'},
            [("Anker", ("Ankers",)), ("Buoy Watch", ()), ("HarborNet", ())],
        ),
        # Another region is called as its nearest of kin, and has names of its own too.
        (
            {
                "fy-DE/terms.toml": '[forms]\n"HarborNet" = ["A"]',
                "fy-NL/terms.toml": '[forms]\n"HarborNet" = ["B", "A"]',
            },
            [("Buoy Watch", ()), ("HarborNet", ("A", "B"))],
        ),
    ],
)
def test_terms(tmp_path: Path, files: dict[str, str], expected: list[tuple[str, tuple[str, ...]]]) -> None:
    """The source names them, a locale says what they are called in it."""
    assert terms(tmp_path, files) == expected


def test_terms_of_the_source(tmp_path: Path) -> None:
    """They are in its own profile as well, with what they are; a locale without a profile has them too."""
    profiles = load(tmp_path, {"fo-FO/terms.toml": NAMES}, "xx-YY")
    assert profiles.of("fo-FO").terms == (Term("Buoy Watch", (), "product"), Term("HarborNet", (), ""))
    assert profiles.of("xx-YY").terms == profiles.of("fo-FO").terms
    assert profiles.of("xx-YY").is_neutral


def test_project_adds_and_drops_terms(tmp_path: Path) -> None:
    """Diglot's own stay, less those that the project drops; forms are added to those that are known."""
    before = {term.name: term for term in load_profiles(tmp_path, SOURCE, ["fr-FR"]).of("fr-FR").terms}
    write(tmp_path, {"locales/en-US/terms.toml": '[[term]]\nname = "HarborNet"\n'})
    write(tmp_path, {"locales/fr-FR/terms.toml": '[forms]\n"HarborNet" = ["RéseauPort"]\n'})
    after = {term.name: term for term in load_profiles(tmp_path, SOURCE, ["fr-FR"]).of("fr-FR").terms}
    assert after == before | {"HarborNet": Term("HarborNet", ("RéseauPort",))}
    write(tmp_path, {"locales/en-US/terms.toml": 'drop = ["HarborNet"]\n'})
    write(tmp_path, {"locales/fr-FR/terms.toml": ""})
    with pytest.raises(UserError, match=r"terms\.toml:1: `drop` names `HarborNet`, which is no term"):
        load_profiles(tmp_path, SOURCE, ["fr-FR"])


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("# x\nfunktion = 1", 2, "unknown key `funktion`"),
        ('script = ["Latn"]', 1, "unknown key `script`; did you mean `scripts`"),
        ('[words]\nstop = "a"\nfunctions = "de"', 3, "unknown key `words.functions`; did you mean `function`"),
        ("[mark]", 1, "unknown key `mark`; did you mean `marks`"),
        ("alphabet = [1]", 1, "`alphabet`: should be a valid string, not `[1]`"),
        ('scripts = ["latin"]', 1, "`scripts`: `latin` has to be a code of ISO 15924, as in `Latn`"),
        ('spaces = "no"', 1, "`spaces`: should be a valid boolean, not `no`"),
        ('detector = "nb"', 1, "`detector`: `nb` is no language that py3langid knows"),
        ('siblings = ["nl", "xx"]', 1, "`siblings.1`: `xx` is no language that py3langid knows"),
        ('quotes = ["“”", "«"]', 1, "`quotes`: `«` has to be two characters"),
        ('[words]\nfunction = "de De"', 2, "`words.function`: `De` has to be in lower case, `de`"),
        ('[words]\nstop = """\nde\nhet De"""', 2, "`words.stop`: `De` has to be in lower case"),
        ('[words]\nabbreviations = "bgl"', 2, "`words.abbreviations`: `bgl` has to end with its full stop"),
        ('[words]\napart = ["\'s  nachts"]', 2, "`words.apart.0`: `'s  nachts` has to be text with single blanks"),
        ('[compounds]\napart = ["oppil"]', 2, "`compounds.apart.0`: `oppil` has to be words with a blank"),
        ('[marks.end]\n"." = ""', 1, "`marks.end`: `.` has to be a mark"),
        ('[numbers]\ndecimal = ",."', 2, "`numbers.decimal`: `,.` has to be one character"),
        ('[numbers]\ngrouping = [""]', 2, "`numbers.grouping.0`: `` has to be one character"),
        ("[numbers]\nscales = { K = 1 }", 2, "`numbers.scales`: `K` has to be a mark behind digits"),
        (
            "[words]\n[numbers.words]\nien = 1\ntwa = 2.5",
            4,
            "`numbers.words.twa`: should be a valid integer, not `2.5`",
        ),
        ("[numbers.words]\nIen = 1", 1, "`Ien` has to be in lower case"),
        ("[numbers.words]\nien = -1", 1, "`ien` has to be a number from 0 on"),
        ("[words\n", 1, "not valid TOML: "),
        ("\n\nscripts = [", 3, "not valid TOML: "),
        (b"\n# \xe9\n", 2, "not UTF-8"),
    ],
)
def test_mistake_in_a_profile(tmp_path: Path, text: str | bytes, line: int, words: str) -> None:
    """It is told with its file and line, and with what was meant."""
    lines = told(tmp_path, {"fy-NL/profile.toml": text})
    assert len(lines) == 2, lines
    assert lines[1].startswith(f"  {tmp_path / 'locales/fy-NL/profile.toml'}:{line}: ")
    assert words in lines[1]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[[terms]]\nname = "x"', 1, "unknown key `terms`; did you mean `term`"),
        ('[[term]]\nname = "x"\n\n[[term]]\nnames = "x"', 4, "`term.1.name` is missing"),
        ('[[term]]\nname = "x"\n[[term]]\nname = "y"\nkind = "boat"', 5, "should be 'product', 'protocol', 'feature'"),
        ('[[term]]\nname = "x"\n[[term]]\nname = "x"', 1, "`term`: `x` is named twice"),
        ('[[term]]\nname = " x"', 2, "`term.0.name`: ` x` has to be text with single blanks, and none around it"),
        ('[forms]\n"HarborNet" = "y"', 2, "`forms.HarborNet`: should be a valid list, not `y`"),
        ('[forms]\n\n"Harbornet" = ["y"]', 3, "`forms` names `Harbornet`, which is no term; did you mean `HarborNet`"),
        ('\ndrop = ["Harbor"]', 2, "`drop` names `Harbor`, which is no term; did you mean `HarborNet`"),
    ],
)
def test_mistake_in_terms(tmp_path: Path, text: str, line: int, words: str) -> None:
    """A name that is given forms has to be one."""
    lines = told(tmp_path, {"fo-FO/terms.toml": NAMES, "fy-NL/terms.toml": text})
    assert any(
        each.startswith(f"  {tmp_path / 'locales/fy-NL/terms.toml'}:{line}: ") and words in each for each in lines
    ), lines


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    """Those of all files, in one message; what is asked for by two locales is told once."""
    files = {
        "fo-FO/profile.toml": "spaces = 1\nscript = 2\n",
        "fy-NL/profile.toml": "[words",
        "fo-FO/terms.toml": "[[term]]\n",
    }
    write(tmp_path, {f"locales/{name}": content for name, content in files.items()})
    with pytest.raises(UserError) as caught:
        load_profiles(tmp_path, "fo-FO", ["fy-NL", "fy-DE"])
    lines = str(caught.value).splitlines()
    assert lines[0] == "4 mistakes in what is said of languages:"
    places = [line.split(": ")[0].rpartition("locales/")[2] for line in lines[1:]]
    assert places == ["fo-FO/profile.toml:1", "fo-FO/profile.toml:2", "fy-NL/profile.toml:1", "fo-FO/terms.toml:1"]


def test_only_what_is_needed_is_read(tmp_path: Path) -> None:
    """A mistake in a language that nobody asked for stops no one."""
    assert load(tmp_path, {"fy-NL/profile.toml": "[words", "fy-NL/terms.toml": "x"}, "hsb-DE").of("fy-NL").is_neutral


def test_digest(tmp_path: Path) -> None:
    """It changes with any fact, and with nothing else: neither the order of sets nor the process."""
    code = (
        "from pathlib import Path; from diglot.profiles import load_profiles;"
        f"print(load_profiles(Path({str(tmp_path)!r}), 'fo-FO', ['fy-NL', 'fr-FR']).digest())"
    )
    before = load(tmp_path, {"fy-NL/profile.toml": FRISIAN, "fo-FO/terms.toml": NAMES}, "fy-NL", "fr-FR").digest()
    assert {run_python("-c", code, env={"PYTHONHASHSEED": seed}).stdout.strip() for seed in "012"} == {before}
    changed = FRISIAN.replace("de it in", "de it")
    assert load(tmp_path, {"fy-NL/profile.toml": changed}, "fy-NL", "fr-FR").digest() != before
    assert load(tmp_path, {"fy-NL/profile.toml": FRISIAN}, "fr-FR", "fy-NL").digest() != before
    assert load(tmp_path, {"fy-NL/profile.toml": FRISIAN}, "fy-NL", "fr-FR").digest() == before


def test_detectable_languages() -> None:
    """The names of languages are those that py3langid has."""
    known = {name for name, _ in pytest.importorskip("py3langid").rank("boat")}
    # It calls text without a language `zxx`.
    assert known - {"zxx"} == DETECTABLE


def test_builtin_profiles_are_valid() -> None:
    """Each of Diglot's own profiles and lists of names can be read, and says what no check can do without."""
    problems = []
    for locale, profile in builtin_profiles().profiles:
        problems += [f"{locale}: no `scripts` in its profile"] if not profile.scripts else []
        problems += [f"{locale}: no `quotes` in its profile"] if not profile.quotes else []
        if profile.has_spaces:
            problems += [f"{locale}: no `words.function` in its profile"] if not profile.function_words else []
            problems += [f"{locale}: no `words.stop` in its profile"] if not profile.stop_words else []
    expect_none(problems)


def test_words_are_words() -> None:
    """They are in lower case; those that count alone hold no blanks."""
    problems = []
    for locale, profile in builtin_profiles().profiles:
        alone = profile.function_words | profile.stop_words | profile.joining_words | profile.doubled_words
        several = profile.apart_words | profile.apart_compounds | {word for word, _ in profile.number_words}
        problems += [f"{locale}: `{word}` holds a blank" for word in alone if word != "".join(word.split())]
        problems += [f"{locale}: `{word}` is not in lower case" for word in alone | several if word != word.lower()]
        problems += [f"{locale}: `{word}` is no word" for word in alone if not any(map(str.isalpha, word))]
    expect_none(sorted(problems))


@pytest.mark.parametrize("locale", LOCALES)
def test_no_word_is_listed_twice(locale: str) -> None:
    """Nothing goes wrong if it is, but whoever reads the list stumbles."""
    file = ROOT / "locales" / locale / "profile.toml"
    lists = tomllib.loads(file.read_text("utf-8")).get("words", {})
    expect_none(
        f"{file}: `{word}` is twice in `words.{name}`"
        for name, words in lists.items()
        for word, count in Counter(words.split() if isinstance(words, str) else words).items()
        if count > 1
    )


def test_stop_words_tell_languages_apart() -> None:
    """No language has a stop word of another, unless language detection takes the one for the other as well."""
    problems = []
    for (first, one), (second, other) in combinations(builtin_profiles().profiles, 2):
        same = subtags(first).language == subtags(second).language
        if not same and one.detector not in other.siblings and other.detector not in one.siblings:
            shared = sorted(one.stop_words & other.stop_words)
            problems += [f"`{word}` is a stop word of {first} and {second}; take it out of both" for word in shared]
    expect_none(problems)


def test_quotes_and_brackets_are_pairs() -> None:
    """A pair is of marks, and two that are the same are straight ones."""
    problems = []
    for locale, profile in builtin_profiles().profiles:
        for opening, closing in (*profile.quotes, *profile.brackets):
            if {category(opening)[0], category(closing)[0]} - {"P", "S"}:
                problems.append(f"{locale}: `{opening}{closing}` holds a character that is no mark")
            # Finnish and Swedish have ” on both sides.
            if opening == closing and opening not in "\"'”’»":
                problems.append(f"{locale}: `{opening}{closing}` opens and closes with the same mark")
    expect_none(problems)


def test_forms_are_of_known_terms() -> None:
    """What a locale calls a name is of a name that `en-US` or the locale itself lists, and another than the name."""
    files = {path.parent.name: path for path in sorted((ROOT / "locales").glob("*/terms.toml"))}
    tables = {locale: tomllib.loads(path.read_text("utf-8")) for locale, path in files.items()}
    listed = {locale: {term["name"] for term in table.get("term", ())} for locale, table in tables.items()}
    problems = []
    for locale, table in tables.items():
        problems += [f"{files[locale]}: `drop` is for projects"] if "drop" in table else []
        for name, forms in table.get("forms", {}).items():
            if name not in listed.get(SOURCE, set()) | listed[locale]:
                problems.append(f"{files[locale]}: `{name}` is no term; list it in `locales/{SOURCE}/terms.toml`")
            if name in forms:
                problems.append(f"{files[locale]}: `{name}` may always stand; do not name it among its forms")
    expect_none(problems)
