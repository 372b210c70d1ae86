"""What a translation does with names."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from diglot.diagnostics import Finding, Severity
from diglot.model import PageId, Source
from diglot.profiles import load_profiles
from diglot.rules.subject import Ground
from diglot.rules.terms.changed_name import find_changed_names
from diglot.rules.terms.lost_term import find_lost_terms
from diglot.rules.terms.mixed_names import find_mixed_names
from diglot.rules.terms.names import NAMES, Names
from diglot.settings import Settings
from diglot.survey import survey
from sites import unit, write

LOCALES = ("en-US", "nl-NL", "ar-SA", "ja-JP")
PROFILES = load_profiles(Path(), "en-US", LOCALES)


def names_of(text: str, locale: str = "nl-NL", project: Path | None = None) -> Names | None:
    """Returns what is gathered of a page."""
    profiles = PROFILES if project is None else load_profiles(project, "en-US", LOCALES)
    source = Source(PageId(locale, "a"), f"content/{locale}/a.md", text.encode())
    (found,) = survey(Settings(locales=LOCALES), [source], profiles=profiles)
    return next((msgspec.msgpack.decode(data, type=Names) for name, data in found.notes if name == NAMES.name), None)


def ground(locale: str) -> Ground:
    """Returns what the rules of a locale stand on."""
    return Ground("en-US", LOCALES, {name: PROFILES.of(name) for name in ("en-US", locale)}, {})


def changed(text: str, locale: str = "nl-NL") -> list[Finding]:
    """Returns what is found of the names on a page that is all of its locale."""
    names = names_of(text, locale)
    pages = {PageId(locale, "a"): names} if names else {}
    return [late.finding for late in find_changed_names(ground(locale), pages)]


@pytest.mark.parametrize(
    ("target", "source", "span", "severity"),
    [
        ("Open Jammer.", "Open Yammer.", "Jammer", None),
        ("Open **Krachtpunt** nu.", "Open **PowerPoint** now.", "Krachtpunt", None),
        ("[Macht](a.md) is nieuw.", "[Power BI](a.md) is new.", "Macht", None),
        ("Krachtpunt", "PowerPoint", "Krachtpunt", None),
        ("Ga naar Microsoft Vergaderen.", "Go to Microsoft Teams.", "Microsoft Vergaderen", None),
        ("Bij Microsoft Vergaderen hoort een map.", "Microsoft Teams has a folder.", "Microsoft", None),
        ("De map van SharePoint is vol.", "The SharePoint Online folder is full.", "SharePoint", Severity.INFO),
        ("De map is vol.", "The OneDrive folder is full.", "De map is vol.", Severity.INFO),
        ("Een visie.", "A Visio.", "Een visie.", Severity.INFO),
    ],
)
def test_place_of_a_changed_name(target: str, source: str, span: str, severity: Severity | None) -> None:
    """A finding points at what stands in place of the name, at what is left of it, or at the whole text."""
    text = unit(101, target, source)
    (found,) = changed(text)
    assert text[found.at.start : found.at.end] == span
    assert found.severity == severity


def test_machine_loses_names() -> None:
    """A person may leave a name out, a machine may not."""
    (found,) = changed(
        f"---\nms.translationtype: MT\n---\n\n{unit(101, 'De map is vol.', 'The OneDrive folder is full.')}"
    )
    assert found.severity == Severity.WARNING


@pytest.mark.parametrize(
    ("target", "source"),
    [
        ("Open one drive.", "Open OneDrive."),
        ("Open **One**Drive-mappen.", "Open the OneDrive folders."),
        ("Open\u00a0Power\u00a0BI.", "Open Power BI."),
        ("Open Teams.", "Open Microsoft Teams."),
        ("Skype voor Bedrijven", "Skype for Business"),
        ("De Azure AD-gebruiker", "The Azure Active Directory user"),
        ("Typ `start`.", "Type `start-OneDrive` or `OneDrive`."),
        ("Zie https://a.example/OneDrive.", "See https://a.example/OneDrive."),
        ("Zie [hier](OneDrive.md).", "See [here](OneDrive.md)."),
        ("Wij wisselen graag uit.", "We exchange and project, and the teams have access."),
        ("Start with the PowerShell folder of the user", "Start with the PowerShell folder of the user"),
        ("Begin with the new folder of the user", "Begin with the new folder of the user, says PowerShell"),
        ("", "Open OneDrive."),
    ],
)  # fmt: skip
def test_name_is_kept(target: str, source: str) -> None:
    """Marks, case, hyphens and blanks do not matter, nor do code, addresses and units that nobody has translated."""
    assert changed(unit(101, target, source)) == []


@pytest.mark.parametrize(
    ("target", "source"),
    [("Open Jammer.", "Open Yammer."), ("Ga naar Microsoft Vergaderen.", "Go to Microsoft Teams.")],
)
def test_fix_mends(target: str, source: str) -> None:
    """What the fix leaves behind has no finding, and the fix is one to look at."""
    text = unit(101, target, source)
    (found,) = changed(text)
    assert found.fix is not None
    assert not found.fix.safe
    (edit,) = found.fix.edits
    assert changed(text[: edit.at.start] + edit.text + text[edit.at.end :]) == []


def test_locale_shows_what_it_says_instead() -> None:
    """A word that most units without a name share stands in its place, with what is attached to it or without."""
    words = ["المزامنة", "الملفات", "المشاركة", "التخزين", "المجلدات"]
    units = [unit(101 + n, f"{word} في أندريف", f"Word {n} in OneDrive") for n, word in enumerate(words)]
    units += [unit(120, "الأجهزة وأندريف", "Devices and OneDrive")]
    names = names_of("\n\n".join(units), "ar-SA")
    assert names is not None
    assert len(names.lost) == 6
    pages = {PageId("ar-SA", "a"): names._replace(kept={"OneDrive": 90})}
    found = [late.finding for late in find_changed_names(ground("ar-SA"), pages)]
    text = "\n\n".join(units)
    assert {text[one.at.start : one.at.end] for one in found} == {"أندريف"}


@pytest.mark.parametrize(
    ("kept", "lost", "rules"),
    [
        (0, 1, {"changed-name"}),
        (0, 5, {"mixed-names"}),
        (4, 3, {"mixed-names"}),
        (18, 2, {"changed-name"}),
        (9, 0, set()),
    ],
)
def test_habit_of_a_locale(kept: int, lost: int, rules: set[str]) -> None:
    """A name is expected where the locale keeps it, or has hardly any; where it wavers, that is said once."""
    text = "\n\n".join([unit(101 + n, "Open.", "Open Workday.") for n in range(lost)] or ["Open."])
    names = names_of(text) or Names({}, (), {}, ())
    pages = {PageId("nl-NL", "a"): names._replace(kept={"Workday": kept})}
    found = [*find_changed_names(ground("nl-NL"), pages), *find_mixed_names(ground("nl-NL"), pages)]
    assert {late.finding.rule for late in found} == rules
    assert len(found) == (1 if rules == {"mixed-names"} else lost)


@pytest.mark.parametrize(("kept", "count"), [(6, 0), (7, 0), (12, 0), (14, 1)])
def test_lost_term(kept: int, count: int) -> None:
    """It takes a habit to miss a term that nobody has listed."""
    names = names_of(unit(101, "MVR is open.", "MFA is open."))
    assert names is not None
    pages = {PageId("nl-NL", "a"): names._replace(kept_acronyms={"MFA": kept})}
    assert len(list(find_lost_terms(ground("nl-NL"), pages))) == count


@pytest.mark.parametrize(
    ("source", "acronyms"),
    [
        ("Turn on MFA and AutoSave for the URLs.", {"MFA", "AutoSave", "URL"}),
        ("Single sign-on (SSO), OneDrive, A3, MS-AZR, Get-CsUser, $MFA, <NAME>, a/PATH and Visit us.", set()),
        ("EVERYTHING IS LOUD", set()),
    ],
)
def test_acronyms(source: str, acronyms: set[str]) -> None:
    """Acronyms and words with capitals inside are terms; codes, commands, listed names and loud words are not."""
    names = names_of(unit(101, source.lower(), source))
    assert (set(names.kept_acronyms) if names else set()) == acronyms


def test_project_lists_names_of_its_own(tmp_path: Path) -> None:
    """`terms.toml` of the source locale adds names, the one of a locale says what it calls them."""
    text = unit(101, "Open Blauwe Reiger.", "Open Blue Heron.")
    assert names_of(text) is None
    term = '[[term]]\nname = "Blue Heron"\nkind = "product"\n'
    names = names_of(text, project=write(tmp_path, {"locales/en-US/terms.toml": term}))
    assert names is not None
    assert [lost.name for lost in names.lost] == ["Blue Heron"]
    form = '[forms]\n"Blue Heron" = ["Blauwe Reiger"]\n'
    names = names_of(text, project=write(tmp_path, {"locales/nl-NL/terms.toml": form}))
    assert names is not None
    assert names.kept == {"Blue Heron": 1}
