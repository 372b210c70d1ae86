"""Maps of what other sites call by uid: `xrefmap.yml` or `xrefmap.json`, as DocFX writes them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import yaml

from diglot.errors import UserError
from diglot.model import Reference


def load_maps(project: Path, names: Iterable[str]) -> dict[str, Reference]:
    """Returns what the maps of a project say, the first one that knows a uid first. Raises `UserError`."""
    found: dict[str, Reference] = {}
    for name in names:
        path = project / name
        try:
            loaded = _load(path)
        except OSError as error:
            raise UserError(f"the map of references `{path}` cannot be read: {error.strerror}") from error
        except (ValueError, yaml.YAMLError) as error:
            raise UserError(f"the map of references `{path}` is neither YAML nor JSON: {error}") from error
        base = _text(loaded.get("baseUrl")) if isinstance(loaded, dict) else ""
        entries = loaded.get("references") if isinstance(loaded, dict) else loaded
        if not isinstance(entries, list):
            raise UserError(f"the map of references `{path}` has no list `references`: it is no xrefmap")
        for entry in entries:
            if not isinstance(entry, dict) or not (uid := _text(entry.get("uid"))) or uid in found:
                continue
            reference = _reference(base, uid, entry)
            if reference.address.startswith(("https://", "http://")):
                found[uid] = reference
    return found


def _load(path: Path) -> Any:
    text = path.read_text("utf-8-sig")
    if text.lstrip().startswith(("{", "[")):
        return json.loads(text)
    return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def _reference(base: str, uid: str, entry: dict[str, Any]) -> Reference:
    return Reference(
        urljoin(base, _text(entry.get("href"))),
        _text(entry.get("name")) or uid.rpartition(".")[2],
        _text(entry.get("nameWithType")),
        _text(entry.get("fullName")),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
