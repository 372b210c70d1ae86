"""What there is in the content folders, as a value: what a build is made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from diglot.diagnostics import Diagnostic
from diglot.model import File, Reference, Toc
from diglot.urls import Beside


class Content(NamedTuple):
    """What was found in the content folders."""

    pages: tuple[File, ...]
    tocs: tuple[Toc, ...]
    resources: tuple[tuple[str, str], ...]
    """(locale, path) of all other files."""
    diagnostics: tuple[Diagnostic, ...] = ()
    includes: tuple[File, ...] = ()
    """Articles that are no pages: they only stand in others."""
    references: Mapping[str, Reference] = {}
    """What maps of other sites say of uids."""
    beside: Beside = Beside()
