"""Addresses of targets: which store each means, and what may not stand in them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from diglot.errors import UserError
from diglot.publish.cloud import Place, open_cloud
from diglot.publish.folder import open_folder
from diglot.publish.store import Store

KINDS = "`file:///folder`, `s3://bucket/prefix`, `az://container/prefix`, `gs://bucket/prefix`"


def open_target(address: str, patience: int) -> Store:
    """Returns the store that an address means. Raises `UserError` where it means none, or holds a secret."""
    parts = urlsplit(address)
    if parts.password is not None or (parts.query and parts.scheme != "file"):
        raise UserError(
            "the address of a target may hold no password and no key; "
            "leave it out, and set the variables or the profile of the provider"
        )
    if parts.scheme == "file" and parts.netloc in ("", "localhost") and len(parts.path) > 1:
        return open_folder(Path(unquote(parts.path)))
    if parts.scheme in ("s3", "az", "gs") and parts.netloc and not parts.fragment:
        return open_cloud(Place(parts.scheme, parts.netloc, unquote(parts.path).strip("/")), patience)
    hint = f"; did you mean `{Path(address).resolve().as_uri()}`" if not parts.scheme and address else ""
    raise UserError(f"`{address}` is no target{hint or f'; write one as in {KINDS}'}")
