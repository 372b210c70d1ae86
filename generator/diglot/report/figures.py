"""The figures of a locale as plain values, for reports that programs read."""

from __future__ import annotations

from typing import Any

from diglot.quality import LocaleQuality


def figures(quality: LocaleQuality) -> dict[str, Any]:
    """Returns everything known of a locale; rates are findings per 1,000 source words, null where no word is known."""
    return {
        "locale": quality.locale,
        "articles": quality.articles,
        "pages": quality.pages,
        "missing": quality.missing,
        "coverage": share(quality.pages, quality.articles),
        "units": quality.units,
        "untranslated": quality.untranslated,
        "source_words": quality.source_words,
        "translation_types": dict(quality.types),
        "freshness": dict(quality.freshness),
        "families": {
            family: {
                "errors": errors,
                "warnings": warnings,
                "infos": infos,
                "errors_per_1000_words": rate(errors, quality.source_words),
                "warnings_per_1000_words": rate(warnings, quality.source_words),
            }
            for family, errors, warnings, infos in quality.families
        },
    }


def share(part: int, total: int) -> float:
    """Returns `part` of `total`, from 0 to 1; of nothing, all is there."""
    return round(part / total, 4) if total else 1.0


def rate(findings: int, words: int) -> float | None:
    """Returns findings per 1,000 words; None where there are no words."""
    return round(1000 * findings / words, 3) if words else None
