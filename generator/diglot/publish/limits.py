"""What hosts of folders take: checked before anything is sent to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from diglot.publish.manifests import File

_MEGABYTE = 1 << 20


class Limit(NamedTuple):
    """What a host takes."""

    files: int | None = None
    free_files: int | None = None
    """The same without paying; more is worth a word."""
    file_size: int | None = None
    site_size: int | None = None
    advised_size: int | None = None
    """Of a site; more is worth a word."""
    rules: int | None = None
    """Lines of `_redirects`."""
    rule_length: int | None = None
    header_length: int | None = None
    """Characters in a line of `_headers`."""
    configuration: int | None = None
    """Bytes of `staticwebapp.config.json`."""


LIMITS = {
    "cloudflare": Limit(
        files=100_000, free_files=20_000, file_size=25 * _MEGABYTE, rules=2_000, rule_length=1_000, header_length=2_000
    ),
    "azure": Limit(files=15_000, site_size=500 * _MEGABYTE, configuration=20 * 1024),
    "netlify": Limit(files=54_000),
    "github": Limit(file_size=100 * _MEGABYTE, advised_size=1024 * _MEGABYTE),
}
"""As their documentation had them in November 2026."""


def exceeded(host: str, files: Mapping[str, File], read: Callable[[str], bytes]) -> Iterator[tuple[bool, str]]:
    """Yields (whether it is only worth a word, message) for every limit of `host` that the site exceeds.

    `read` returns one of the files for hosts, which are small.
    """
    limit = LIMITS.get(host, Limit())
    advice = "publish each language as a site of its own"
    if limit.files and len(files) > limit.files:
        yield False, f"{host} takes {limit.files:,} files, and the site has {len(files):,}; {advice}"
    elif limit.free_files and len(files) > limit.free_files:
        yield True, f"{host} takes {limit.free_files:,} files without a paid plan, and the site has {len(files):,}"
    if limit.site_size and (size := sum(file.size for file in files.values())) > limit.site_size:
        yield False, f"{host} takes {limit.site_size:,} bytes, and the site has {size:,}; {advice}"
    if limit.advised_size and (size := sum(file.size for file in files.values())) > limit.advised_size:
        yield True, f"{host} takes sites of {limit.advised_size:,} bytes, and this one has {size:,}; {advice}"
    for path, file in files.items() if limit.file_size else ():
        if file.size > (limit.file_size or 0):
            yield False, f"{host} takes files of {limit.file_size:,} bytes, and `{path}` has {file.size:,}; shorten it"
    if limit.rules and "_redirects" in files:
        yield from _of_rules(host, limit, read("_redirects").decode().splitlines())
    if limit.header_length and "_headers" in files:
        longest = max(map(len, read("_headers").decode().splitlines()), default=0)
        if longest > limit.header_length:
            yield (
                False,
                (
                    f"{host} takes lines of {limit.header_length:,} characters in `_headers`, and one has {longest:,}; "
                    "name fewer hosts in `[html]`"
                ),
            )
    path = "staticwebapp.config.json"
    if limit.configuration and path in files and files[path].size > limit.configuration:
        size, most = files[path].size, limit.configuration
        yield False, f"{host} takes `{path}` up to {most:,} bytes, and it has {size:,}; leave redirects to the pages"


def _of_rules(host: str, limit: Limit, lines: list[str]) -> Iterator[tuple[bool, str]]:
    if limit.rules and len(lines) > limit.rules:
        message = f"{host} takes {limit.rules:,} redirects, and `_redirects` has {len(lines):,}"
        yield False, f"{message}; leave `{host}` out of `[publish] hosts`, since each redirect is a page as well"
    for line in lines:
        if limit.rule_length and len(line) > limit.rule_length:
            yield False, f"{host} takes redirects of {limit.rule_length:,} characters; shorten `{line.split()[0][:60]}`"
