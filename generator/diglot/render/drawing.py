"""Drawing: what the pages of a locale share, the compiled templates, and the names of assets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache, partial
from gettext import NullTranslations
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote

from jinja2 import Environment, StrictUndefined, TemplateRuntimeError
from markupsafe import Markup

from diglot import __version__
from diglot.i18n import language, language_name, tongue, translations
from diglot.looks import Theme
from diglot.model import Output
from diglot.own_pages import Version
from diglot.policy import page_policy
from diglot.render.templates import loader_of, misdrawn
from diglot.settings import Settings
from diglot.sidebar import Sidebars
from diglot.urls import relative
from diglot.view import Alternate, Language, Site, View

OFFER = "offer.json"
"""The template of what offers readers a page in their language."""


class Reader(NamedTuple):
    """Everything about a locale that its pages share."""

    settings: Settings
    theme: Theme
    site: Site
    catalog: NullTranslations
    words: dict[str, Markup]
    """What of the catalog was asked for already."""
    sidebars: Sidebars
    environment: Environment
    """The compiled templates."""
    assets: dict[str, str]
    """Where assets are that templates asked for already."""
    sites: dict[int, Site]
    """What pages of a depth know of the site, as far as one asked for it already."""


def plain(reader: Reader, kind: str, here: str) -> View:
    """Returns the view of a page at the address `here` that is no article."""
    return View(
        kind=kind,
        site=site_from(reader, here),
        root=relative(here, ""),
        home=relative(here, f"{reader.site.locale.tag.lower()}/"),
        title=reader.site.title if kind in ("home", "languages") else "",
        canonical=absolute(reader.settings, here) if kind in ("home", "section", "index", "search") else "",
    )


def alternates_of(
    settings: Settings, here: str, pages: tuple[tuple[str, str, bool], ...], current: str
) -> tuple[Alternate, ...]:
    """Returns pages, each a (locale, address, generated), as a page at `here` in `current` links to them."""
    return tuple(
        Alternate(
            language=language_of(locale, settings.locales),
            address=relative(here, address),
            absolute=absolute(settings, address) or relative(here, address),
            current=locale == current,
            generated=generated,
        )
        for locale, address, generated in pages
    )


def with_versions(reader: Reader, view: View, here: str, versions: Iterable[Version], told: Iterable[Version]) -> View:
    """Returns the view of a list at `here` with the languages it exists in, and those that search engines hear of."""
    locale, source = reader.site.locale.tag, reader.settings.source_locale
    others = alternates_of(reader.settings, here, tuple(versions), locale)
    translations = alternates_of(reader.settings, here, tuple(told), locale)
    if len(translations) < 2 or not any(other.current for other in translations):
        translations = ()
    return replace(
        view,
        alternates=others if len(others) > 1 else (),
        translations=translations,
        default=next((other.absolute for other in translations if other.language.tag == source), ""),
    )


def absolute(settings: Settings, address: str) -> str:
    """Returns an address with the site's own before it; nothing where that is not known."""
    return settings.base_url + quote(address) if settings.base_url else ""


def site_from(reader: Reader, here: str) -> Site:
    """Returns what a page at `here` may know of the site."""
    tag = reader.site.locale.tag
    if not here.startswith(f"{tag.lower()}/"):
        return replace(reader.site, languages=languages_of(reader.settings, here, tag))
    # The way from a page to the home pages depends on how deep it is below its own.
    depth = here.count("/")
    if depth not in reader.sites:
        reader.sites[depth] = replace(reader.site, languages=languages_of(reader.settings, here, tag))
    return reader.sites[depth]


def languages_of(settings: Settings, here: str, current: str) -> tuple[Alternate, ...]:
    """Returns the home pages of all locales as a page at `here` links to them."""
    return alternates_of(
        settings, here, tuple((locale, f"{locale.lower()}/", False) for locale in settings.locales), current
    )


@lru_cache(maxsize=512)
def language_of(locale: str, locales: tuple[str, ...]) -> Language:
    """Returns the name that tells `locale` from the other locales of the site: with its region only where it has to."""
    first = locale.partition("-")[0]
    return language(locale, region=sum(other.partition("-")[0] == first for other in locales) > 1)


name_of_language = lru_cache(maxsize=4096)(language_name)
_translations = lru_cache(maxsize=64)(translations)


def reader_of(settings: Settings, theme: Theme, locale: str) -> Reader:
    """Returns what all pages of `locale` share."""
    catalogs = dict(theme.catalogs)
    catalog = _translations(catalogs.get(locale) or _sibling(catalogs, locale))
    home = f"{locale.lower()}/"
    site = Site(
        title=settings.title_in(locale) or catalog.gettext("Help"),
        locale=language_of(locale, settings.locales),
        languages=languages_of(settings, home, locale),
        generator=f"Diglot {__version__}",
        offers=offers_path(settings, theme) if len(settings.locales) > 1 else "",
        standard=settings.default_locale or (locale if len(settings.locales) == 1 else ""),
        searchable=settings.search,
        source=settings.source_locale,
        source_name=name_of_language(settings.source_locale, locale),
        policy=page_policy(settings),
        language=name_of_language(locale, locale),
        offline=settings.offline,
    )
    return Reader(settings, theme, site, catalog, {}, Sidebars(locale), _environment(theme.templates), {}, {})


def look_of(settings: Settings, theme: Theme, locale: str) -> bytes:
    """Returns what stands for everything that articles of `locale` share: the same, if they would look the same."""
    catalogs = dict(theme.catalogs)
    catalog = catalogs.get(locale) or _sibling(catalogs, locale)
    own = repr((settings, catalog, offers_path(settings, theme)))
    return sha256(_look_of_all(theme.templates, theme.assets) + own.encode()).digest()


# Half a megabyte that is the same for every locale and every job.
@lru_cache(maxsize=4)
def _look_of_all(templates: tuple[tuple[str, str], ...], assets: tuple[tuple[str, bytes], ...]) -> bytes:
    return sha256(repr((templates, assets)).encode()).digest()


def _sibling(catalogs: dict[str, str], locale: str) -> str:
    """Returns the catalog of another region of the same language: Belgian readers understand the Dutch one."""
    return next((po for tag, po in catalogs.items() if tongue(tag) == tongue(locale)), "")


def draw(reader: Reader, view: View, path: str) -> Output:
    """Returns the finished file of a view."""
    return Output(path, written(reader, view, f"{view.kind}.html").encode("utf-8", "replace"))


def written(reader: Reader, view: View, name: str) -> str:
    """Returns what the template `name` makes of a view. Raises `MisdrawnError`."""
    words = reader.words

    def gettext(message: str, /, **variables: object) -> Markup:
        if (text := words.get(message)) is None:
            text = words[message] = Markup(reader.catalog.gettext(message))
        try:
            return text % variables
        except (KeyError, TypeError, ValueError) as error:
            raise _unfilled(text, error) from error

    def ngettext(one: str, many: str, num: int, /, **variables: object) -> Markup:
        text = Markup(reader.catalog.ngettext(one, many, num))
        try:
            return text % {"num": num, **variables}
        except (KeyError, TypeError, ValueError) as error:
            raise _unfilled(text, error) from error

    asset = partial(_asset, reader, view.root)
    try:
        template = reader.environment.get_template(name)
        return template.render(view=view, asset=asset, _=gettext, gettext=gettext, ngettext=ngettext)
    except Exception as error:
        # A template can raise anything; what is not its fault goes on as it is.
        if found := misdrawn(dict(reader.theme.templates), error):
            raise found from error
        raise


def _unfilled(text: str, error: Exception) -> TemplateRuntimeError:
    """Returns what a template did wrong that asks for words with placeholders. Catalogs were looked at before."""
    if isinstance(error, KeyError):
        name = error.args[0]
        return TemplateRuntimeError(f"`{text}` has a place for `{name}`; say what stands there, as in `{name}=…`")
    return TemplateRuntimeError(f"`{text}` cannot be filled in: {error}; a percent sign is written `%%`")


@lru_cache(maxsize=2)
def _environment(templates: tuple[tuple[str, str], ...]) -> Environment:
    """Returns the compiled templates. Kept per process: compiling costs as much as drawing a hundred pages."""
    environment = Environment(
        loader=loader_of(dict(templates)),
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


def _asset(reader: Reader, root: str, name: str) -> str:
    # To tell one theme from another, all of it is compared, which is no thing to do several times for each page.
    path = reader.assets.get(name)
    if path is None:
        path = reader.assets[name] = asset_path(reader.theme, name)
    return root.removeprefix("./") + path


@lru_cache(maxsize=8)
def offers_path(settings: Settings, theme: Theme) -> str:
    """Returns where the site keeps what offers readers a page in their language; it is named after what goes in."""
    made_of = (settings.locales, theme.catalogs, dict(theme.templates).get(OFFER))
    return f"assets/offers.{sha256(repr(made_of).encode()).hexdigest()[:8]}.json"


def asset_path(theme: Theme, name: str) -> str:
    """Returns where an asset of the theme is on the site. Raises `TemplateRuntimeError` where there is none."""
    data = dict(theme.assets).get(name)
    if data is None:
        raise TemplateRuntimeError(f"a template asks for the asset `{name}`, which the theme does not have")
    return published_name(theme.assets, name, data)


def published_name(assets: Iterable[tuple[str, bytes]], name: str, data: bytes) -> str:
    """Returns where the asset `name` with the content `data` is on the site; `assets` has all of its folder."""
    folder, slash, rest = name.partition("/")
    if slash:
        # The files of a folder may name one another, so it is the folder that has a name of its own.
        together = sha256()
        for other, content in assets:
            if other.startswith(folder + slash):
                together.update(f"{other} {len(content)} ".encode() + content)
        return f"assets/{folder}.{together.hexdigest()[:8]}/{rest}"
    stem, dot, ending = name.rpartition(".")
    return f"assets/{stem or ending}.{sha256(data).hexdigest()[:8]}{dot if stem else ''}{ending if stem else ''}"
