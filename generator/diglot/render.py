"""The stage that draws pages: facts and bodies in, finished files out. It knows the theme, and no other page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import replace
from functools import lru_cache, partial
from gettext import NullTranslations
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateRuntimeError
from markupsafe import Markup

from diglot import __version__
from diglot.i18n import format_day, language, language_name, translations
from diglot.markup.labels import fill_labels
from diglot.markup.slots import fill_blocks, fill_slots
from diglot.model import Body, Crumb, Facts, Heading, Index, Output, PageId, Section, Summary, Theme
from diglot.settings import Settings
from diglot.sidebar import Sidebars
from diglot.urls import relative, web_address
from diglot.view import Alternate, Group, Item, Language, Notice, Site, View

MACHINE = "MT"
_MATH = "math/"
"""Below this the theme has what draws formulas."""
_SHOWN = 24
"""A section with many more articles than this shows so many on the home page, and all of them on its own."""
_MOST_SHOWN = 36
_CONTENTS = 3
"""A table of contents is worth its room from this many headings on."""


class _Reader(NamedTuple):
    """Everything about a locale that its pages share."""

    settings: Settings
    theme: Theme
    site: Site
    catalog: NullTranslations
    sidebars: Sidebars


def render(settings: Settings, theme: Theme, locale: str, articles: Iterable[tuple[Facts, Body]]) -> Iterator[Output]:
    """Yields the page of each article of one locale, in order."""
    reader = _reader(settings, theme, locale)
    for facts, body in articles:
        view = _article(reader, facts, body)
        yield _draw(reader, view, facts.address + "index.html")


def render_lists(settings: Settings, theme: Theme, index: Index, bodies: Callable[[PageId], Body]) -> Iterator[Output]:
    """Yields the pages that list articles, search, or stand for what is missing: for every locale, and for the root.

    `bodies` gives the body of an index article, which is shown on the page of its folder.
    """
    at = {address: page for page, address in index.addresses.items()}
    taken = at.keys() | lists(settings, index) | index.redirects.keys()
    for locale in settings.locales:
        reader = _reader(settings, theme, locale)
        yield from _home(reader, index, at, _all_address(taken, locale), bodies)
        yield from _sections(reader, index, at, _all_address(taken, locale), bodies)
        yield _draw(
            reader, _plain(reader, "search", f"{locale.lower()}/search/"), f"{locale.lower()}/search/index.html"
        )
        yield _draw(reader, _lost(reader), f"{locale.lower()}/404.html")
    built = settings.source_locale in settings.locales
    reader = _reader(settings, theme, settings.source_locale if built else settings.locales[0])
    yield _draw(reader, _lost(reader), "404.html")
    yield _draw(reader, _plain(reader, "languages", ""), "index.html")


def render_redirects(settings: Settings, theme: Theme, index: Index) -> Iterator[Output]:
    """Yields the pages at addresses where articles were, which send readers on; hosts may do so before, by rules."""
    locales = {locale.lower(): locale for locale in settings.locales}
    readers: dict[str, _Reader] = {}
    for here, target in index.redirects.items():
        locale = locales[here.partition("/")[0]]
        reader = readers.setdefault(locale, readers.get(locale) or _reader(settings, theme, locale))
        address = web_address(target.address)
        path = address.partition("#")[0].partition("?")[0]
        full = address
        if target.internal:
            full = settings.base_url + address if settings.base_url else ""
            address = relative(here, path) + address[len(path) :]
        view = replace(
            _plain(reader, "redirect", here),
            title=target.title or address,
            canonical=full,
            robots="noindex",
            next=Item(target.title or address, address),
        )
        yield _draw(reader, view, here + "index.html")


def render_assets(settings: Settings, theme: Theme) -> Iterator[Output]:
    """Yields the theme's assets under names that change with their content, so that they can be cached forever.

    What draws formulas is only there on sites that have some.
    """
    for name, data in theme.assets:
        if settings.math or not name.startswith(_MATH):
            yield Output(_asset_path(theme, name), data)


def lists(settings: Settings, index: Index) -> frozenset[str]:
    """Returns the addresses of pages that list articles. An article at such an address is drawn on that page."""
    homes = {f"{locale.lower()}/" for locale in settings.locales}
    return frozenset(
        homes | {section.address for found in index.sections.values() for section in found if section.address}
    )


def facts_of(index: Index, page: PageId) -> Facts:
    """Returns what the rendering of `page` has to know of the others."""
    before, after = index.neighbours.get(page, (None, None))
    return Facts(
        summary=replace(index.pages[page], links=(), blocks=""),
        address=index.addresses[page],
        alternates=tuple((id.locale, index.addresses[id], index.pages[id].generated) for id in index.alternates[page]),
        trail=index.trails.get(page, ()),
        previous=_crumb(index, before),
        next=_crumb(index, after),
        targets=index.targets.get(page, ()),
        navigation=index.navigation.get(page, ()),
        blocks=index.blocks.get(page, ()),
    )


def _crumb(index: Index, page: PageId | None) -> Crumb | None:
    return Crumb(index.pages[page].title, index.addresses[page]) if page else None


def _article(reader: _Reader, facts: Facts, body: Body) -> View:
    summary, here = facts.summary, facts.address
    html = fill_slots(body.html, here, facts.targets, summary.id.locale)
    html = fill_blocks(html, facts.blocks)
    html = fill_labels(html, reader.catalog.gettext)
    alternates = _alternates(reader.settings, here, facts.alternates, summary.id.locale)
    return View(
        kind="article",
        site=_site_from(reader, here),
        root=relative(here, "") if here else "./",
        home=relative(here, f"{summary.id.locale.lower()}/"),
        title=summary.title,
        description=summary.description,
        canonical=_absolute(reader.settings, here),
        robots=", ".join(sorted(summary.metadata.robots)),
        alternates=alternates if len(alternates) > 1 else (),
        default=_default(reader.settings, here, facts.alternates),
        trail=tuple(_step(here, crumb) for crumb in facts.trail),
        navigation=reader.sidebars.branch(facts.navigation, here),
        previous=_neighbour(here, facts.previous),
        next=_neighbour(here, facts.next),
        notices=_notices(reader, summary, alternates),
        body=html,
        shows_title=not body.has_title,
        contents=_contents(body),
        updated=format_day(summary.metadata.updated, summary.id.locale),
        has_formulas=reader.settings.math and " data-math=" in html,
    )


def _notices(reader: _Reader, summary: Summary, alternates: tuple[Alternate, ...]) -> tuple[Notice, ...]:
    locale = summary.id.locale
    if summary.generated:
        others = [alternate for alternate in alternates if not alternate.current]
        return (_notice("generated-source", locale, others[0] if len(others) == 1 else None),)
    if summary.metadata.translation_type.upper() != MACHINE:
        return ()
    source = next((other for other in alternates if other.language.tag == reader.settings.source_locale), None)
    return (_notice("machine-translated", locale, source, format_day(summary.metadata.last_handoff, locale)),)


def _notice(kind: str, locale: str, other: Alternate | None, day: str = "") -> Notice:
    return Notice(kind, day, other, _language_name(other.language.tag, locale) if other else "")


def _contents(body: Body) -> tuple[Heading, ...]:
    headings = tuple(heading for heading in body.headings if 2 <= heading.level <= 3 and heading.text)
    return headings if len(headings) >= _CONTENTS else ()


def _step(here: str, crumb: Crumb) -> Crumb:
    return crumb._replace(address=relative(here, crumb.address)) if crumb.internal and crumb.address else crumb


def _neighbour(here: str, crumb: Crumb | None) -> Item | None:
    return Item(crumb.title, relative(here, crumb.address)) if crumb else None


_At = Mapping[str, PageId]
_Bodies = Callable[[PageId], Body]


def _home(reader: _Reader, index: Index, at: _At, everything: str, bodies: _Bodies) -> Iterator[Output]:
    locale = reader.site.locale.tag
    here = f"{locale.lower()}/"
    sections = index.home.get(locale, index.sections[locale])
    groups = tuple(_group(index, here, section, section.address or everything) for section in sections)
    view = replace(_plain(reader, "home", here), groups=groups)
    if here in at:
        view = _on_index(reader, index, at[here], bodies, view)
    else:
        homes = _languages(reader.settings, here, locale)
        default = _absolute(reader.settings, "") or "../"
        view = replace(view, alternates=homes if len(homes) > 1 else (), default=default)
    yield _draw(reader, view, here + "index.html")


def _sections(reader: _Reader, index: Index, at: _At, everything: str, bodies: _Bodies) -> Iterator[Output]:
    locale = reader.site.locale.tag
    for section in index.sections[locale]:
        if not section.address and len(section.pages) <= _MOST_SHOWN:
            continue
        here = section.address or everything
        group = _group(index, here, section, "", limit=False)
        view = replace(_plain(reader, "section", here), title=section.title, groups=(group,))
        if here in at:
            view = _on_index(reader, index, at[here], bodies, view)
        yield _draw(reader, view, here + "index.html")


def _on_index(reader: _Reader, index: Index, page: PageId, bodies: _Bodies, view: View) -> View:
    """Returns `view` with the index article of its folder on it."""
    own = _article(reader, facts_of(index, page), bodies(page))
    return replace(own, kind=view.kind, groups=view.groups)


def _all_address(taken: Set[str], locale: str) -> str:
    """Returns the address of the list of articles that stand in no folder: one that nothing else has."""
    name = "all"
    while f"{locale.lower()}/{name}/" in taken:
        name += "-articles"
    return f"{locale.lower()}/{name}/"


def _group(index: Index, here: str, section: Section, address: str, *, limit: bool = True) -> Group:
    pages = section.pages
    shown = pages[:_SHOWN] if limit and len(pages) > _MOST_SHOWN else pages
    full = not limit or len(pages) <= _SHOWN
    items = tuple(
        Item(
            index.pages[page].title,
            relative(here, index.addresses[page]),
            index.pages[page].description if full else "",
        )
        for page in shown
    )
    linked = address and (section.address or len(shown) < len(pages))
    return Group(section.title, relative(here, address) if linked else "", items, len(pages))


def _plain(reader: _Reader, kind: str, here: str) -> View:
    return View(
        kind=kind,
        site=_site_from(reader, here),
        root=relative(here, ""),
        home=relative(here, f"{reader.site.locale.tag.lower()}/"),
        title=reader.site.title if kind in ("home", "languages") else "",
        canonical=_absolute(reader.settings, here) if kind in ("home", "section") else "",
        robots="noindex" if kind == "search" else "",
    )


def _lost(reader: _Reader) -> View:
    """A host shows this page at any address, so its own links start at the root of the host."""
    scheme, _, rest = reader.settings.base_url.partition("://")
    root = "/" + rest.partition("/")[2] if scheme and rest else "/"
    languages = tuple(
        replace(alternate, address=root + alternate.address) for alternate in _site_from(reader, "").languages
    )
    home = f"{root}{reader.site.locale.tag.lower()}/"
    site = replace(reader.site, languages=languages)
    return View(kind="not-found", site=site, root=root, home=home, title="", robots="noindex")


def _alternates(
    settings: Settings, here: str, pages: tuple[tuple[str, str, bool], ...], current: str
) -> tuple[Alternate, ...]:
    return tuple(
        Alternate(
            language=_language(locale, settings.locales),
            address=relative(here, address),
            absolute=_absolute(settings, address) or relative(here, address),
            current=locale == current,
            generated=generated,
        )
        for locale, address, generated in pages
    )


def _default(settings: Settings, here: str, pages: tuple[tuple[str, str, bool], ...]) -> str:
    """Returns the address for readers of none of the languages: the source page, if there is one."""
    address = next((address for locale, address, _ in pages if locale == settings.source_locale), "")
    return (_absolute(settings, address) or relative(here, address)) if address else ""


def _absolute(settings: Settings, address: str) -> str:
    return settings.base_url + quote(address) if settings.base_url else ""


def _site_from(reader: _Reader, here: str) -> Site:
    if reader.site.languages and here.count("/") == 1 and here.startswith(reader.site.locale.tag.lower()):
        return reader.site
    return replace(reader.site, languages=_languages(reader.settings, here, reader.site.locale.tag))


def _languages(settings: Settings, here: str, current: str) -> tuple[Alternate, ...]:
    return _alternates(
        settings, here, tuple((locale, f"{locale.lower()}/", False) for locale in settings.locales), current
    )


@lru_cache(maxsize=512)
def _language(locale: str, locales: tuple[str, ...]) -> Language:
    """Returns the name that tells `locale` from the other locales of the site: with its region only where it has to."""
    first = locale.partition("-")[0]
    return language(locale, region=sum(other.partition("-")[0] == first for other in locales) > 1)


_language_name = lru_cache(maxsize=4096)(language_name)
_translations = lru_cache(maxsize=64)(translations)


def _reader(settings: Settings, theme: Theme, locale: str) -> _Reader:
    catalogs = dict(theme.catalogs)
    catalog = _translations(catalogs.get(locale) or _sibling(catalogs, locale))
    home = f"{locale.lower()}/"
    site = Site(
        title=settings.title_in(locale) or catalog.gettext("Help"),
        locale=_language(locale, settings.locales),
        languages=_languages(settings, home, locale),
        generator=f"Diglot {__version__}",
    )
    return _Reader(settings, theme, site, catalog, Sidebars(locale))


def _sibling(catalogs: dict[str, str], locale: str) -> str:
    """Returns the catalog of another region of the same language: Belgian readers understand the Dutch one."""
    return next((po for tag, po in catalogs.items() if tag.partition("-")[0] == locale.partition("-")[0]), "")


def _draw(reader: _Reader, view: View, path: str) -> Output:
    template = _environment(reader.theme.templates).get_template(f"{view.kind}.html")

    def gettext(message: str, /, **variables: object) -> Markup:
        return Markup(reader.catalog.gettext(message)) % variables

    def ngettext(one: str, many: str, num: int, /, **variables: object) -> Markup:
        return Markup(reader.catalog.ngettext(one, many, num)) % {"num": num, **variables}

    asset = partial(_asset, reader.theme, view.root)
    text = template.render(view=view, asset=asset, _=gettext, gettext=gettext, ngettext=ngettext)
    return Output(path, text.encode("utf-8", "replace"))


@lru_cache(maxsize=2)
def _environment(templates: tuple[tuple[str, str], ...]) -> Environment:
    """Returns the compiled templates. Kept per process: compiling costs as much as drawing a hundred pages."""
    environment = Environment(
        loader=DictLoader(dict(templates)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    return environment


def _asset(theme: Theme, root: str, name: str) -> str:
    return root.removeprefix("./") + _asset_path(theme, name)


@lru_cache(maxsize=256)
def _asset_path(theme: Theme, name: str) -> str:
    data = dict(theme.assets).get(name)
    if data is None:
        raise TemplateRuntimeError(f"a template asks for the asset `{name}`, which the theme does not have")
    folder, slash, rest = name.partition("/")
    if slash:
        # The files of a folder may name one another, so it is the folder that has a name of its own.
        together = sha256()
        for other, content in theme.assets:
            if other.startswith(folder + slash):
                together.update(f"{other} {len(content)} ".encode() + content)
        return f"assets/{folder}.{together.hexdigest()[:8]}/{rest}"
    stem, dot, ending = name.rpartition(".")
    return f"assets/{stem or ending}.{sha256(data).hexdigest()[:8]}{dot if stem else ''}{ending if stem else ''}"
