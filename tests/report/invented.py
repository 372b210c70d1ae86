"""A report of a site that never was: seven locales, as many findings as a test wants, sentences in several scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import NamedTuple

from diglot.diagnostics import Diagnostic, PlacedEdit, PlacedFix, Severity
from diglot.model import Location, Span
from diglot.quality import LocaleQuality, PageQuality, Report

SOURCE = "en-US"
SENTENCES: dict[str, tuple[str, ...]] = {
    "en-US": (
        "The lamp turns once in 240 seconds.",
        "Tie the boat to **the iron ring** before the tide comes in.",
        "Ask the keeper of Harbour Control whether the stairs are dry.",
        "A new chart is printed every spring, and the old one is kept in the drawer below the window.",
        "Do not paint the bell.",
        "Salt makes the hinges of the door stiff, so oil them twice a year.",
    ),
    "nl-NL": (
        "De lamp draait in 240 seconden één keer rond.",
        "Leg de boot vast aan **de ijzeren ring** voordat het vloed wordt.",
        "Vraag de wachter van Harbour Control of de trap droog is.",
        "Elk voorjaar wordt een nieuwe kaart gedrukt, en de oude blijft in de la onder het raam.",
        "Verf de klok niet.",
        "Door het zout gaan de scharnieren van de deur stroef, dus olie ze twee keer per jaar.",
    ),
    "da-DK": (
        "Lampen drejer en gang på 240 sekunder.",
        "Bind båden til **jernringen**, før vandet stiger.",
        "Spørg vagten hos Harbour Control, om trappen er tør.",
        "Hvert forår trykkes et nyt kort, og det gamle bliver i skuffen under vinduet.",
        "Mal ikke klokken.",
        "Saltet gør dørens hængsler stive, så smør dem to gange om året.",
    ),
    "nb-NO": (
        "Lampen går rundt én gang på 240 sekunder.",
        "Fest båten til **jernringen** før tidevannet kommer.",
        "Spør vakten hos Harbour Control om trappen er tørr.",
        "Hver vår trykkes et nytt kart, og det gamle ligger i skuffen under vinduet.",
        "Ikke mal klokken.",
        "Saltet gjør hengslene på døren stive, så olje dem to ganger i året.",
    ),
    "lv-LV": (
        "Lampa apgriežas reizi 240 sekundēs.",
        "Piesieniet laivu pie **dzelzs gredzena**, pirms sākas paisums.",
        "Pajautājiet Harbour Control sargam, vai kāpnes ir sausas.",
        "Katru pavasari tiek drukāta jauna karte, bet vecā paliek atvilktnē zem loga.",
        "Nekrāsojiet zvanu.",
        "Sāls padara durvju eņģes stīvas, tāpēc ieeļļojiet tās divreiz gadā.",
    ),
    "ar-SA": (
        "يدور المصباح مرة كل 240 ثانية.",
        "اربط القارب في **الحلقة الحديدية** قبل أن يرتفع المد.",
        "اسأل حارس Harbour Control عما إذا كان الدرج جافًا.",
        "تُطبع خريطة جديدة كل ربيع، وتبقى القديمة في الدرج أسفل النافذة.",
        "لا تطلِ الجرس.",
        "يجعل الملح مفصلات الباب صلبة، لذا زيّتها مرتين في السنة.",
    ),
    "ja-JP": (
        "ランプは 240 秒で一回転します。",
        "潮が満ちる前に、船を**鉄の輪**につないでください。",
        "階段が乾いているかどうか、Harbour Control の番人に尋ねてください。",
        "毎年春に新しい海図が印刷され、古い海図は窓の下の引き出しに残ります。",
        "鐘を塗らないでください。",
        "塩で扉の蝶番が固くなるので、年に二回、油を差してください。",
    ),
}
FOLDERS = ("lamps", "tides", "boats/small", "boats/large", "bells", "charts/coast", "stairs")
WORDS = ("anchor", "keel", "lantern", "mooring", "pilot", "quay", "rope", "sail", "signal", "winch")


class Broken(NamedTuple):
    """A sentence with something wrong in it."""

    text: str
    start: int
    end: int
    message: str
    instead: str | None = None
    """What a fix writes there."""


Break = Callable[[str, str], Broken | None]


def double_space(target: str, source: str) -> Broken | None:
    """Two blanks."""
    at = target.find(" ")
    if at < 0:
        return None
    text = target[:at] + " " + target[at:]
    return Broken(text, at, at + 2, "there are two blanks in a row; keep one", " ")


def zero_width(target: str, source: str) -> Broken | None:
    """A blank without width."""
    at = len(target) // 2
    return Broken(f"{target[:at]}\u200b{target[at:]}", at, at + 1, "`U+200B` cannot be seen; remove it", "")


def missing_target(target: str, source: str) -> Broken | None:
    """A link to nothing."""
    text = f"{target} […](../lost/keel.md)"
    at = text.index("../")
    return Broken(text, at, len(text) - 1, "`../lost/keel.md` does not exist; write the path of a file that does")


def emphasis(target: str, source: str) -> Broken | None:
    """Marks of bold text that show."""
    at = target.find("**")
    if at < 0:
        return None
    end = target.index("**", at + 2) + 2
    text = f"{target[:at]}** {target[at + 2 :]}"
    return Broken(text, at, end + 1, f"`{text[at : end + 1]}` is not bold; remove the blank", target[at:end])


def number(target: str, source: str) -> Broken | None:
    """Another number."""
    at = target.find("240")
    return None if at < 0 else Broken(target.replace("240", "420"), at, at + 3, "`420` stands for `240`; write `240`")


def product(target: str, source: str) -> Broken | None:
    """A name that was translated."""
    at = target.find("Harbour Control")
    if at < 0:
        return None
    text = target.replace("Harbour Control", "Havn-Control")
    return Broken(text, at, at + 12, "`Havn-Control` is not the name; write `Harbour Control`", "Harbour Control")


def untranslated(target: str, source: str) -> Broken | None:
    """The source again."""
    return Broken(source, 0, len(source), "this is still the source text; translate it")


def empty(target: str, source: str) -> Broken | None:
    """Nothing."""
    return Broken("", 0, 0, "the unit has no translation; write one")


def mojibake(target: str, source: str) -> Broken | None:
    """A letter in the wrong encoding."""
    at = next((at for at, char in enumerate(target) if 0xBF < ord(char) < 0x180), -1)
    if at < 0:
        return None
    wrong = target[at].encode().decode("latin-1")
    text = target[:at] + wrong + target[at + 1 :]
    return Broken(text, at, at + 2, f"`{wrong}` was decoded wrongly; write `{target[at]}`", target[at])


def missing_space(target: str, source: str) -> Broken | None:
    """No blank before bold text."""
    at = target.find(" **")
    if at < 0:
        return None
    text = target[:at] + target[at + 1 :]
    return Broken(text, at, at, "there is no blank before `**`; put one there", " ")


def inconsistent(target: str, source: str) -> Broken | None:
    """One sentence, two translations."""
    return Broken(target, 0, len(target), f"`{source}` is translated in 3 ways; keep one of them")


class Case(NamedTuple):
    """A rule and how to break it."""

    code: str
    name: str
    severity: Severity
    weight: int
    broken: Break


CASES = (
    Case("TYP701", "double-space", Severity.WARNING, 22, double_space),
    Case("LNK205", "missing-target", Severity.ERROR, 12, missing_target),
    Case("TRM501", "changed-name", Severity.ERROR, 9, product),
    Case("MRK104", "visible-emphasis", Severity.ERROR, 8, emphasis),
    Case("MRK108", "missing-space", Severity.WARNING, 8, missing_space),
    Case("CON901", "inconsistent-translation", Severity.INFO, 8, inconsistent),
    Case("ACC302", "changed-number", Severity.ERROR, 5, number),
    Case("LNG401", "untranslated-unit", Severity.ERROR, 5, untranslated),
    Case("CHR602", "stray-character", Severity.ERROR, 4, zero_width),
    Case("CHR601", "mojibake", Severity.ERROR, 3, mojibake),
    Case("SEG002", "empty-target", Severity.ERROR, 2, empty),
)
FRONT_MATTER = (
    Case("STA951", "behind-source", Severity.WARNING, 6, empty),
    Case("FMT802", "unknown-metadata", Severity.ERROR, 2, empty),
)
FAMILIES = ("SEG", "MRK", "LNK", "ACC", "LNG", "TRM", "CHR", "TYP", "FMT", "CON", "STA")


class Article(NamedTuple):
    """A page to find something on."""

    locale: str
    path: str
    type: str
    handoff: str
    freshness: str
    units: int

    @property
    def file(self) -> str:
        """Where it is."""
        return f"content/{self.locale}/{self.path}.md"


def in_unit(article: Article, case: Case, broken: Broken, source: str, line: int) -> Diagnostic:
    """Returns a finding in a unit on a line of its own, as it would be written in the file."""
    unit = str(100 + line)
    opening = f'<span data-ttu-id="7be0c-{unit}">'
    rest = f'</span><span class="sxs-lookup"><span data-stu-id="7be0c-{unit}">{source}</span></span>'
    text = f"- {opening}{broken.text}{rest}"
    lead = 2 + len(opening)
    start, end = lead + broken.start, lead + broken.end
    if not broken.text:
        start, end = 2, len(text)
    offset = line * 400
    first, last = (offset + len(text[:place].encode()) for place in (start, end))
    at = Location(article.file, line, start + 1, line, end + 1, first, last)
    fix = None
    if broken.instead is not None:
        title = f"Write `{broken.instead}`" if broken.instead.strip() else "Mend the blanks"
        fix = PlacedFix(title, case.severity is Severity.WARNING, (PlacedEdit(first, last, broken.instead),))
    found = diagnostic(article, case, at, broken.message, text, unit, broken.text, source, fix)
    return replace(found, within=Span(broken.start, broken.end) if broken.text else None)


def in_front_matter(article: Article, case: Case) -> Diagnostic:
    """Returns a finding without a unit."""
    if case.code == "STA951":
        text, message = f"ms.lasthandoff: {article.handoff}", f"`{article.handoff}` is before the newest source"
        at = Location(article.file, 5, 17, 5, len(text) + 1, 96, 80 + len(text))
        return diagnostic(article, case, at, f"{message}; translate it again", text)
    text, message = f"ms.contentlocal: {article.locale}", "`ms.contentlocal` is no key; write `ms.contentlocale`"
    at = Location(article.file, 4, 1, 4, 16, 60, 75)
    fix = PlacedFix("Write `ms.contentlocale`", True, (PlacedEdit(60, 75, "ms.contentlocale"),))
    return diagnostic(article, case, at, message, text, fix=fix)


def diagnostic(
    article: Article,
    case: Case,
    at: Location,
    message: str,
    line: str,
    unit: str | None = None,
    target: str = "",
    source: str = "",
    fix: PlacedFix | None = None,
) -> Diagnostic:
    """Returns a finding on a page."""
    return Diagnostic(
        case.code,
        case.name,
        case.severity,
        at,
        message,
        article.locale,
        unit,
        excerpt=(line,),
        page=article.path,
        target=target,
        source=source,
        fix=fix,
        fingerprint=f"{case.code}-{at.path}-{at.line}",
    )


def articles(random: Random, count: int) -> Iterator[Article]:
    """Yields pages of all locales; each locale lacks some."""
    paths = [f"{random.choice(FOLDERS)}/{random.choice(WORDS)}-{number:03}" for number in range(count)]
    for place, locale in enumerate(SENTENCES):
        for path in paths:
            if locale == SOURCE:
                yield Article(locale, path, "", "", "", random.randint(8, 90))
            elif random.random() > place * 0.06:
                machine = random.random() < 0.4 + place * 0.08
                freshness = random.choices(("current", "behind", "unknown", "orphan"), (60 - place * 6, 25, 10, 3))[0]
                handoff = f"20{random.randint(18, 24)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
                translation = "MT" if machine else random.choices(("HT", "PE", ""), (8, 1, 1))[0]
                yield Article(locale, path, translation, handoff, freshness, random.randint(8, 90))


def diagnostics(random: Random, pages: Sequence[Article], count: int) -> Iterator[Diagnostic]:
    """Yields findings; some pages have many of them, and a third of all is known."""
    cases = [*CASES, *FRONT_MATTER]
    translated = [page for page in pages if page.locale != SOURCE]
    weights = [random.paretovariate(1.1) for _ in translated]
    while count:
        (article,) = random.choices(translated, weights)
        (case,) = random.choices(cases, [case.weight for case in cases])
        which = random.randrange(len(SENTENCES[SOURCE]))
        source = SENTENCES[SOURCE][which]
        if case in FRONT_MATTER:
            found = in_front_matter(article, case)
        elif broken := case.broken(SENTENCES[article.locale][which], source):
            found = in_unit(article, case, broken, source, random.randint(9, 400))
        else:
            continue
        count -= 1
        yield found


def quality(article: Article, counts: Counter[tuple[str, Severity]]) -> PageQuality:
    """Returns a page in figures."""
    figures = (counts[article.file, severity] for severity in sorted(Severity, reverse=True))
    title = SENTENCES[article.locale][len(article.path) % 6].strip(".。")
    given = (article.type, article.handoff, article.freshness, article.units, article.units // 30)
    return PageQuality(article.locale, article.path, article.file, title, *given, article.units * 13, *figures)


def locale_quality(locale: str, total: int, pages: Sequence[PageQuality], found: Sequence[Diagnostic]) -> LocaleQuality:
    """Returns a locale in figures."""
    counts = Counter((item.code[:3], item.severity) for item in found if item.locale == locale)
    types = Counter(page.translation_type for page in pages).most_common()
    fresh = Counter(page.freshness for page in pages)
    return LocaleQuality(
        locale,
        total,
        len(pages),
        sum(page.units for page in pages),
        sum(page.untranslated for page in pages),
        sum(page.source_words for page in pages),
        tuple(types),
        tuple((name, fresh[name]) for name in ("current", "behind", "unknown", "orphan")),
        tuple((family, *(counts[family, level] for level in sorted(Severity, reverse=True))) for family in FAMILIES),
    )


def invented_report(
    findings: int = 3000, articles_count: int = 260, locales: Sequence[str] = tuple(SENTENCES)
) -> Report:
    """Returns a report with so many findings, the same each time."""
    random = Random(11)
    written = [article for article in articles(random, articles_count) if article.locale in locales]
    found = sorted(diagnostics(random, written, findings), key=lambda item: item.order)
    known = random.sample(range(len(found)), len(found) // 3)
    marked = set(known)
    found = [mark_known(item) if number in marked else item for number, item in enumerate(found)]
    counts = Counter((item.at.path, item.severity) for item in found)
    pages = [quality(article, counts) for article in written]
    return Report(
        tuple(found),
        tuple(
            locale_quality(locale, articles_count, [page for page in pages if page.locale == locale], found)
            for locale in locales
        ),
        tuple(pages),
        SOURCE,
        suppressed=17,
        absent=(("nl-NL", "a1"), ("nl-NL", "a2"), ("ja-JP", "a3")),
        notes=("`lv-LV` has no profile, so rules on its typography did not run",),
    )


def mark_known(found: Diagnostic) -> Diagnostic:
    """Returns the finding as one that the baseline has."""
    return replace(found, known=True)
