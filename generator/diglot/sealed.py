"""Files of private state: what is read from one is what was written to it, or it is as if there was none."""

from __future__ import annotations

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec

from diglot.files import write_atomically

Value = TypeVar("Value")
_SIZE = 16
_encode = msgspec.msgpack.Encoder(order="deterministic").encode


def digest_of(data: bytes) -> bytes:
    """Returns what tells `data` from all other bytes."""
    return blake2b(data, digest_size=_SIZE).digest()


def encoded(value: object) -> bytes:
    """Returns bytes that are the same for equal values; for keys, and not to be read again."""
    try:
        return _encode(value)
    except UnicodeEncodeError:
        # The name of a file may be no text.
        return repr(value).encode("utf-8", "surrogateescape")


def write_sealed(path: Path, value: object) -> None:
    """Writes a value and the digest of its bytes. What has text that is no text is not written. Raises `OSError`."""
    with suppress(UnicodeEncodeError):
        data = msgspec.msgpack.encode(value)
        write_atomically(str(path), (digest_of(data), data))


def read_sealed(path: Path, kind: type[Value]) -> tuple[Value | None, str]:
    """Returns what was written to `path`, and what people should know where it cannot be used."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None, ""
    except OSError as error:
        return None, f"what was remembered in `{path.name}` cannot be read and is made anew ({error.strerror})"
    if digest_of(data[_SIZE:]) != data[:_SIZE]:
        return None, f"what was remembered in `{path.name}` is damaged and is made anew"
    try:
        return msgspec.msgpack.decode(memoryview(data)[_SIZE:], type=kind), ""
    except (msgspec.MsgspecError, UnicodeDecodeError):
        # Another version of Diglot wrote it.
        return None, ""
