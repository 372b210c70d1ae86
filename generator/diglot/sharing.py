"""What many pages have in common, so that it is in memory once: equal values that came by different ways become one.

Pure but for what it has seen so far, which lives as long as one build.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from diglot.build import Surveyed
from diglot.model import File, Metadata, Summary

Value = TypeVar("Value")


class Sharing:
    """The values seen so far."""

    def __init__(self) -> None:
        self._known: dict[object, object] = {}

    def surveyed(self, found: Surveyed, file: File) -> Surveyed:
        """Returns what is known of a page that was read from `file`, made of values that others have as well."""
        summary = found.summary
        return found._replace(
            notes=tuple((self._one(name), data) for name, data in found.notes),
            summary=replace(
                summary,
                id=file.id if file.id == summary.id else summary.id,
                file=file.file if file.file == summary.file else summary.file,
                title=self._one(summary.title),
                source_title=self._one(summary.source_title),
                metadata=self._metadata(summary.metadata, summary),
                anchors=self._one(summary.anchors),
                source_digest=self._one(summary.source_digest),
                blocks=self._one(summary.blocks),
                subjects=self._one(summary.subjects),
                facets=self._one(summary.facets),
            ),
        )

    def _metadata(self, metadata: Metadata, summary: Summary) -> Metadata:
        return self._one(
            replace(
                metadata,
                title=summary.title if summary.title == metadata.title else metadata.title,
                description=summary.description
                if summary.description == metadata.description
                else metadata.description,
                content_locale=self._one(metadata.content_locale),
                translation_type=self._one(metadata.translation_type),
                last_handoff=self._one(metadata.last_handoff),
                updated=self._one(metadata.updated),
                file_hash=self._one(metadata.file_hash),
                source_commit=self._one(metadata.source_commit),
                asset_id=self._one(metadata.asset_id),
                robots=self._one(metadata.robots),
                topic=self._one(metadata.topic),
            )
        )

    def _one(self, value: Value) -> Value:
        return self._known.setdefault(value, value)  # type: ignore[return-value]
