"""Object stores as targets: S3 and what speaks like it, Azure's static websites, Google Cloud Storage."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from re import compile as pattern
from typing import Any, NamedTuple, TypeVar

from diglot.errors import UserError
from diglot.publish.store import Denied, Headers, Held, Stored, StoreError

_T = TypeVar("_T")
_SECRET = pattern(r"\?[^\s\"')]*+")
"""The query of an address in a message: it may hold a signature."""
_STATUS = pattern(r"status code: (\d{3})")
_CODE = pattern(r"<Code>(\w{1,60})</Code>")
_UNKNOWN = pattern(r"status code: 501|<Code>NotImplemented</Code>")
_NO_CONTAINER = pattern(r"<Code>(?:NoSuchBucket|ContainerNotFound)</Code>")
_REFUSED = pattern(r"status code: 40[13]|redential")


class Place(NamedTuple):
    """Where the files of a site are in an object store."""

    scheme: str
    container: str
    """The bucket or container."""
    prefix: str
    """Without a `/` at either end."""


class CloudStore:
    """A bucket or container, or what is below a prefix of it."""

    has_headers = True

    def __init__(self, name: str, store: Any, hasty: Any) -> None:
        self.name = name
        self.conditional = True
        self._store = store
        self._hasty = hasty
        """The same store, which does not try again: whether a host knows conditional writes shows in its first no."""
        self._is_probed = False

    async def listing(self) -> AsyncIterator[Stored]:
        """Yields every object below the prefix."""
        import obstore

        stream = obstore.list(self._store, chunk_size=1000).__aiter__()
        while True:
            batch = await self._tried("list", "", lambda: anext(stream, None))
            if batch is None:
                return
            for found in batch:
                yield Stored(found["path"], found["size"], found.get("e_tag"))

    async def read(self, path: str) -> Held | None:
        """Returns an object."""
        import obstore

        async def get() -> Held:
            result = await obstore.get_async(self._store, path)
            return Held(bytes(await result.bytes_async()), result.meta.get("e_tag"))

        try:
            return await self._tried("read", path, get)
        except FileNotFoundError:
            return None

    async def put(self, path: str, data: bytes, headers: Headers) -> None:
        """Writes an object; a store shows it once it is complete."""
        import obstore

        attributes: Any = _attributes(headers)
        await self._tried(
            "write",
            path,
            lambda: obstore.put_async(self._store, path, data, attributes=attributes, use_multipart=False),
        )

    async def put_new(self, path: str, data: bytes, headers: Headers) -> bool:
        """Writes an object that is not there yet."""
        return await self._conditionally(path, data, headers, "create")

    async def swap(self, path: str, data: bytes, headers: Headers, tag: str | None) -> bool:
        """Replaces an object that still has the tag."""
        return await self._conditionally(path, data, headers, {"e_tag": tag} if tag else "create")

    async def copy(self, source: str, target: str) -> None:
        """Copies an object within the store."""
        import obstore

        try:
            await self._tried("copy", source, lambda: obstore.copy_async(self._store, source, target))
        except FileNotFoundError as error:
            raise StoreError(f"`{source}` is not in `{self.name}` any more; publish again") from error

    async def delete(self, paths: Sequence[str]) -> None:
        """Removes objects."""
        import obstore

        for start in range(0, len(paths), 1000):
            batch = list(paths[start : start + 1000])
            try:
                await self._tried("remove", batch[0], lambda batch=batch: obstore.delete_async(self._store, batch))  # type: ignore[misc]
            except FileNotFoundError:
                for path in batch:
                    with suppress(FileNotFoundError):
                        await self._tried("remove", path, lambda path=path: obstore.delete_async(self._store, path))  # type: ignore[misc]

    async def close(self) -> None:
        """Has nothing to let go of: connections end with the process."""

    async def _conditionally(self, path: str, data: bytes, headers: Headers, mode: Any) -> bool:
        if self.conditional and not self._is_probed:
            try:
                return await self._probe(path, data, headers, mode)
            except NotImplementedError:
                self.conditional = False
            except StoreError:
                # The patient way may still get through.
                return await self._put_if(self._store, path, data, headers, mode)
        if self.conditional:
            return await self._put_if(self._store, path, data, headers, mode)
        await self.put(path, data, headers)
        return True

    async def _probe(self, path: str, data: bytes, headers: Headers, mode: Any) -> bool:
        """Writes under a condition, and once more, which has to fail now: some hosts take conditions and ignore them.

        Raises `NotImplementedError` where the host says that it knows none.
        """
        took = await self._put_if(self._hasty, path, data, headers, mode)
        if took and await self._put_if(self._hasty, path, data, headers, mode):
            self.conditional = False
        self._is_probed = True
        return took

    async def _put_if(self, store: Any, path: str, data: bytes, headers: Headers, mode: Any) -> bool:
        import obstore
        from obstore.exceptions import AlreadyExistsError, PreconditionError

        attributes: Any = _attributes(headers)
        try:
            await self._tried(
                "write",
                path,
                lambda: obstore.put_async(store, path, data, attributes=attributes, mode=mode, use_multipart=False),
            )
        except (AlreadyExistsError, PreconditionError, FileNotFoundError):
            # What was to be replaced is gone, or another one.
            return False
        return True

    async def _tried(self, what: str, path: str, work: Callable[[], Awaitable[_T]]) -> _T:
        from obstore import exceptions

        try:
            return await work()
        except (exceptions.AlreadyExistsError, exceptions.PreconditionError):
            raise
        except FileNotFoundError as error:
            if _NO_CONTAINER.search(str(error)):
                raise self._failed(what, path, error) from error
            raise
        except (exceptions.BaseError, OSError, ValueError) as error:
            if _UNKNOWN.search(str(error)):
                raise NotImplementedError(f"{self.name} cannot {what}") from error
            raise self._failed(what, path, error) from error

    def _failed(self, what: str, path: str, error: Exception) -> StoreError:
        from obstore.exceptions import PermissionDeniedError, UnauthenticatedError

        told, place = _explained(str(error)), f" `{path}`" if path else " its files"
        if isinstance(error, PermissionDeniedError | UnauthenticatedError) or _REFUSED.search(str(error)):
            advice = "look at the credentials in the environment or in the profile of the provider"
            return Denied(f"`{self.name}` refuses to {what}{place}: {told}; {advice}")
        if _NO_CONTAINER.search(str(error)):
            return StoreError(f"`{self.name}` does not exist: {told}; make the bucket or container first")
        return StoreError(f"`{self.name}` could not {what}{place}: {told}; publish again once the host answers")


def _explained(message: str) -> str:
    """Returns what matters of a message for programmers, without anything that may be secret."""
    status, code = _STATUS.search(message), _CODE.search(message)
    if status or code:
        return " ".join(found[1] for found in (status, code) if found)
    line = message.partition("\n")[0]
    return _SECRET.sub("", line.rpartition(" - ")[2] or line).strip()[:300]


def _attributes(headers: Headers) -> dict[str, str]:
    return {name.title(): value for name, value in headers.items()}


def open_cloud(place: Place, patience: int) -> CloudStore:
    """Returns a target in an object store. Raises `UserError` where a package for it is missing.

    Requests that fail are tried again for `patience` seconds. Credentials come from where each provider keeps them.
    """
    try:
        import obstore.store
    except ImportError as error:
        raise UserError("object stores need the package obstore; run `pip install 'diglot[cloud]'`") from error
    name = f"{place.scheme}://{place.container}{f'/{place.prefix}' if place.prefix else ''}"
    made = {"s3": _s3, "az": _azure, "gs": _google}[place.scheme]
    patient = {"max_retries": max(1, patience // 3), "retry_timeout": timedelta(seconds=max(1, patience))}
    patient["backoff"] = {
        "init_backoff": timedelta(milliseconds=200),
        "max_backoff": timedelta(seconds=10),
        "base": 2,
    }
    hasty = {"max_retries": 0, "retry_timeout": timedelta(seconds=30)}
    try:
        return CloudStore(name, made(obstore.store, place, patient), made(obstore.store, place, hasty))
    except (obstore.exceptions.BaseError, ValueError) as error:
        advice = "set the variables of the provider in the environment"
        raise UserError(f"`{name}` cannot be opened: {_explained(str(error))}; {advice}") from error


def _common(place: Place, retry: Any, endpoints: Sequence[str]) -> dict[str, Any]:
    plain = any(os.environ.get(name, "").startswith("http://") for name in endpoints)
    client = {"allow_http": True} if plain else {}
    return {"prefix": place.prefix or None, "retry_config": retry, "client_options": client}


def _s3(stores: Any, place: Place, retry: Any) -> Any:
    common = _common(place, retry, ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT"))
    if endpoint := os.environ.get("AWS_ENDPOINT_URL_S3"):
        common["endpoint"] = endpoint
    if "AWS_ACCESS_KEY_ID" not in os.environ and _has_profile():
        # Only boto3 reads profiles, with all the ways in which they lead to credentials.
        try:
            from obstore.auth.boto3 import Boto3CredentialProvider
        except ImportError as error:
            raise UserError("profiles of AWS need the package boto3; run `pip install 'diglot[aws]'`") from error
        common["credential_provider"] = Boto3CredentialProvider()
    return stores.S3Store(place.container, **common)


def _has_profile() -> bool:
    folder = Path.home() / ".aws"
    return "AWS_PROFILE" in os.environ or any((folder / name).is_file() for name in ("credentials", "config"))


def _azure(stores: Any, place: Place, retry: Any) -> Any:
    common = _common(place, retry, ("AZURE_STORAGE_ENDPOINT", "AZURE_ENDPOINT", "AZURITE_BLOB_STORAGE_URL"))
    if os.environ.get("AZURE_STORAGE_USE_EMULATOR", "").lower() in ("1", "true"):
        common["client_options"] = {"allow_http": True}
    return stores.AzureStore(place.container, **common)


def _google(stores: Any, place: Place, retry: Any) -> Any:
    return stores.GCSStore(place.container, **_common(place, retry, ("GOOGLE_BASE_URL",)))
