"""Makes the search bundles of two builds equal: Pagefind writes the values of a filter in an order of chance.

A filter is put in order, and since files are named after their content, so are those that name it (Pagefind 1.5:
gzip around a mark and CBOR). Without filters a bundle is left as it is.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import cbor2

_MARK = b"pagefind_dcd"
_FILTER, _META, _ENTRY = ".pf_filter", ".pf_meta", "pagefind-entry.json"


def in_order(files: Iterable[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Returns the files of a bundle, (path, bytes), the same for the same articles."""
    bundle = dict(files)
    renamed: dict[str, str] = {}
    for path in [path for path in bundle if path.endswith(_FILTER)]:
        name, values = _read(bundle.pop(path))
        _put(bundle, path, _written([name, sorted(values)]), renamed)
    if not renamed:
        return list(bundle.items())
    for path in [path for path in bundle if path.endswith(_META)]:
        meta = _read(bundle.pop(path))
        # Version, pages, pieces of the index, filters with their files, and so on.
        meta[3] = sorted([name, renamed.get(file, file)] for name, file in meta[3])
        _put(bundle, path, _written(meta), renamed)
    entry = bundle[_ENTRY].decode()
    for old, new in renamed.items():
        entry = entry.replace(f'"{old}"', f'"{new}"')
    bundle[_ENTRY] = entry.encode()
    return list(bundle.items())


def _put(bundle: dict[str, bytes], path: str, data: bytes, renamed: dict[str, str]) -> None:
    """Puts a file where its content says: `…/en-us_617a8ec.pf_filter`, `pagefind.en-us_b55f825e81cca.pf_meta`."""
    stem, dot, ending = path.rpartition(".")
    head, line, old = stem.rpartition("_")
    new = sha256(data).hexdigest()[: len(old)]
    language = head.rpartition("/")[2].removeprefix("pagefind.")
    renamed[f"{language}_{old}"] = f"{language}_{new}"
    bundle[f"{head}{line}{new}{dot}{ending}"] = data


def _read(data: bytes) -> Any:
    return cbor2.loads(gzip.decompress(data)[len(_MARK) :])


def _written(value: Any) -> bytes:
    return gzip.compress(_MARK + cbor2.dumps(value), mtime=0)
