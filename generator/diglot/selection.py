"""Which findings are reported, and how much they weigh: by rule and by file. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from fnmatch import translate
from functools import cache, lru_cache
from re import Pattern
from re import compile as pattern
from typing import NamedTuple

from diglot.diagnostics import Diagnostic, Severity

OFF = "off"


class PathSelection(NamedTuple):
    """What is different in some files."""

    files: tuple[str, ...]
    """Patterns of paths relative to the project; `*` also takes `/`."""
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()


class Selection(NamedTuple):
    """What is reported. Rules are named by name, code or family."""

    select: tuple[str, ...] = ()
    """Nothing else is reported; empty means everything."""
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    """(rule, `error` | `warning` | `info` | `off`); the last one wins."""
    paths: tuple[PathSelection, ...] = ()
    files: frozenset[str] | None = None
    """Paths relative to the project: only what is found in these; None means in all."""
    locales: frozenset[str] | None = None
    """Only what is found in these, and in files of no locale; None means in all."""


def known_rule(name: str) -> str:
    """Returns `name` if a rule or a family of rules is called so; raises `LookupError` with the nearest one if not."""
    known = _known()
    if name in known:
        return name
    near = get_close_matches(name, known, 1) or get_close_matches(name.upper(), known, 1)
    hint = f"did you mean `{near[0]}`" if near else "`diglot explain --all` lists them"
    raise LookupError(f"there is no rule `{name}`; {hint}")


@cache
def _known() -> frozenset[str]:
    # All rules are only imported where somebody names one.
    from diglot.rules.registry import RULES

    return frozenset(name for rule in RULES for name in (rule.name, rule.code, rule.family))


def choose(selection: Selection, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yields those of `diagnostics` that are to be reported, with the weight that they are to have."""
    for found in diagnostics:
        if selection.files is not None and found.at.path not in selection.files:
            continue
        if selection.locales is not None and found.locale and found.locale not in selection.locales:
            continue
        if selection.select and not _names(selection.select, found):
            continue
        weight = _weight(selection, found)
        if weight == OFF:
            continue
        severity = Severity[weight.upper()] if weight else found.severity
        yield found if severity is found.severity else replace(found, severity=severity)


def _weight(selection: Selection, found: Diagnostic) -> str:
    """Returns how much a finding is to weigh; empty where nothing was said."""
    weight = OFF if _names(selection.ignore, found) else _last(selection.severity, found)
    for entry in selection.paths:
        if any(_matcher(files).match(found.at.path) for files in entry.files):
            said = OFF if _names(entry.ignore, found) else _last(entry.severity, found)
            weight = said or weight
    return weight


def _last(severity: tuple[tuple[str, str], ...], found: Diagnostic) -> str:
    return next((level for name, level in reversed(severity) if _names((name,), found)), "")


def _names(rules: tuple[str, ...], found: Diagnostic) -> bool:
    return bool(rules) and (found.name in rules or found.code in rules or found.code[:3] in rules)


@lru_cache(maxsize=256)
def _matcher(files: str) -> Pattern[str]:
    return pattern(translate(files.replace("**", "*")))
