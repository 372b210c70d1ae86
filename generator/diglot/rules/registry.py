"""All rules, by family. Whoever asks for it imports all of them, which takes a third of a second."""

from __future__ import annotations

from diglot.diagnostics import Rule
from diglot.rules import (
    accuracy,
    characters,
    consistency,
    formatting,
    freshness,
    language,
    links,
    marks,
    segments,
    terms,
    typography,
)

RULES: tuple[Rule, ...] = (
    *segments.RULES,
    *marks.RULES,
    *links.RULES,
    *accuracy.RULES,
    *language.RULES,
    *terms.RULES,
    *characters.RULES,
    *typography.RULES,
    *formatting.RULES,
    *consistency.RULES,
    *freshness.RULES,
)
"""Every rule, by code."""

BY_NAME = {rule.name: rule for rule in RULES}
BY_CODE = {rule.code: rule for rule in RULES}
