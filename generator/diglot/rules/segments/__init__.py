"""Rules about units as such, each beside its page."""

from __future__ import annotations

from diglot.diagnostics import Rule, Severity

RULES: tuple[Rule, ...] = (
    Rule("SEG001", "unit-structure", Severity.ERROR, "A bilingual span pair is damaged"),
    Rule("SEG002", "empty-target", Severity.ERROR, "A unit has source text but no translation"),
)
