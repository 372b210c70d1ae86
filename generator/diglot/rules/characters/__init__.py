"""Rules about characters, each beside its page."""

from __future__ import annotations

from diglot.diagnostics import Rule, Severity
from diglot.rules.characters.mojibake import find_mojibake
from diglot.rules.characters.stray_character import find_stray_characters
from diglot.rules.subject import PAGE

RULES: tuple[Rule, ...] = (
    Rule("CHR601", "mojibake", Severity.ERROR, "Text was decoded with the wrong encoding", PAGE, find_mojibake),
    Rule(
        "CHR602",
        "stray-character",
        Severity.ERROR,
        "A sign that no one meant to write",
        PAGE,
        find_stray_characters,
        hidden_by=("mojibake",),
    ),
    Rule("CHR603", "invalid-encoding", Severity.ERROR, "A file is not UTF-8"),
)
