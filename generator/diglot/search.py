"""The stage that makes pages findable: what is asked of Pagefind, and which of its files belong on the site. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

_SURPLUS = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight", "playground")
"""Parts of Pagefind's bundle that the theme does not use: it has its own results page."""


def requests(locale: str, pages: Iterable[tuple[str, str]], folder: str) -> Iterator[dict[str, Any]]:
    """Yields the messages that make Pagefind index `pages`, (path below the locale's folder, HTML), into `folder`.

    They are the payloads of the service protocol that Pagefind's own wrappers speak (version 1.5).
    """
    yield {"type": "NewIndex", "config": {"force_language": locale.lower(), "keep_index_url": False}}
    for path, html in pages:
        yield {"type": "AddFile", "index_id": 0, "file_path": path, "url": None, "file_contents": html}
    yield {"type": "WriteFiles", "index_id": 0, "output_path": folder}


def publishing_order(names: Iterable[str]) -> list[str]:
    """Returns the files of a bundle that belong on the site, those that name others after those that they name."""
    kept = [name for name in names if not name.startswith(_SURPLUS)]
    return sorted(kept, key=lambda name: (name == "pagefind-entry.json", name.endswith(".pf_meta"), name))


def is_immutable(name: str) -> bool:
    """Tells whether a file of a bundle is named after its content, so that the same name means the same bytes."""
    return name.startswith(("fragment/", "index/", "filter/")) or name.endswith(".pf_meta")
