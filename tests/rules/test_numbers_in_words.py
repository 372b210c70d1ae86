"""Dates, times of day, quarters and scales that languages say in their own way: what is the same, and what is not."""

from __future__ import annotations

from functools import cache

import pytest

from diglot.diagnostics import Diagnostic, Severity
from diglot.fixer import apply_fixes
from diglot.model import PageId, Source
from diglot.profile import Profiles
from diglot.profiles import load_profiles
from diglot.settings import Settings
from diglot.survey import survey
from sites import unit
from support import ROOT

LOCALES = sorted(path.parent.name for path in (ROOT / "locales").glob("*/profile.toml"))
ENGLISH = "en-US"

DATES = [
    ("de-DE", "Der Support endet am 14.10.2025.", "Support ends on October 14, 2025."),
    ("de-DE", "Der Support endet am 14.10.25.", "Support ends on October 14, 2025."),
    ("de-DE", "Das Büro ist am 24.12. geschlossen.", "The office is closed on Dec. 24."),
    ("de-DE", "ab 09.2027", "from Sept. 2027"),
    ("de-DE", "Am 3.9.2027 geht es los.", "It starts on the 3rd of September 2027."),
    ("he-IL", "התמיכה מסתיימת ב-14.10.2025.", "Support ends on October 14, 2025."),
    ("he-IL", "סגור ב-24.12.", "Closed on Dec. 24."),
    ("fr-FR", "Le support prend fin le 14/10/2025.", "Support ends on October 14, 2025."),
    ("nb-NO", "Støtten slutter 14.10.2025.", "Support ends on October 14, 2025."),
    ("lv-LV", "Atbalsts beidzas 14.10.2025.", "Support ends on October 14, 2025."),
]
OTHER_DATES = [
    ("de-DE", "Der Support endet am 14.11.2025.", "Support ends on October 14, 2025."),
    ("de-DE", "Der Support endet am 15.10.2025.", "Support ends on October 14, 2025."),
    ("he-IL", "התמיכה מסתיימת ב-14.11.2025.", "Support ends on October 14, 2025."),
    # `may` is no month here.
    ("de-DE", "Es darf 3.5 Seiten haben.", "It may have 3 pages."),
    # Only one of the digits differs, or none.
    ("de-DE", "Gültig bis 31. Mai 2027", "Valid until March 31, 2027"),
    ("fr-FR", "Valable jusqu'au 31 mai 2027", "Valid until March 31, 2027"),
    ("pt-BR", "Válido até 31 de maio de 2027", "Valid until March 31, 2027"),
    ("he-IL", "בתוקף עד 31 במאי 2027", "Valid until March 31, 2027"),
]
SAME_MONTHS = [
    ("de-DE", "Gültig bis 31. März 2027", "Valid until March 31, 2027"),
    ("pt-BR", "De 1 de março a 31 de maio de 2027", "From March 1 to May 31, 2027"),
    ("nl-NL", "Op 5 mei en op 5 maart", "On March 5 and May 5"),
    ("it-IT", "Può usare 5 file dal 3 marzo.", "You may use 5 files from March 3."),
    ("lv-LV", "2027. gada 31. martā", "March 31, 2027"),
    ("ar-SA", "صالح حتى 31 مارس 2027", "Valid until March 31, 2027"),
]
TIMES = [
    ("de-DE", "Um 14:30 geht es los.", "It starts at 2:30 p.m."),
    ("de-DE", "Um 14.30 Uhr geht es los.", "It starts at 2:30 p.m."),
    ("de-DE", "Um 14.00 Uhr geht es los.", "It starts at 2 p.m."),
    ("de-DE", "Um 14 Uhr geht es los.", "It starts at 2:00 PM."),
    ("de-DE", "9–17 Uhr", "9 AM–5 PM"),
    ("de-DE", "14 bis 16 Uhr", "2 to 4 p.m."),
    ("de-DE", "14–16 Uhr", "2–4 p.m."),
    ("de-DE", "0:30 Uhr", "12:30 a.m."),
    ("de-DE", "24 Uhr", "12 AM"),
    ("de-DE", "15 Uhr", "3 in the afternoon"),
    ("da-DK", "kl. 14.30", "2:30 p.m."),
    ("fr-FR", "à 18h30", "at 6:30 p.m."),
    ("fr-FR", "à 18h", "at 6 p.m."),
    ("fr-FR", "à 14 h 30", "at 2:30 p.m."),
    ("ja-JP", "14 時 30 分", "2:30 p.m."),
    # The other way round.
    ("es-ES", "a las 2:30 p. m.", "at 14:30"),
    ("es-ES", "a las 2 de la tarde", "at 14:00"),
    ("fr-FR", "à 2 h de l’après-midi", "at 14:00"),
    ("ar-SA", "الساعة 2:30 مساءً", "at 14:30"),
    ("he-IL", 'בשעה 2:30 אחה"צ', "at 14:30"),
    ("ja-JP", "午後 2 時 30 分", "14:30"),
    ("zh-CN", "下午 2:30", "14:30"),
]
OTHER_TIMES = [
    ("de-DE", "Um 15:30 geht es los.", "It starts at 2:30 p.m."),
    ("de-DE", "Um 14:30 geht es los.", "It starts at 2:30 a.m."),
    ("de-DE", "Um 14:45 geht es los.", "It starts at 2:30 p.m."),
    ("de-DE", "9–18 Uhr", "9 AM–5 PM"),
    ("de-DE", "21–17 Uhr", "9 AM–5 PM"),
    ("fr-FR", "à 19h30", "at 6:30 p.m."),
    ("ja-JP", "午後 3 時 30 分", "14:30"),
    ("zh-CN", "上午 2:30", "14:30"),
    ("de-DE", "14 Blätter", "2 sheets"),
]
QUARTERS = [
    ("fr-FR", "Au troisième trimestre 2026", "In Q3 2026"),
    ("fr-FR", "Au T3 2026", "In Q3 2026"),
    ("fr-FR", "Au 3e trimestre 2026", "In Q3 2026"),
    ("es-ES", "En el tercer trimestre de 2026", "In Q3 2026"),
    ("es-ES", "En el T3 de 2026", "In Q3 2026"),
    ("es-ES", "En el 3T de 2026", "In Q3 2026"),
    ("it-IT", "Nel terzo trimestre 2026", "In Q3 2026"),
    ("it-IT", "Nel T3 2026", "In Q3 2026"),
    ("pt-BR", "No terceiro trimestre de 2026", "In Q3 2026"),
    ("zh-CN", "2026 年第三季度", "In Q3 2026"),
    ("zh-CN", "2026 年第 3 季度", "In Q3 2026"),
    ("zh-CN", "2026年三季度", "In Q3 2026"),
    ("ja-JP", "2026 年第 3 四半期", "In Q3 2026"),
    ("he-IL", "ברבעון השלישי של 2026", "In Q3 2026"),
    ("ar-SA", "في الربع الثالث من 2026", "In Q3 2026"),
    ("de-DE", "Im dritten Quartal 2026", "In Q3 2026"),
    ("da-DK", "I 3. kvartal 2026", "In Q3 2026"),
    ("nl-NL", "In het derde kwartaal van 2026", "In Q3 2026"),
    ("lv-LV", "2026. gada trešajā ceturksnī", "In Q3 2026"),
    ("fr-FR", "Au T3 2026", "In the third quarter of 2026"),
    ("de-DE", "Im Q3 2026", "In the third quarter of 2026"),
    ("de-DE", "Im Geschäftsjahr 2026", "In FY26"),
    ("de-DE", "Im GJ26", "In FY26"),
    ("de-DE", "Im Geschäftsjahr 26", "In FY2026"),
    ("fr-FR", "Pour l'exercice 2026", "In FY26"),
]
OTHER_QUARTERS = [
    ("fr-FR", "Au deuxième trimestre 2026", "In Q3 2026"),
    ("fr-FR", "Au T2 2026", "In Q3 2026"),
    ("zh-CN", "2026 年第二季度", "In Q3 2026"),
    ("he-IL", "ברבעון השני של 2026", "In Q3 2026"),
    ("de-DE", "Im zweiten Quartal 2026", "In Q3 2026"),
    ("fr-FR", "Le trimestre 2026", "In Q3 2026"),
    ("de-DE", "Im Geschäftsjahr 2027", "In FY26"),
    # No quarters: plans.
    ("fr-FR", "Une licence T3", "An E3 license"),
]
SCALES = [
    ("de-DE", "2 Milliarden Benutzer", "2 billion users"),
    ("de-DE", "2 Mrd. Benutzer", "2 billion users"),
    ("de-DE", "2.000 Millionen Benutzer", "2 billion users"),
    ("de-DE", "2 bis 3 Millionen Benutzer", "2 million to 3 million users"),
    ("de-DE", "zwei Milliarden Benutzer und 2 Millionen Apps", "2 billion users and 2 million apps"),
    ("de-DE", "300.000 Benutzer", "300K users"),
    ("de-DE", "300 tausend Benutzer", "300K users"),
    ("de-DE", "64 KB große Blöcke", "64K blocks"),
    ("de-DE", "ein 5 Meter langes Kabel", "a 5M cable"),
    ("de-DE", "Plan 401(k)", "a 401K plan"),
    ("es-ES", "2 mil millones de usuarios", "2 billion users"),
    ("es-ES", "2000 millones de usuarios", "2 billion users"),
    ("pt-BR", "2 mil milhões de usuários", "2 billion users"),
    ("pt-BR", "2 bilhões de usuários", "2 billion users"),
    ("it-IT", "2 miliardi di utenti", "2 billion users"),
    ("zh-CN", "20 亿用户", "2 billion users"),
    ("ja-JP", "20 億人のユーザー", "2 billion users"),
    ("ja-JP", "64 キロバイトのブロック", "64K blocks"),
    ("he-IL", "2 מיליארד משתמשים", "2 billion users"),
    ("ar-SA", "كتل 64 كيلوبايت", "64K blocks"),
    ("da-DK", "300 tusinde brugere", "300K users"),
]
OTHER_SCALES = [
    ("de-DE", "2 Millionen Benutzer", "2 billion users"),
    ("de-DE", "2 Billionen Benutzer", "2 billion users"),
    ("de-DE", "1,5 Milliarden Benutzer", "1.5 million users"),
    ("de-DE", "300 Benutzer", "300K users"),
    ("fr-FR", "2 millions d'utilisateurs", "2 billion users"),
    ("it-IT", "2 milioni di utenti", "2 billion users"),
    ("pt-BR", "2 mil usuários", "2 billion users"),
    ("he-IL", "2 מיליון משתמשים", "2 billion users"),
    ("zh-CN", "2 亿用户", "2 billion users"),
    ("ar-SA", "أكثر من 100 علبة بريد", "more than 100K mailboxes"),
]


@cache
def _profiles() -> Profiles:
    return load_profiles(ROOT, ENGLISH, LOCALES)


def found_in(locale: str, data: bytes) -> tuple[Diagnostic, ...]:
    """Returns what the rules on numbers and codes say of a page."""
    (surveyed,) = survey(Settings(), [Source(PageId(locale, "mast"), "mast.md", data)], profiles=_profiles())
    assert not surveyed.failures
    return tuple(found for found in surveyed.diagnostics if found.code in {"ACC302", "ACC304"})


def messages_in(locale: str, target: str, source: str) -> list[str]:
    """Returns what these rules say of a unit."""
    return [f"{found.code} {found.message}" for found in found_in(locale, _page(target, source))]


def _page(target: str, source: str) -> bytes:
    return f"{unit(103, target, source)}\n".encode()


@pytest.mark.parametrize(("locale", "target", "source"), DATES + SAME_MONTHS + TIMES + QUARTERS + SCALES)
def test_same(locale: str, target: str, source: str) -> None:
    """Another way to say it is no fault."""
    assert messages_in(locale, target, source) == []


@pytest.mark.parametrize(("locale", "target", "source"), OTHER_DATES + OTHER_TIMES + OTHER_SCALES)
def test_other_number(locale: str, target: str, source: str) -> None:
    """What is worth something else is found, once."""
    found = messages_in(locale, target, source)
    assert len(found) == 1, found
    assert found[0].startswith("ACC302 ")


@pytest.mark.parametrize(("locale", "target", "source"), OTHER_QUARTERS)
def test_other_quarter(locale: str, target: str, source: str) -> None:
    """Another quarter, and another year, is found."""
    assert any(message.startswith("ACC304 ") for message in messages_in(locale, target, source))


def test_quarter_is_mended_in_its_language() -> None:
    """The fix writes what French calls it, and touches no quarter that is right."""
    data = _page("Du T1 au T2 2026", "From Q1 to Q3 2026")
    (found,) = found_in("fr-FR", data)
    assert found.message == "`T2` is not in the source; did you mean `T3`"
    assert apply_fixes(data, [found]).data == _page("Du T1 au T3 2026", "From Q1 to Q3 2026")


def test_words_that_differ_are_named() -> None:
    """A scale and a month are shown as they are written on either side."""
    (scale,) = found_in("de-DE", _page("Für 2 Millionen", "For 2 billion"))
    assert scale.message == "`2 Millionen` is not in the source; did you mean `2 billion`"
    assert scale.severity is Severity.ERROR
    (month,) = found_in("de-DE", _page("Am 31. Mai 2027", "On March 31, 2027"))
    assert month.message == "`Mai` is not in the source; did you mean `March`"
    assert month.severity is Severity.WARNING


@pytest.mark.parametrize(
    "text",
    [
        "2 p.m. " * 4_000,
        "2 " * 8_000,
        "March 31, " * 4_000,
        "Q3 quarter " * 3_000,
        "第三季度" * 5_000,
        "2 billion " * 3_000,
        "2 K K " * 3_000,
        "1 " + "a" * 60_000,
        "14.10.25 " * 3_000,
    ],
)
@pytest.mark.parametrize("locale", ["he-IL", "zh-CN"])
def test_hostile_text(locale: str, text: str) -> None:
    """Text that is all numbers is read as well, in time that grows as it does."""
    messages_in(locale, text, "2 billion in Q2 on May 31 at 3 p.m.")
    messages_in(locale, "2 Millionen in T2 am 31. Mai", text)
