"""Caches in front of a target: told which addresses they have to forget, and no others."""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from diglot.errors import UserError
from diglot.publish.caches import CLOUDFRONT, changed_paths
from diglot.publish.store import StoreError

_MOST = 3_000
"""CloudFront works on so many paths at a time; every path counts, `/*` as one."""
_BATCH = 500


async def invalidate(how: str, paths: Sequence[str], base: str) -> None:
    """Tells the cache that `how` names of changed files: `cloudfront:ID`, or a command with `{paths}` or `{urls}`."""
    if not how or not paths:
        return
    found = changed_paths(paths, base)
    if how.startswith(CLOUDFRONT):
        await asyncio.to_thread(_cloudfront, how.removeprefix(CLOUDFRONT), found)
        return
    parts = urlsplit(base)
    origin = f"{parts.scheme}://{parts.netloc}" if base else ""
    for start in range(0, len(found), _BATCH):
        await _run(shlex.split(how), found[start : start + _BATCH], origin)


def _cloudfront(distribution: str, paths: list[str]) -> None:
    try:
        import boto3
        import botocore.exceptions
    except ImportError as error:
        raise UserError("CloudFront needs the package boto3; run `pip install 'diglot[aws]'`") from error
    items = paths if len(paths) <= _MOST else ["/*"]
    batch: Any = {"Paths": {"Quantity": len(items), "Items": items}, "CallerReference": uuid4().hex}
    try:
        boto3.client("cloudfront", region_name="us-east-1").create_invalidation(
            DistributionId=distribution, InvalidationBatch=batch
        )
    except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError) as error:
        raise StoreError(f"CloudFront `{distribution}` did not forget what changed: {error}; publish again") from error


async def _run(command: list[str], paths: list[str], origin: str) -> None:
    urls = [origin + path for path in paths]
    words: list[str] = []
    for word in command:
        words.extend(paths if word == "{paths}" else urls if word == "{urls}" else [word])
    try:
        process = await asyncio.create_subprocess_exec(
            *words, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
        )
    except OSError as error:
        raise StoreError(
            f"`{command[0]}` cannot be started: {error.strerror}; mend `[publish] invalidate`, and publish again"
        ) from error
    _, said = await process.communicate()
    if process.returncode:
        told = said.decode(errors="replace").strip()[-300:]
        raise StoreError(
            f"`{command[0]}` ended with {process.returncode}: {told}; mend `[publish] invalidate`, and publish again"
        )
