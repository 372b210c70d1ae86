"""Small projects to try Diglot with, and ways to look at what became of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

from diglot.builder import build_project
from diglot.outcome import Result
from diglot.project import open_project

PLAIN = "search = false\n"
"""A `site.toml` for tests that are not about the search."""


def unit(number: int | str, target: str, source: str, prefix: str = "0ab1c") -> str:
    """Returns a bilingual span pair."""
    name = f"{prefix}-{number}"
    return (
        f'<span data-ttu-id="{name}">{target}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="{name}">{source}</span></span>'
    )


def article(title: str, source_title: str, *pairs: tuple[str, str], front: str = "") -> str:
    """Returns a bilingual article: a heading and a paragraph per (target, source)."""
    head = f"---\n{front.strip()}\n---\n\n" if front else ""
    texts = [f"# {unit(102, title, source_title)}", *(unit(n, *pair) for n, pair in enumerate(pairs, 103))]
    return head + "\n\n".join(texts) + "\n"


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes files below `folder` and returns it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def build_here(
    folder: Path,
    output: Path | None = None,
    locales: tuple[str, ...] = (),
    jobs: int = 1,
    *,
    checks: bool = True,
    remembers: bool = True,
) -> Result:
    """Builds the project in `folder` in this process."""
    project = open_project(folder, None, output)
    return build_project(project, locales, jobs, lambda *_: None, checks=checks, remembers=remembers)


def tree(folder: Path) -> dict[str, bytes]:
    """Returns every file below `folder` with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def differences(project: Path, *, checks: bool = True) -> list[str]:
    """Returns the files in which the site of a project differs from one that is built anew."""
    return compared(project, checks=checks)[0]


def compared(project: Path, *, checks: bool = True) -> tuple[list[str], Result]:
    """Returns the same, and what the new build said."""
    fresh = project.parent / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    result = build_here(project, fresh / "public", checks=checks, remembers=False)
    warm, cold = tree(project / "public"), tree(fresh / "public")
    return sorted(name for name in warm.keys() | cold.keys() if warm.get(name) != cold.get(name)), result


def parse(path: Path) -> html.HtmlElement:
    """Returns a page of a built site."""
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def body_text(page: html.HtmlElement, *, generated: bool = True) -> str:
    """Returns the words of a page's article, with or without those that no author wrote."""
    found = page.get_element_by_id("article-body")
    return " ".join("".join(_texts(found, generated)).split())


def _texts(element: html.HtmlElement, generated: bool) -> Iterator[str]:
    if generated or element.get("data-generated") is None:
        yield element.text or ""
        for child in element:
            yield from _texts(child, generated)
            yield child.tail or ""


def pages_of(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """Yields (path, parsed page) of every HTML file of a built site."""
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), parse(path)


def broken_addresses(site: Path, base_url: str = "") -> Iterator[str]:
    """Yields every address on a page of the site that leads to nothing on it, or that is neither relative nor ours."""
    for name, page in pages_of(site):
        for attribute in ("href", "src", "action"):
            for address in page.xpath(f"//@{attribute}"):
                if problem := _problem(site, name, str(address), base_url):
                    yield f"{name}: {attribute}={address!r}: {problem}"


def _problem(site: Path, name: str, address: str, base_url: str) -> str:
    # On a page that a host shows anywhere, addresses start at the host's root; `base_url` says where the site is.
    for start in (base_url, urlsplit(base_url).path if name.endswith("404.html") else ""):
        if start and address.startswith(start):
            address = "/" + address.removeprefix(start)
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return ""
    path = unquote(parts.path)
    if path.startswith("/") and not name.endswith("404.html") and not base_url:
        return "starts at the root of the host"
    base = site if path.startswith("/") else (site / name).parent
    target = base / path.lstrip("/") if path else site / name
    target = target / "index.html" if path.endswith("/") else target
    if not target.is_file():
        return "does not exist"
    if parts.fragment and parts.fragment != "top" and target.suffix == ".html":
        ids = set(map(str, parse(target).xpath("//@id")))
        return "" if unquote(parts.fragment) in ids else "has no such anchor"
    return ""
