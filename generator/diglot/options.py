"""`site.toml` as it is written: read, checked as a whole, resolved into `Settings`. Every mistake is named at once."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from re import fullmatch
from typing import Any, Literal

from pydantic import Field, ValidationError, ValidationInfo, field_validator

from diglot.check_options import CheckOptions
from diglot.colours import contrast
from diglot.errors import UserError
from diglot.feedback import UNIT_NAMES, template_problem
from diglot.i18n import babel_locale, canonical_tag
from diglot.publish.caches import problem_of
from diglot.settings import Settings
from diglot.tables import Table, mistakes
from diglot.urls import ADOBE_ROOT, is_locale

_LEAST_CONTRAST = 4.5
"""Of text with its ground: WCAG 2.2, success criterion 1.4.3."""


class LocaleOptions(Table):
    """A locale of the site."""

    path: str | None = Field(
        None, description="Where its articles are, relative to the project; `content/<locale>` by default."
    )


class LinkOptions(Table):
    """What links mean."""

    hosts: list[str] = Field(
        [], description="Beginnings of addresses that mean this site: such links lead to own pages."
    )
    site_host: str = Field(default="", description="Where links beginning with `/` lead that are not of this site.")
    largest_image: int = Field(
        default=1_000_000, ge=0, description="Bytes of an image; larger ones are named, since readers wait for them."
    )
    xref_maps: list[str] = Field(
        [], description="Files `xrefmap.yml` of other sites, relative to the project: what their uids lead to."
    )
    edit: str = Field(default="", description="Where an article can be edited: `https://example.com/edit/main/{path}`.")
    report: str = Field(
        default="",
        description="Where a problem can be reported: `https://example.com/issues/new?title={title}&body={unit}`.",
    )

    @field_validator("edit", "report")
    @classmethod
    def _template(cls, value: str, info: ValidationInfo) -> str:
        if problem := template_problem(value, UNIT_NAMES if info.field_name == "report" else ()):
            raise ValueError(problem)
        return value

    @field_validator("hosts")
    @classmethod
    def _hosts(cls, value: list[str]) -> list[str]:
        for host in value:
            if not host.startswith(("https://", "http://", "/")):
                raise ValueError(f"`{host}` has to begin with `https://`, `http://` or `/`")
        return value

    @field_validator("site_host")
    @classmethod
    def _site_host(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("has to begin with `https://` or `http://`")
        return value.rstrip("/")


class HtmlOptions(Table):
    """What articles may hold besides Markdown."""

    frames: list[str] = Field(
        [], description="Hosts such as `player.example.com` whose pages articles may show in an `<iframe>`."
    )

    images: list[str] = Field(
        [], description="Hosts such as `images.example.com` whose images articles may show; others become links."
    )

    @field_validator("frames", "images")
    @classmethod
    def _hosts(cls, value: list[str]) -> list[str]:
        for host in value:
            if not fullmatch(r"[\w.-]+", host):
                raise ValueError(f"`{host}` has to be a host alone, as in `player.example.com`")
        return [host.lower() for host in value]


class PublishOptions(Table):
    """How the site is published."""

    hosts: list[Literal["netlify", "cloudflare", "apache", "nginx", "azure"]] = Field(
        [], description="Hosts for which redirects are also written as rules in their own syntax."
    )
    target: str = Field(
        default="", description="Where `diglot publish` publishes to, without credentials: `s3://bucket/prefix`."
    )
    max_deletes: int = Field(default=256, ge=0, description="Stop where a publish would delete more files.")
    keep: int = Field(default=3, ge=0, description="How many earlier versions `--rollback` can return to.")
    grace: float = Field(
        default=10.0, ge=0, description="Seconds between the new site and deletes, for readers who are on their way."
    )
    invalidate: str = Field(
        default="",
        description="Makes a cache forget changed files: `cloudfront:ID`, or a command with `{paths}` or `{urls}`.",
    )
    precompress: list[Literal["br", "gz"]] = Field(
        default=[], description="Put compressed files beside those of the site, for a web server that hands them out."
    )
    patience: int = Field(default=60, ge=1, description="Seconds for which a request that fails is tried again.")

    @field_validator("invalidate")
    @classmethod
    def _invalidate(cls, value: str) -> str:
        if problem := problem_of(value):
            raise ValueError(problem)
        return value


class Options(Table):
    """The configuration of a site. Every key is optional."""

    title: str = Field(default="", description="The title of the site; the word for help in each language by default.")
    base_url: str = Field(
        "", description="The public address of the site: needed for canonical addresses and sitemaps."
    )
    source_locale: str = Field(
        default="en-US",
        description="The locale that translations are made from; by default `en` where the content has that instead.",
    )
    default_locale: str = Field(
        default="", description="Where the root leads readers of none of the site's languages; by default they choose."
    )
    content: str | None = Field(
        None, description="The folder with one subfolder per locale; `content` if it exists, else the project."
    )
    output: str = Field(default="public", description="The folder of the site, relative to the project.")
    generate_source: bool = Field(
        True, description="Make source pages from translations where the source locale has no content."
    )
    search: bool = Field(default=True, description="Make the site searchable.")
    bilingual: bool = Field(default=True, description="Let readers of a translation see the text it was made from.")
    accent: str = Field(default="", description="The colour of links and buttons, as `#rrggbb`; dark enough on white.")
    flavor: Literal["docfx", "adobe"] = Field(
        default="docfx", description="Whose Markdown the articles are written in: Microsoft's or Adobe's."
    )
    math: bool = Field(
        default=False, description="Read formulas in TeX: `$x$`, and `$$` around those that stand alone."
    )
    task_lists: bool = Field(default=False, description="Read `[ ]` and `[x]` at the start of list items as boxes.")
    footnotes: bool = Field(default=False, description="Read `[^name]` as a footnote, written as `[^name]: text`.")
    markdown_copies: bool = Field(default=True, description="Put a copy in Markdown beside the page of each article.")
    offline: bool = Field(
        default=False, description="Let readers install the site, and read without a network what they kept."
    )
    fallback: bool = Field(
        default=False,
        description="Show an article that a locale does not have in the source language, at an address of the locale.",
    )
    titles: dict[str, str] = Field(default={}, description="The title of the site by locale.")
    links: LinkOptions = Field(default=LinkOptions(), description="What links mean.")
    html: HtmlOptions = Field(default=HtmlOptions(), description="What articles may hold besides Markdown.")
    publish: PublishOptions = Field(default=PublishOptions(), description="How the site is published.")
    check: CheckOptions = Field(CheckOptions(), description="What is checked, and how much it weighs.")
    largest_page: int = Field(
        5_000_000, ge=0, description="Bytes of an article's file; a larger one is reported, and drawn all the same."
    )
    locales: dict[str, LocaleOptions] = Field(
        {}, description="The locales of the site, in the order of the language menu."
    )

    @field_validator("base_url")
    @classmethod
    def _base_url(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("has to begin with `https://` or `http://`")
        return value.rstrip("/") + "/" if value else ""

    @field_validator("accent")
    @classmethod
    def _accent(cls, value: str) -> str:
        if not value:
            return ""
        if not fullmatch(r"#[0-9A-Fa-f]{6}", value):
            raise ValueError(f"`{value}` is no colour; write one as in `#0b6875`")
        if (share := contrast(value, "#ffffff")) < _LEAST_CONTRAST:
            needed = f"text needs {_LEAST_CONTRAST}; choose a darker one"
            raise ValueError(f"`{value}` has a contrast of {share:.1f} with white, and {needed}")
        return value.lower()

    @field_validator("source_locale")
    @classmethod
    def _locale(cls, value: str) -> str:
        return _known_locale(value)

    @field_validator("default_locale")
    @classmethod
    def _default_locale(cls, value: str) -> str:
        return _known_locale(value) if value else ""

    @field_validator("titles", "locales")
    @classmethod
    def _locales(cls, value: dict[str, Any]) -> dict[str, Any]:
        return {_known_locale(locale): entry for locale, entry in value.items()}


def _known_locale(tag: str) -> str:
    if not is_locale(tag) or babel_locale(tag) is None:
        raise ValueError(f"`{tag}` is no locale; write one as in `nl-NL`")
    return canonical_tag(tag)


def parse_options(text: str, file: str) -> Options:
    """Returns the options that `text` sets. Raises `UserError` with every mistake, each with its line in `file`."""
    try:
        return Options.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{file}: not valid TOML: {error}") from error
    except ValidationError as error:
        told = "\n".join(f"  {file}:{line}: {message}" for line, message in sorted(mistakes(error, text, Options)))
        count = error.error_count()
        raise UserError(f"{count} mistake{'s' if count > 1 else ''} in the configuration:\n{told}") from error


def wanted_locales(options: Options, found: list[str], chosen: tuple[str, ...]) -> frozenset[str] | None:
    """Returns the tags of the `chosen` ones among the locales `found` in the content, None if none was chosen.

    Raises `UserError` where one is not there.
    """
    available = [*found, options.source_locale] if _generates(options, found) else found
    unknown = [tag for tag in chosen if canonical_tag(tag) not in available]
    if unknown:
        near = get_close_matches(canonical_tag(unknown[0]), available, 1)
        hint = f"; did you mean `{near[0]}`" if near else f"; there is {', '.join(f'`{tag}`' for tag in available)}"
        raise UserError(f"the content has no locale `{unknown[0]}`{hint}")
    return frozenset(map(canonical_tag, chosen)) or None


def _generates(options: Options, found: list[str]) -> bool:
    """Tells whether source pages are made from translations."""
    return options.generate_source and options.source_locale not in found


def resolve_settings(options: Options, found: list[str], chosen: tuple[str, ...] = ()) -> Settings:
    """Returns the settings of a build over the locales `found` in the content, of which only `chosen` if any are.

    The source locale comes first, then the locales in the order of the configuration, then by code. Raises `UserError`.
    """
    generates = _generates(options, found)
    wanted = wanted_locales(options, found, chosen)
    source = [options.source_locale] if options.source_locale in found or generates else []
    order = dict.fromkeys([*source, *(tag for tag in options.locales if tag in found), *sorted(found)])
    made = options.source_locale if generates else ""
    locales = tuple(tag for tag in order if wanted is None or tag in wanted or tag == made)
    return Settings(
        title=options.title,
        titles=tuple(sorted(options.titles.items())),
        base_url=options.base_url,
        source_locale=options.source_locale,
        locales=locales,
        default_locale=options.default_locale if options.default_locale in locales else "",
        generate_source=options.generate_source,
        hosts=(*options.links.hosts, *([f"/{ADOBE_ROOT}/"] if options.flavor == "adobe" else [])),
        site_host=options.links.site_host,
        search=options.search,
        bilingual=options.bilingual,
        largest_image=options.links.largest_image,
        largest_page=options.largest_page,
        redirect_hosts=tuple(dict.fromkeys(options.publish.hosts)),
        frame_hosts=tuple(dict.fromkeys(options.html.frames)),
        image_hosts=tuple(dict.fromkeys(options.html.images)),
        markdown_copies=options.markdown_copies,
        edit_link=options.links.edit,
        report_link=options.links.report,
        offline=options.offline,
        fallback=options.fallback,
        flavor=options.flavor,
        math=options.math,
        task_lists=options.task_lists,
        footnotes=options.footnotes,
    )


def schema() -> dict[str, Any]:
    """Returns the JSON Schema of `site.toml`, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Options.model_json_schema()}
