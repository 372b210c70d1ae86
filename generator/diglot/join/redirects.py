"""Redirects: where the readers of articles go that are no longer there, chains followed to their end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from re import compile as pattern
from typing import NamedTuple

from diglot.join.targets import target_of
from diglot.model import PageId, Problem, Summary, Target
from diglot.settings import Settings
from diglot.urls import Meaning, Pages, Redirect, Resolved, is_final, page_address, page_names, place_of, resolve

_WEB = pattern(r"(?:https?:)?//", 2)


class Redirected(NamedTuple):
    """What became of the redirects of a site."""

    ends: Mapping[tuple[str, str], Resolved]
    """See `Pages.redirects`."""
    problems: tuple[Problem, ...]


def follow_redirects(settings: Settings, known: Pages, redirects: Iterable[Redirect]) -> Redirected:
    """Returns what the redirects of a site lead to; those in whose place an article stands are left out."""
    follower = _Follower(settings, known, redirects)
    ends: dict[tuple[str, str], Resolved] = {}
    for page in follower.redirects:
        if (end := follower.end(page)) is not None:
            ends[page] = end
    found = {key: ends[page] for key, page in follower.lower.items() if page in ends}
    return Redirected(found | ends, tuple(follower.problems.values()))


def own_redirects(summaries: Iterable[Summary]) -> tuple[Redirect, ...]:
    """Returns the redirects that pages are, instead of being articles."""
    found = (page for page in summaries if page.redirect)
    return tuple(
        Redirect(page.id, link.target, link.at, link.base)
        for page in sorted(found, key=lambda page: page.id)
        for link in page.links
    )


def resources_of(ends: Iterable[Resolved]) -> frozenset[tuple[str, str]]:
    """Returns (locale, path) of the files that readers are sent to: they are published."""
    split = (end.path.partition("/") for end in ends if end.meaning is Meaning.RESOURCE)
    return frozenset((locale, path) for locale, _, path in split)


def redirect_pages(
    known: Pages, places: Mapping[PageId, str], redirects: Iterable[Redirect], taken: Iterable[str]
) -> tuple[dict[str, Target], tuple[Problem, ...]]:
    """Returns the addresses of pages that send readers on, sorted, each with where to.

    `taken` are addresses at which the site has a page of its own, such as the list of a folder's articles.
    """
    occupied = {address.lower() for address in taken}
    found: dict[str, Target] = {}
    problems: dict[Redirect, Problem] = {}
    for redirect in redirects:
        page = redirect.page
        address = page_address(page)
        end = known.redirects.get((page.locale, page.path))
        if end is None or address in found:
            continue
        if address.lower() in occupied:
            message = f"`{page.path}` has the address `{address}`, where the site has a page of its own"
            problems[redirect] = Problem(
                "address-clash", page, redirect.at, f"{message}; remove the redirection, or give it another path"
            )
            continue
        found[address] = target_of(known, places, page, end)
    return dict(sorted(found.items())), tuple(problems.values())


class _Follower:
    """Follows redirects, each one once."""

    def __init__(self, settings: Settings, known: Pages, redirects: Iterable[Redirect]) -> None:
        self._settings = settings
        self._known = known
        self._ends: dict[PageId, Resolved | None] = {}
        self.problems: dict[tuple[object, ...], Problem] = {}
        self.redirects: dict[PageId, Redirect] = {}
        addresses = {page_address(page): page for page in known.summaries}
        for redirect in redirects:
            if redirect.page.locale in settings.locales:
                self._take(redirect, addresses.get(page_address(redirect.page)))
        self.lower = {(page.locale, page.path.lower()): page for page in reversed(self.redirects)}
        for page, redirect in self.redirects.items():
            if redirect.base:
                # It was published elsewhere than its file was; links name the file.
                self.lower.setdefault((page.locale, page_names(redirect.base)[0].lower()), page)

    def _take(self, redirect: Redirect, article: PageId | None) -> None:
        page = redirect.page
        if article is not None:
            file = self._known.summaries[article].file
            message = f"`{page.path}` is an article, `{file}`, and stays one; remove the redirection, or the article"
            self._tell("address-clash", redirect, message)
        elif (first := self.redirects.setdefault(page, redirect)).target != redirect.target:
            message = f"`{page.path}` is sent to `{first.target}` already, and not to `{redirect.target}`; remove one"
            self._tell("address-clash", redirect, message)

    def end(self, page: PageId) -> Resolved | None:
        """Returns where the readers of `page` end; None where they do not get anywhere."""
        way: dict[PageId, None] = {}
        following: PageId | None = page
        result: Resolved | None = None
        while following is not None:
            if following in self._ends:
                result = self._ends[following]
                break
            if following in way:
                self._tell_loop(following, way)
                break
            way[following] = None
            following, result = self._step(self.redirects[following])
        self._ends.update(dict.fromkeys(way, result))
        return result

    def _step(self, redirect: Redirect) -> tuple[PageId | None, Resolved | None]:
        """Returns the redirect that comes next, or what this one leads to."""
        target = redirect.target
        if not target:
            self._tell("empty-address", redirect, "this redirection has no address; write one, or remove it")
            return None, None
        if is_final(self._settings, target):
            if _WEB.match(target):
                return None, Resolved(Meaning.ELSEWHERE, path=target)
            self._refuse(redirect)
            return None, None
        if target.startswith(("#", "?")):
            return redirect.page, None
        locale, place = place_of(self._settings, redirect.page, target, redirect.base)
        following = self._next(locale, place)
        if following is not None:
            return following, None
        found = resolve(self._settings, self._known, redirect.page, target, redirect.base)
        if found.meaning is Meaning.MALFORMED:
            self._refuse(redirect)
            return None, None
        if found.meaning is Meaning.MISSING:
            following = self._next(self._settings.source_locale, place)
            if following is None:
                message = f"nothing on this site is at `{target}`; write another address, or remove the redirection"
                self._tell("missing-target", redirect, message)
            return following, None
        if found.missing_anchor:
            message = f"the page `{target}` has no heading or anchor `#{found.missing_anchor}`; write one that it has"
            self._tell("missing-target", redirect, message)
        return None, found._replace(missing_anchor="", written="", wanted="")

    def _next(self, locale: str, place: str | None) -> PageId | None:
        """Returns the redirect at a place, if no article stands there."""
        for name in page_names(place) if place is not None else ():
            if (locale, name) in self._known.paths or (locale, name.lower()) in self._known.paths:
                return None
            page = PageId(locale, name)
            if page in self.redirects or (page := self.lower.get((locale, name.lower()), page)) in self.redirects:
                return page
        return None

    def _refuse(self, redirect: Redirect) -> None:
        message = f"`{redirect.target}` is no address a reader can be sent to; write a path, or one with `https://`"
        self._tell("malformed-address", redirect, message)

    def _tell_loop(self, start: PageId, way: Mapping[PageId, None]) -> None:
        pages = list(way)
        circle = pages[pages.index(start) :]
        redirect = self.redirects[min(circle)]
        names = (
            f"{len(circle)} redirections lead in a circle" if len(circle) > 1 else "this redirection leads to itself"
        )
        message = f"{names}, beginning with `{redirect.target}`; write the address of an article that is there"
        self._tell("redirect-loop", redirect, message)

    def _tell(self, rule: str, redirect: Redirect, message: str) -> None:
        # One file can be meant for all locales; what is wrong with it is wrong once.
        self.problems.setdefault((rule, redirect.at, message), Problem(rule, redirect.page, redirect.at, message))
