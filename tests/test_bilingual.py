"""What reading in two languages costs a page: of real articles, put together until they have 300 units."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from sites import PLAIN, build_here, write

_ID = re.compile(r'(data-t?s?tu-id=")([0-9a-f]{5}-p?[0-9]+)')
_EXTRA = re.compile(r'<template id="source-text".*?</template>|<div class="reading".*?</div>\n', re.DOTALL)
_UNITS = 300


def long_articles(folder: Path) -> list[str]:
    """Returns three articles with 300 units or more, each made of many."""
    made: list[str] = []
    parts: list[str] = []
    numbers: dict[str, str] = {}
    for path in sorted(folder.rglob("*.md")):
        text = re.sub(r"(?s)\A---.*?\n---\n", "", path.read_text("utf-8", "replace"))
        if "data-ttu-id" not in text or "-p1" in text:
            continue
        own = {
            id: f"0ab1c-{101 + len(numbers) + i}"
            for i, id in enumerate(dict.fromkeys(m[2] for m in _ID.finditer(text)))
        }
        numbers |= {f"{path}{id}": number for id, number in own.items()}
        parts.append(_ID.sub(lambda match, own=own: match[1] + own[match[2]], text))
        if len(numbers) >= _UNITS:
            made.append("\n\n".join(parts))
            parts, numbers = [], {}
            if len(made) == 3:
                break
    return made


@pytest.mark.parametrize("locale", ["nl-NL", "lv-LV", "ar-SA", "ja-JP"])
def test_weight(corpus: Path, tmp_path: Path, locale: str) -> None:
    """At most 1.9 times that of the translation alone, and compressed 1.6 times."""
    articles = long_articles(corpus / "live-sxs" / locale)
    files = {f"content/{locale}/long-{i}.md": text for i, text in enumerate(articles)}
    write(tmp_path, {"site/site.toml": PLAIN, **files})
    build_here(tmp_path)
    for page in sorted((tmp_path / "public" / locale.lower()).glob("long-*/index.html")):
        whole = page.read_bytes()
        alone = _EXTRA.sub("", whole.decode()).encode()
        assert len(alone) < len(whole) <= 1.9 * len(alone)
        assert len(gzip.compress(whole, 9)) <= 1.6 * len(gzip.compress(alone, 9))
