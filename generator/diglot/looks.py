"""What a site looks and sounds like, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """How a site looks and speaks: templates, assets and catalogs, those of the user laid over the built-in ones."""

    templates: tuple[tuple[str, str], ...]
    """(name, Jinja2 source)."""
    assets: tuple[tuple[str, bytes], ...]
    catalogs: tuple[tuple[str, str], ...]
    """(locale, PO file)."""
    alphabets: tuple[tuple[str, str], ...] = ()
    """(locale, its letters in order), see `i18n.sort_key`."""
