"""Rules about where links lead, each beside its page."""

from __future__ import annotations

from diglot.diagnostics import Rule, Severity
from diglot.rules.links.changed_email import find_changed_emails
from diglot.rules.links.external_addresses import OUTSIDE
from diglot.rules.links.foreign_locale_address import find_foreign_locale_addresses
from diglot.rules.links.glued_address import find_glued_addresses
from diglot.rules.links.insecure_address import find_insecure_addresses
from diglot.rules.links.malformed_address import find_malformed_addresses
from diglot.rules.links.safelink import find_safelinks
from diglot.rules.subject import EXTERNAL, PAGE, TEXT, UNIT

RULES: tuple[Rule, ...] = (
    Rule(
        "LNK201",
        "insecure-address",
        Severity.WARNING,
        "An address is asked for without encryption",
        PAGE,
        find_insecure_addresses,
    ),
    Rule(
        "LNK202",
        "safelink",
        Severity.WARNING,
        "A link leads through a service that sees who follows it",
        PAGE,
        find_safelinks,
    ),
    Rule(
        "LNK203",
        "foreign-locale-address",
        Severity.INFO,
        "An address leads to pages in another language",
        PAGE,
        find_foreign_locale_addresses,
    ),
    Rule("LNK204", "empty-address", Severity.ERROR, "A link has no address"),
    Rule("LNK205", "missing-target", Severity.ERROR, "A link or image leads to nothing on this site"),
    Rule("LNK206", "malformed-address", Severity.ERROR, "A link's address is none", PAGE, find_malformed_addresses),
    Rule(
        "LNK207",
        "glued-address",
        Severity.WARNING,
        "An address runs on into the text behind it",
        TEXT,
        find_glued_addresses,
        hidden_by=("broken-link",),
    ),
    Rule(
        "LNK208",
        "changed-email",
        Severity.WARNING,
        "An e-mail address is not that of the source",
        UNIT,
        find_changed_emails,
    ),
    Rule("LNK209", "target-case", Severity.WARNING, "A link differs in case from the file or anchor it means"),
    Rule("LNK210", "untranslated-target", Severity.INFO, "A link leads to an article that this locale does not have"),
    Rule("LNK211", "redirect-loop", Severity.ERROR, "Redirections lead in a circle"),
    Rule("LNK212", "backslash-path", Severity.WARNING, "A link has backslashes between its folders"),
    Rule("LNK213", "oversize-resource", Severity.WARNING, "An image is larger than it should be"),
    Rule("LNK214", "missing-include", Severity.ERROR, "A file that a page includes is not there"),
    Rule("LNK215", "unknown-uid", Severity.WARNING, "A reference has a uid that nothing has"),
    Rule("LNK216", "missing-code", Severity.WARNING, "A sample of code is not there"),
    Rule("LNK217", "foreign-code", Severity.INFO, "A sample of code is outside of the content"),
    Rule("LNK218", "dead-address", Severity.ERROR, "A page of another site is not there", EXTERNAL, gather=OUTSIDE),
    Rule("LNK219", "moved-address", Severity.WARNING, "A page of another site has moved", EXTERNAL, gather=OUTSIDE),
    Rule(
        "LNK220",
        "unchecked-address",
        Severity.INFO,
        "A page of another site could not be asked for",
        EXTERNAL,
        gather=OUTSIDE,
    ),
)
