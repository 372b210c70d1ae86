"""The report of a check as one HTML file that needs no server: figures, plots, worst articles, every finding.

What it looks like is in `assets/`. All that comes from articles is data in it: escaped, or JSON that a script turns
into text. A policy in its head lets the browser use its own style and script and nothing else.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple
from urllib.parse import quote

from jinja2 import DictLoader, Environment, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from diglot.diagnostics import Severity
from diglot.i18n import language_name
from diglot.quality import LocaleQuality, Report
from diglot.report.findings import RuleCount, Shown, direction, fit, payload, rules_of, show, worst
from diglot.report.places import Change, Passage
from diglot.report.plots import FAMILIES, STEPS, heat, plots, rate, rounded
from diglot.rule_pages import rule_page
from diglot.rules.registry import BY_CODE

_STATIC_FINDINGS, _STATIC_PAGES = 200, 100
"""How many a reader without scripts sees."""
_BLANK = Shown(
    *("", "", "error", True, "und", "", 0, 0, " ", "", Passage(" ", 0, 1), Passage(" ", 0, 1), Passage(" ", 0, 1)),
    Change("", True, Passage(" ", 0, 1), Passage(" ", 0, 1)),
)
"""A finding with all parts that one may have: the script fills them, or takes them away."""


class Total(NamedTuple):
    """How many findings there are of a severity."""

    severity: str
    found: int
    new: int


class RuleNote(NamedTuple):
    """A rule in the list that closes the report."""

    code: str
    name: str
    found: int
    summary: str
    prose: Markup
    """The page of the rule up to its examples."""


def report_html(report: Report, title: str, day: str = "") -> Iterator[str]:
    """Yields the page, called `title`; `day` says when, and is left out where it is empty."""
    found = [show(diagnostic) for diagnostic in report.diagnostics]
    pages = worst(report.pages)
    style, script = Markup(_asset("report.css")), Markup(_asset("report.js"))
    yield from _environment().get_template("report.html.j2").generate(
        title=title,
        day=day,
        report=report,
        style=style,
        script=script,
        style_digest=_digest(style),
        script_digest=_digest(script),
        totals=_totals(report),
        plots=plots(report),
        heat=heat(report),
        steps=STEPS,
        locales=[(locale, _defects(locale)) for locale in report.locales],
        absent=Counter(locale for locale, _ in report.absent),
        pages=pages[:_STATIC_PAGES],
        page_count=len(pages),
        findings=found[:_STATIC_FINDINGS],
        blank=_BLANK,
        rules=[_note(rule) for rule in rules_of(report.diagnostics)],
        families=FAMILIES,
        data=Markup(payload(report, found, pages)),
    )  # fmt: skip


def _asset(name: str) -> str:
    return (files("diglot.report") / "assets" / name).read_text("utf-8")


def _digest(text: str) -> str:
    """Returns how a content security policy calls an inline style or script."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _environment() -> Environment:
    environment = Environment(
        loader=DictLoader({"report.html.j2": _asset("report.html.j2")}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: fit(value) if type(value) is str else value,
    )
    environment.filters |= {"address": _address, "direction": direction, "rounded": rounded, "quoted": _quoted}
    environment.globals |= {"language_name": language_name}
    return environment


def _address(text: str) -> str:
    """Returns text as a value in the address of a view."""
    return quote(fit(text))


def _totals(report: Report) -> list[Total]:
    counts = Counter(found.severity for found in report.diagnostics)
    new = Counter(found.severity for found in report.diagnostics if not found.known)
    return [Total(level.word, counts[level], new[level]) for level in sorted(Severity, reverse=True)]


def _defects(locale: LocaleQuality) -> tuple[int, int, int, float]:
    """Returns errors, warnings, infos of a locale, and the first two per 1,000 words."""
    errors = sum(errors for _, errors, _, _ in locale.families)
    warnings = sum(warnings for _, _, warnings, _ in locale.families)
    infos = sum(infos for _, _, _, infos in locale.families)
    return errors, warnings, infos, rate(errors + warnings, locale.source_words)


def _quoted(message: str) -> Iterator[tuple[str, bool]]:
    """Yields the parts of a message, and whether each is the reader's own text, which stands in backticks."""
    parts = message.split("`")
    if len(parts) % 2 == 0:
        parts[-2:] = ["`".join(parts[-2:])]
    yield from ((part, bool(number % 2)) for number, part in enumerate(parts) if part)


def _note(rule: RuleCount) -> RuleNote:
    known = BY_CODE.get(rule.code)
    return RuleNote(*rule, known.summary if known else "", _prose(rule_page(known)) if known else Markup())


def _prose(page: str) -> Markup:
    """Returns the page of a rule up to its examples as HTML, its headings below that of the rule."""
    markdown = MarkdownIt("commonmark", {"html": False})
    tokens = markdown.parse(page.partition("\n## Examples")[0].partition("\n")[2])
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3"
    return Markup(markdown.renderer.render(tokens, markdown.options, {}))
