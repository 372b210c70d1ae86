"""The second stage: the summaries of all pages become one index. Dictionary joins only; no page's text is read here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from diglot.i18n import sort_key
from diglot.join.alignment import aligned
from diglot.join.fallbacks import fallback_facts, with_fallbacks
from diglot.join.navigation import navigation
from diglot.join.outline import Site
from diglot.join.redirects import follow_redirects, own_redirects, redirect_pages, resources_of
from diglot.join.references import references_of
from diglot.join.targets import oversize, targets_of
from diglot.model import Index, Location, PageId, Problem, Reference, Summary, Target, Toc
from diglot.own_pages import own_addresses
from diglot.settings import Settings
from diglot.urls import Beside, Pages, addresses, page_names, resource_address

__all__ = ["as_source", "fallback_facts", "join", "missing_sources", "retargeted", "with_fallbacks", "with_sizes"]


def join(
    settings: Settings,
    summaries: Iterable[Summary],
    tocs: Iterable[Toc] = (),
    resources: Iterable[tuple[str, str]] = (),
    alphabets: Mapping[str, str] | None = None,
    references: Mapping[str, Reference] | None = None,
    beside: Beside | None = None,
) -> Index:
    """Returns the index of the site.

    `resources` are (locale, path) of all files beside the articles, `alphabets` the letters of a locale in their order,
    `references` what maps of other sites say of uids, `beside` what else the content brings.
    Pages of locales that the site does not have are left out.
    """
    order = {locale: number for number, locale in enumerate(settings.locales)}
    beside = beside or Beside()
    found = tuple(page for page in summaries if page.id.locale in order)
    redirects = (*own_redirects(found), *beside.redirects)
    pages = site_pages(settings, found)
    places, clashes = addresses(list(pages))
    known = _known(pages, list(resources), beside)
    sent = follow_redirects(settings, known, redirects)
    known = known._replace(redirects=sent.ends)
    known_uids = references_of(pages, references or {})
    targets, used, problems = targets_of(settings, known, places, known_uids)
    keys = {locale: sort_key((alphabets or {}).get(locale, "")) for locale in settings.locales}
    alternates = _alternates(pages, order)
    ways = navigation(Site(settings, known, places, alternates, known_uids), tuple(tocs), keys)
    taken = (*places.values(), *own_addresses(settings, ways.sections))
    moved, refused = redirect_pages(known, places, redirects, taken)
    return Index(
        pages=pages,
        addresses=places,
        alternates=alternates,
        targets=targets,
        resources=tuple(sorted({*used, *ways.resources, *resources_of(sent.ends.values())})),
        trails=ways.trails,
        neighbours=ways.neighbours,
        sections=ways.sections,
        home=ways.home,
        navigation=ways.levels,
        problems=(
            *(_clash(pages, places, page, owner) for page, owner in clashes),
            *problems,
            *oversize(pages, targets, beside.oversize),
            *sent.problems,
            *ways.problems,
            *refused,
        ),
        redirects=moved,
        blocks=aligned(settings, pages, alternates),
    )


def site_pages(settings: Settings, summaries: Iterable[Summary]) -> dict[PageId, Summary]:
    """Returns the pages of the site in its order: those of its locales that do not only send readers on."""
    order = {locale: number for number, locale in enumerate(settings.locales)}
    wanted = [page for page in summaries if page.id.locale in order and not page.redirect]
    return {page.id: page for page in sorted(wanted, key=lambda page: (order[page.id.locale], page.id.path))}


def retargeted(
    settings: Settings,
    index: Index,
    page: Summary,
    resources: Iterable[tuple[str, str]] = (),
    references: Mapping[str, Reference] | None = None,
    beside: Beside | None = None,
) -> tuple[Target, ...]:
    """Returns what the links of one page lead to that changed since `index` was joined."""
    beside = beside or Beside()
    pages = {**index.pages, page.id: page}
    known = _known(pages, list(resources), beside)
    known = known._replace(redirects=follow_redirects(settings, known, beside.redirects).ends)
    uids = references_of(pages, references or {})
    return targets_of(settings, known, index.addresses, uids, [page])[0].get(page.id, ())


def with_sizes(index: Index, sizes: Mapping[tuple[str, str], tuple[int, int]]) -> Index:
    """Returns `index` with the width and height of the images that links lead to; `sizes` has them by resource."""
    if not sizes:
        return index
    by_address = {resource_address(*resource): size for resource, size in sizes.items()}

    def sized(target: Target) -> Target:
        size = by_address.get(target.address.partition("#")[0].partition("?")[0]) if target.internal else None
        return target._replace(size=size) if size else target

    return replace(index, targets={page: tuple(map(sized, targets)) for page, targets in index.targets.items()})


def _known(pages: Mapping[PageId, Summary], resources: list[tuple[str, str]], beside: Beside) -> Pages:
    """Makes pages and files findable by their paths as they are, and in lower case; what moved, by both its paths."""
    lower = {(page.locale, page.path.lower()): page for page in reversed(list(pages))}
    lower_resources = {(locale, path.lower()): path for locale, path in reversed(resources)}
    origins = {PageId(file.locale, file.path): file.origin for file in beside.moved if file.origin}
    on_disk = [(page, page_names(origin)[0]) for page, origin in origins.items() if page in pages]
    files_on_disk = [(page, origin) for page, origin in origins.items() if page not in pages]
    return Pages(
        {
            **lower,
            **{(page.locale, path.lower()): page for page, path in reversed(on_disk)},
            **{(page.locale, page.path): page for page in pages},
            **{(page.locale, path): page for page, path in on_disk},
        },
        {
            **lower_resources,
            **{(file.locale, path.lower()): file.path for file, path in reversed(files_on_disk)},
            **{(locale, path): path for locale, path in resources},
            **{(file.locale, path): file.path for file, path in files_on_disk},
        },
        pages,
        {(page.locale, folder.lower()): folder for page in pages for folder in [page.path.rpartition("/")[0]]},
        origins,
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


def _clash(
    pages: Mapping[PageId, Summary], places: Mapping[PageId, str], page: PageId, owner: PageId | None
) -> Problem:
    at = Location(pages[page].file, 1, 1, 1, 1, 0, 0)
    whose = f"of `{pages[owner].file}`" if owner else "that the site needs itself"
    message = f"this page would have the address {whose}; it is published at `{places[page]}`; rename one file"
    return Problem("address-clash", page, at, message)
