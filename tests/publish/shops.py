"""Small built sites to publish: as `diglot build` leaves them, without the time that it takes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from diglot.files import MANIFEST, Stamp, Written, manifest


def pages(count: int, version: int, *, changed: int | None = None) -> dict[str, bytes]:
    """Returns the files of a site of `count` pages; the first `changed` of them, or all, are those of `version`."""
    style = f"body {{ order: {version} }}\n".encode()
    name = f"assets/style.{sha256(style).hexdigest()[:8]}.css"
    before = f"body {{ order: {version - 1} }}\n".encode()
    older = f"assets/style.{sha256(before).hexdigest()[:8]}.css"
    is_whole = changed is None
    files = {name: style}
    if not is_whole:
        files[older] = before
    for number in range(count):
        is_new = is_whole or number < (changed or 0)
        sheet, mark = (name, version) if is_new else (older, version - 1)
        text = f"<link rel=stylesheet href=/{sheet}><p>{number} of {mark}"
        files[f"nl-nl/page-{number}/index.html"] = text.encode()
    files["nl-nl/index.html"] = f"<link rel=stylesheet href=/{name}><p>home of {version}".encode()
    files["index.html"] = f"<link rel=stylesheet href=/{name}><p>root of {version}".encode()
    files["sitemap.xml"] = f"<urlset>{version}</urlset>".encode()
    files["nl-nl/pagefind/pagefind-entry.json"] = f'{{"version": {version}}}'.encode()
    fragment = f"nl-nl/pagefind/fragment/nl-nl_{version:07x}.pf_fragment"
    return {**files, fragment: b"fragment %d" % version}


def leave(output: Path, files: Mapping[str, bytes]) -> Path:
    """Leaves `files` in an output folder, with their manifest, and removes what was there; returns the project."""
    output.mkdir(parents=True, exist_ok=True)
    for path in [path for path in output.rglob("*") if path.is_file()]:
        if path.relative_to(output).as_posix() not in files:
            path.unlink()
    written = []
    for path, data in files.items():
        file = output / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.is_file() or file.read_bytes() != data:
            file.write_bytes(data)
        written.append(Written(path, sha256(data).hexdigest(), len(data), True, Stamp(0, 0, 0)))
    unfinished = output / f"{MANIFEST}.new"
    unfinished.write_bytes(b"".join(manifest(sorted(written), {}, "default-src 'none'")))
    os.replace(unfinished, output / MANIFEST)  # noqa: PTH105
    return output.parent
