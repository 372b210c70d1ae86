"""The second stage: the summaries of all pages become one index. Dictionary joins only; no page's text is read here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote, unquote

from diglot.i18n import SortKey, language_name, sort_key
from diglot.model import Crumb, Entry, Index, Location, PageId, Problem, Section, Summary, Target, Toc
from diglot.settings import Settings
from diglot.urls import Meaning, Pages, Resolved, addresses, folder_address, resolve, slug


def join(
    settings: Settings,
    summaries: Iterable[Summary],
    tocs: Iterable[Toc] = (),
    resources: Iterable[tuple[str, str]] = (),
    alphabets: Mapping[str, str] | None = None,
) -> Index:
    """Returns the index of the site.

    `resources` are (locale, path) of all files beside the articles, `alphabets` the letters of a locale in their order.
    Pages of locales that the site does not have are left out.
    """
    order = {locale: number for number, locale in enumerate(settings.locales)}
    wanted = [page for page in summaries if page.id.locale in order]
    pages = {page.id: page for page in sorted(wanted, key=lambda page: (order[page.id.locale], page.id.path))}
    places, clashes = addresses(list(pages))
    known = _known(pages, list(resources))
    targets, used, problems = _targets(settings, known, places)
    keys = {locale: sort_key((alphabets or {}).get(locale, "")) for locale in settings.locales}
    sections, trails = _navigation(settings, known, places, tuple(tocs), keys)
    return Index(
        pages=pages,
        addresses=places,
        alternates=_alternates(pages, order),
        targets=targets,
        resources=used,
        trails=trails,
        neighbours=_neighbours(sections),
        sections=sections,
        problems=(*(_clash(pages, places, page, owner) for page, owner in clashes), *problems),
    )


def _known(pages: Mapping[PageId, Summary], resources: list[tuple[str, str]]) -> Pages:
    """Makes pages and files findable by their paths as they are, and in lower case."""
    lower = {(page.locale, page.path.lower()): page for page in reversed(list(pages))}
    lower_resources = {(locale, path.lower()): path for locale, path in reversed(resources)}
    return Pages(
        {**lower, **{(page.locale, page.path): page for page in pages}},
        {**lower_resources, **{(locale, path): path for locale, path in resources}},
        pages,
        {(page.locale, folder.lower()): folder for page in pages for folder in [page.path.rpartition("/")[0]]},
    )


def missing_sources(settings: Settings, summaries: Sequence[Summary]) -> tuple[PageId, ...]:
    """Returns the pages whose source views stand in for the source locale: of each article the newest translation."""
    if not settings.generate_source or any(page.id.locale == settings.source_locale for page in summaries):
        return ()
    order = {locale: -number for number, locale in enumerate(settings.locales)}
    newest: dict[str, Summary] = {}

    def age(page: Summary) -> tuple[object, ...]:
        handoff = page.metadata.last_handoff
        first = order.get(page.id.locale, -len(order))
        return (handoff is not None, handoff.toordinal() if handoff else 0, page.units, first)

    for page in summaries:
        if page.units and (page.id.path not in newest or age(page) > age(newest[page.id.path])):
            newest[page.id.path] = page
    return tuple(newest[path].id for path in sorted(newest))


def as_source(settings: Settings, page: Summary) -> Summary:
    """Returns the summary of a source page that was made out of `page`'s source view; it remembers of whose."""
    origin = page.id.locale
    bare = replace(
        page.metadata, title="", description="", content_locale=origin, translation_type="", last_handoff=None
    )
    return replace(page, id=PageId(settings.source_locale, page.id.path), metadata=bare, generated=True)


def _alternates(pages: Mapping[PageId, Summary], order: Mapping[str, int]) -> dict[PageId, tuple[PageId, ...]]:
    """Joins pages of the same path; and those whose `ms.assetid` or `uid` says so, where that is beyond doubt."""
    groups: dict[str, list[PageId]] = defaultdict(list)
    for page in pages:
        groups[page.path].append(page)
    by_asset: dict[str, list[PageId]] = defaultdict(list)
    for summary in pages.values():
        if summary.metadata.asset_id:
            by_asset[summary.metadata.asset_id].append(summary.id)
    for members in by_asset.values():
        paths = dict.fromkeys(member.path for member in members)
        if len(paths) < 2 or len({member.locale for member in members}) < len(members):
            continue
        merged = list(dict.fromkeys(member for path in paths for member in groups[path]))
        if len({member.locale for member in merged}) == len(merged):
            merged.sort(key=lambda member: order[member.locale])
            for member in merged:
                groups[member.path] = merged
    shared = {id(group): tuple(group) for group in groups.values()}
    return {page: shared[id(groups[page.path])] for page in pages}


def _targets(
    settings: Settings, known: Pages, places: Mapping[PageId, str]
) -> tuple[dict[PageId, tuple[Target, ...]], tuple[tuple[str, str], ...], list[Problem]]:
    targets: dict[PageId, tuple[Target, ...]] = {}
    used: set[tuple[str, str]] = set()
    problems: list[Problem] = []
    for page in known.summaries.values():
        if not page.links:
            continue
        found = []
        for link in page.links:
            result = resolve(settings, known, page.id, link.target)
            if result.meaning is Meaning.RESOURCE:
                locale, _, path = result.path.partition("/")
                used.add((locale, path))
            found.append(_target(known, places, page.id, result))
            # What a generated page inherits is reported on the translation that it was made of.
            if not page.generated:
                problems.extend(_problems(page, link.target, link.at, link.image, result))
        targets[page.id] = tuple(found)
    return targets, tuple(sorted(used)), problems


def _target(known: Pages, places: Mapping[PageId, str], here: PageId, result: Resolved) -> Target:
    if result.meaning is Meaning.PAGE and result.page is not None:
        locale = result.page.locale if result.page.locale != here.locale else ""
        return Target(places[result.page] + result.suffix, True, known.summaries[result.page].title, locale)
    if result.meaning is Meaning.RESOURCE:
        locale, _, path = result.path.partition("/")
        address = quote(f"{locale.lower()}/{path}".encode("utf-8", "surrogateescape"))
        return Target(address + result.suffix, True, path.rsplit("/", 1)[-1])
    if result.meaning is Meaning.FOLDER:
        locale, _, folder = result.path.partition("/")
        address = folder_address(locale, slug(folder)) if folder else f"{locale.lower()}/"
        return Target(address + result.suffix, True, folder.rsplit("/", 1)[-1], locale if locale != here.locale else "")
    if result.meaning is Meaning.ELSEWHERE:
        return Target(result.path, False, result.path.partition("://")[2] or result.path)
    return Target("", False)


def _problems(page: Summary, target: str, at: Location, image: bool, result: Resolved) -> Iterable[Problem]:
    kind = "image" if image else "link"
    if result.meaning is Meaning.EMPTY:
        yield Problem("empty-address", page.id, at, f"this {kind} has no address; write one, or take the {kind} out")
    elif result.meaning is Meaning.MALFORMED:
        yield Problem(
            "malformed-address",
            page.id,
            at,
            f"`{target}` is no address a reader can follow; write the address of the source, or a path from this page",
        )
    elif result.meaning is Meaning.MISSING:
        yield Problem(
            "missing-target",
            page.id,
            at,
            f"nothing on this site is at `{target}`; write another address, or take the {kind} out",
        )
    elif result.missing_anchor:
        where = "this page" if result.page == page.id else "the page it leads to"
        yield Problem(
            "missing-target",
            page.id,
            at,
            f"{where} has no heading or anchor `#{result.missing_anchor}`; write the name of one that it has",
        )
    elif result.written:
        yield Problem(
            "target-case", page.id, at, f"`{target}` differs in case from `{_true(result)}`; write it in the same way"
        )
    if result.page is not None and result.wanted:
        name = language_name(result.page.locale, "en")
        message = (
            f"`{target}` is not in {result.wanted}; translate it, or keep the link to {name} ({result.page.locale})"
        )
        yield Problem("untranslated-target", page.id, at, message)


def _true(result: Resolved) -> str:
    """Returns what a link that differs in case means, as it is written where it is."""
    if result.written.startswith("#"):
        return unquote(result.suffix[result.suffix.index("#") :])
    return f"{result.page.path}.md" if result.page else result.path.partition("/")[2]


def _clash(
    pages: Mapping[PageId, Summary], places: Mapping[PageId, str], page: PageId, owner: PageId | None
) -> Problem:
    at = Location(pages[page].file, 1, 1, 1, 1, 0, 0)
    whose = f"of `{pages[owner].file}`" if owner else "that the site needs for its search"
    message = f"this page would have the address {whose}; it is published at `{places[page]}`; rename one file"
    return Problem("address-clash", page, at, message)


def _navigation(
    settings: Settings,
    known: Pages,
    places: Mapping[PageId, str],
    tocs: tuple[Toc, ...],
    keys: Mapping[str, SortKey],
) -> tuple[dict[str, tuple[Section, ...]], dict[PageId, tuple[Crumb, ...]]]:
    """Groups the articles of each locale by folder, and says of each which way leads to it."""
    sections: dict[str, tuple[Section, ...]] = {}
    trails: dict[PageId, tuple[Crumb, ...]] = {}
    by_address = {address: page for page, address in places.items()}
    for locale in settings.locales:
        home = f"{locale.lower()}/"
        # Folders are told apart by their addresses: two names that are written alike share one list.
        folders: dict[str, list[PageId]] = defaultdict(list)
        names: dict[str, str] = {}
        for page in known.summaries:
            if page.locale == locale and places[page] != home:
                parts = page.path.split("/")[:-1]
                for depth in range(len(parts)):
                    names.setdefault(slug("/".join(parts[: depth + 1])), parts[depth])
                folders[slug("/".join(parts)) if parts else ""].append(page)
        named = _toc_trails(settings, known, places, [toc for toc in tocs if toc.locale == locale])
        found = []
        for folder in sorted(folders):
            address = folder_address(locale, folder)
            members = folders[folder]
            listed = [page for page in members if places[page] != address] or members
            listed.sort(key=lambda page, key=keys[locale]: key(known.summaries[page].title))  # type: ignore[misc]
            found.append(Section(_folder_title(known, by_address, names, locale, folder), address, tuple(listed)))
            steps = [folder[: i if i >= 0 else None] for i in _slashes(folder)] if folder else []
            way = [
                Crumb(_folder_title(known, by_address, names, locale, step), folder_address(locale, step))
                for step in steps
                if step in folders
            ]
            for page in members:
                trails[page] = named.get(page) or tuple(crumb for crumb in way if crumb.address != places[page])
        sections[locale] = tuple(found)
    return sections, trails


def _slashes(folder: str) -> list[int]:
    return [i for i, char in enumerate(folder) if char == "/"] + [-1]


def _folder_title(
    known: Pages, by_address: Mapping[str, PageId], names: Mapping[str, str], locale: str, folder: str
) -> str:
    """Returns the title of a folder: that of the article at its address, else its name in words."""
    if not folder:
        return ""
    index = by_address.get(f"{locale.lower()}/{folder}/")
    if index is not None:
        return known.summaries[index].title
    name = names[folder].replace("-", " ").replace("_", " ").strip()
    return name[:1].upper() + name[1:]


def _toc_trails(
    settings: Settings, known: Pages, places: Mapping[PageId, str], tocs: list[Toc]
) -> dict[PageId, tuple[Crumb, ...]]:
    """Returns the way to each page that stands in a group of a table of contents."""
    trails: dict[PageId, tuple[Crumb, ...]] = {}

    def page_of(toc: Toc, entry: Entry) -> PageId | None:
        if not entry.href:
            return None
        here = PageId(toc.locale, f"{toc.folder}/TOC" if toc.folder else "TOC")
        found = resolve(settings, known, here, entry.href.partition("#")[0]) if entry.href.partition("#")[0] else None
        page = found.page if found else None
        return page if page is not None and page.locale == toc.locale else None

    def walk(toc: Toc, entries: tuple[Entry, ...], above: tuple[Crumb, ...]) -> None:
        for entry in entries:
            page = page_of(toc, entry)
            if page is not None and above:
                trails.setdefault(page, above)
            walk(toc, entry.entries, (*above, Crumb(entry.title, places[page] if page else "")))

    for toc in tocs:
        walk(toc, toc.entries, ())
    return trails


def _neighbours(sections: Mapping[str, tuple[Section, ...]]) -> dict[PageId, tuple[PageId | None, PageId | None]]:
    """Says of each article which one stands before and after it in its section."""
    found: dict[PageId, tuple[PageId | None, PageId | None]] = {}
    for locale in sections.values():
        for section in locale:
            for before, page, after in zip(
                (None, *section.pages), section.pages, (*section.pages[1:], None), strict=False
            ):
                found[page] = (before, after)
    return found
