"""STA952: a translation of another version of a source that says the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diglot.diagnostics import Finding
from diglot.model import PageId, Span
from diglot.quality import CURRENT
from diglot.rules.freshness.sources import Sources
from diglot.rules.subject import Ground, Late


def find_outdated_metadata(ground: Ground, gathered: Mapping[PageId, Sources]) -> Iterator[Late]:
    """Yields a finding for each page whose hash is another than that of the newest translation, though no text is."""
    for page, state in ground.states.items():
        if state.freshness != CURRENT or state.newest is None or state.newest.locale == ground.source_locale:
            continue
        said, newest = ground.pages[page].metadata.file_hash, ground.pages[state.newest].metadata
        at = gathered[page].hash_at if page in gathered else -1
        if not said or said == newest.file_hash or at < 0:
            continue
        where = f"`{state.newest.locale}` of {newest.last_handoff}"
        message = (
            f"`{said}` is an older version than that of {where}, with the same text; take over its links and metadata"
        )
        yield Late(page, Finding("outdated-metadata", Span(at, at + len(said)), message))
