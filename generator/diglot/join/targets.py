"""What the links of pages lead to, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from re import IGNORECASE
from re import compile as pattern
from urllib.parse import unquote

from diglot.i18n import language_name
from diglot.join.references import References, follow, is_reference
from diglot.markup.xref import uid_of
from diglot.model import Link, Location, PageId, Problem, Summary, Target
from diglot.settings import Settings
from diglot.urls import Meaning, Pages, Resolved, folder_address, resolve, resource_address, slug

_MISSPELT = pattern(r"h{0,2}t{1,3}p{1,2}s{0,2}:[/\\]{0,3}([A-Za-z0-9-]+\.[A-Za-z0-9.-]+(?:[/?#:].*)?)\Z", IGNORECASE)
"""`http` and `https` with a letter too many or too few, or without all of their slashes, before a host."""


def targets_of(
    settings: Settings,
    known: Pages,
    places: Mapping[PageId, str],
    references: References,
    pages: Iterable[Summary] | None = None,
) -> tuple[dict[PageId, tuple[Target, ...]], tuple[tuple[str, str], ...], list[Problem]]:
    """Returns what the links of each page lead to, the resources that are used, and what is wrong with links.

    `pages` are those whose links are looked at: all of the `known` ones where nobody says so.
    """
    targets: dict[PageId, tuple[Target, ...]] = {}
    used: set[tuple[str, str]] = set()
    problems: dict[tuple[str, Location, str], Problem] = {}
    for page in known.summaries.values() if pages is None else pages:
        if not page.links:
            continue
        found = []
        for link in page.links:
            if is_reference(link.target):
                target, reported = _reference(settings, known, places, references, page, link)
            else:
                result = resolve(settings, known, page.id, link.target, link.base)
                if result.meaning is Meaning.RESOURCE:
                    locale, _, path = result.path.partition("/")
                    used.add((locale, path))
                target = target_of(known, places, page.id, result)
                reported = _problems(page, link.target, link.at, link.image, result)
            found.append(target)
            # What a generated page inherits is reported on the translation that it was made of.
            for problem in () if page.generated else reported:
                # A file that many pages include is wrong once.
                problems.setdefault((problem.rule, problem.at, problem.message), problem)
        targets[page.id] = tuple(found)
    return targets, tuple(sorted(used)), list(problems.values())


def _reference(
    settings: Settings,
    known: Pages,
    places: Mapping[PageId, str],
    references: References,
    page: Summary,
    link: Link,
) -> tuple[Target, Iterable[Problem]]:
    target = follow(references, known.summaries, places, page.id, link.target, settings.source_locale)
    if target is not None:
        return target, ()
    # Without a map, references to other sites are expected to be unknown; `@` is more often no reference at all.
    if link.target.startswith("@") or not references.elsewhere:
        return Target("", False, plain=True), ()
    uid = uid_of(link.target)
    message = f"no page and no map has the uid `{uid}`; write one that is known, or add a map that has it"
    return Target("", False, plain=True), (Problem("unknown-uid", page.id, link.at, message),)


def target_of(known: Pages, places: Mapping[PageId, str], here: PageId, result: Resolved) -> Target:
    """Returns what a link in the page `here` leads to, once it is resolved."""
    if result.meaning is Meaning.PAGE and result.page is not None:
        locale = result.page.locale if result.page.locale != here.locale else ""
        return Target(places[result.page] + result.suffix, True, known.summaries[result.page].title, locale)
    if result.meaning is Meaning.RESOURCE:
        locale, _, path = result.path.partition("/")
        return Target(resource_address(locale, path) + result.suffix, True, path.rsplit("/", 1)[-1])
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
        meant = _meant(target)
        advice = f"did you mean `{meant}`" if meant else "write the address of the source, or a path from this page"
        yield Problem("malformed-address", page.id, at, f"`{target}` is no address a reader can follow; {advice}")
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
    if result.meaning in (Meaning.PAGE, Meaning.FOLDER, Meaning.RESOURCE) and "\\" in _path_of(target):
        message = f"`{target}` has `\\` between its folders; write `/`, which all tools understand"
        yield Problem("backslash-path", page.id, at, message)
    if result.page is not None and result.wanted:
        name = language_name(result.page.locale, "en")
        message = (
            f"`{target}` is not in {result.wanted}; translate it, or keep the link to {name} ({result.page.locale})"
        )
        yield Problem("untranslated-target", page.id, at, message)


def _meant(target: str) -> str:
    """Returns the address of the web that `target` is a slip of; empty where it is none."""
    match = _MISSPELT.match(target.strip())
    return f"https://{match.group(1)}" if match else ""


def oversize(
    pages: Mapping[PageId, Summary],
    targets: Mapping[PageId, tuple[Target, ...]],
    images: Iterable[tuple[str, str, int]],
) -> Iterator[Problem]:
    """Yields a problem for each of `images`, (locale, path, bytes), where the first page shows it."""
    left = {resource_address(locale, path): size for locale, path, size in images}
    if not left:
        return
    for page in pages.values():
        for link, target in zip(page.links, targets.get(page.id, ()), strict=False):
            address = target.address.partition("#")[0].partition("?")[0]
            if link.image and target.internal and address in left:
                size = left.pop(address)
                message = f"`{link.target}` has {size:,} bytes; make it smaller, so that readers do not wait for it"
                yield Problem("oversize-resource", page.id, link.at, message)


def _path_of(target: str) -> str:
    return unquote(target.partition("#")[0].partition("?")[0])


def _true(result: Resolved) -> str:
    """Returns what a link that differs in case means, as it is written where it is."""
    if result.written.startswith("#"):
        return unquote(result.suffix[result.suffix.index("#") :])
    return f"{result.page.path}.md" if result.page else result.path.partition("/")[2]
