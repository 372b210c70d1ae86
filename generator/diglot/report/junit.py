"""The report as JUnit XML: a suite per locale, a test per file, so that any CI shows which pages fail.

Findings that the baseline knows, and those that are no errors, do not fail a test; they stand in its output.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from diglot.diagnostics import Diagnostic, Severity
from diglot.quality import Report

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PROJECT = "project"
"""The suite of files that belong to no locale."""


def junit(report: Report, fails: Severity = Severity.ERROR) -> bytes:
    """Returns the report as an XML document; new findings of at least the severity `fails` fail their file's test."""
    suites = etree.Element("testsuites", name="diglot")
    for locale, files in _files(report).items():
        name = locale or PROJECT
        suite = etree.SubElement(suites, "testsuite", name=_text(name))
        for path, found in files.items():
            _case(suite, name, path, found, fails)
        if not locale and report.failures:
            case = etree.SubElement(suite, "testcase", classname=name, name="rules")
            etree.SubElement(case, "error", type="failure", message="rules failed").text = _text(
                "\n".join(report.failures)
            )
        if not locale and report.notes:
            etree.SubElement(suite, "system-out").text = _text("\n".join(report.notes))
        _count(suite, [suite])
    _count(suites, suites)
    return bytes(etree.tostring(suites, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _files(report: Report) -> dict[str, dict[str, list[Diagnostic]]]:
    """Returns what was found in each file of each locale; files without findings have an empty list."""
    files: dict[str, dict[str, list[Diagnostic]]] = {
        locale: {} for locale in ("", *(quality.locale for quality in report.locales))
    }
    for page in report.pages:
        files.setdefault(page.locale, {})[page.file] = []
    for found in report.diagnostics:
        files.setdefault(found.locale, {}).setdefault(found.at.path, []).append(found)
    return files


def _case(suite: etree._Element, locale: str, path: str, found: list[Diagnostic], fails: Severity) -> None:
    case = etree.SubElement(suite, "testcase", classname=_text(locale), name=_text(path))
    failing = [one for one in found if one.severity >= fails and not one.known]
    others = [one for one in found if one.severity < fails or one.known]
    if failing:
        worst = max(failing, key=lambda one: one.severity)
        more = f" (and {len(failing) - 1:,} more)" if len(failing) > 1 else ""
        message = _text(f"{worst.code} {worst.message}{more}")
        failure = etree.SubElement(case, "failure", type=worst.severity.word, message=message)
        failure.text = _text("\n".join(map(_line, failing)))
    if others:
        etree.SubElement(case, "system-out").text = _text("\n".join(map(_line, others)))


def _line(found: Diagnostic) -> str:
    """Returns a finding on one line, and below it the texts of its unit."""
    known = " (known)" if found.known else ""
    place = f"{found.at.path}:{found.at.line}:{found.at.column}"
    texts = [f"    {name}: {text}" for name, text in (("source", found.source), ("target", found.target)) if text]
    return "\n".join([f"{place} {found.severity.word}{known} {found.code} {found.message} [{found.name}]", *texts])


def _count(element: etree._Element, suites: Iterable[etree._Element]) -> None:
    """Writes how many tests there are in `suites`, and how many of them fail or could not run."""
    cases = [case for suite in suites for case in suite.iter("testcase")]
    element.set("tests", str(len(cases)))
    element.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    element.set("errors", str(sum(case.find("error") is not None for case in cases)))


def _text(text: str) -> str:
    """Returns `text` without what XML cannot hold: halves of characters are replaced, control characters left out."""
    return _NOT_XML.sub(lambda match: "\ufffd" if "\ud800" <= match[0] <= "\udfff" else "", text)
