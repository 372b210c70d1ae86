"""Loads what is known of languages: `profile.toml` and `terms.toml` of Diglot's `locales/`, the project's laid over.

A project's profile wins key by key; its terms are added. A locale without a file has that of its nearest of kin.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from re import fullmatch
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from diglot.errors import UserError
from diglot.i18n import canonical_tag, separators, subtags
from diglot.profile import Profile, Profiles, Term
from diglot.profile_tables import DETECTABLE, ProfileTable, TermsTable
from diglot.tables import Table, key_lines, line_of, mistakes, nearest
from diglot.theme import builtin
from diglot.urls import is_locale

_PROFILE, _TERMS = "profile.toml", "terms.toml"
_NO_BREAK = ("\u00a0", "\u202f")
"""Where Babel sets thousands apart with one of these, the other is not wrong."""
_T = TypeVar("_T", bound=Table)


class Layers(NamedTuple):
    """The files that say one thing about a locale, each laid over those before it."""

    borrowed: tuple[Path, ...]
    """Those of another locale of the same language, where Diglot brings none of this one."""
    own: tuple[Path, ...]

    @property
    def paths(self) -> tuple[Path, ...]:
        """All of them."""
        return self.borrowed + self.own


def load_profiles(project: Path, source_locale: str, locales: Sequence[str]) -> Profiles:
    """Returns the profiles of `source_locale` and `locales`. Raises `UserError` with every mistake in their files."""
    roots = (builtin("locales"), project / "locales")
    wanted = list(dict.fromkeys([source_locale, *locales]))
    profiles = {locale: layers(roots, _PROFILE, locale) for locale in wanted}
    terms = {locale: layers(roots, _TERMS, locale) for locale in wanted}
    profile_tables, wrong_profiles = _read(profiles.values(), ProfileTable)
    term_tables, wrong_terms = _read(terms.values(), TermsTable)
    # What names are known cannot be told from files that cannot be read.
    unknown = [] if wrong_terms else dict.fromkeys(_unknown_names(terms, term_tables, source_locale, roots[1]))
    if told := [*wrong_profiles, *wrong_terms, *unknown]:
        count = f"{len(told)} mistake{'s' if len(told) > 1 else ''}"
        raise UserError("\n".join([f"{count} in what is said of languages:", *told]))
    names = _names({}, [term_tables[path] for path in terms[source_locale].paths])
    found = []
    for locale in wanted:
        own = _terms(names, [term_tables[path] for path in terms[locale].paths])
        found.append((locale, _profile(locale, profiles[locale], profile_tables, own)))
    return Profiles(tuple(found), tuple(_note(locale) for locale in wanted if not profiles[locale].paths))


def layers(roots: Sequence[Path], name: str, locale: str) -> Layers:
    """Returns the files `name` that count for `locale`, in the order of `roots`, of which the first is Diglot's own."""
    files = [_by_locale(root.glob(f"*/{name}")) for root in roots]
    own = tuple(found[locale] for found in files if locale in found)
    if locale in files[0]:
        return Layers((), own)
    kin = next(filter(None, (_nearest_kin(locale, found) for found in files)), "")
    return Layers(tuple(found[kin] for found in files if kin in found), own)


def _by_locale(paths: Iterable[Path]) -> dict[str, Path]:
    return {canonical_tag(path.parent.name): path for path in sorted(paths) if is_locale(path.parent.name)}


def _nearest_kin(locale: str, known: Iterable[str]) -> str:
    """Returns which of the `known` locales has the language and script of `locale`; empty where none has."""
    language, script, _ = subtags(locale)
    same = [other for other in known if other != locale and language and subtags(other)[:2] == (language, script)]
    usual = subtags(language).region
    return min(same, key=lambda other: (subtags(other).region != usual, other), default="")


def _note(locale: str) -> str:
    return f"`{locale}` has no profile in `locales/`, so fewer rules are checked; add `locales/{locale}/{_PROFILE}`"


def _read(wanted: Iterable[Layers], model: type[_T]) -> tuple[dict[Path, _T], list[str]]:
    """Returns the tables by their files, and the mistakes in them, each a line of a message."""
    tables, told = {}, []
    for path in dict.fromkeys(path for each in wanted for path in each.paths):
        table, wrong = _table(path, model)
        told += [f"  {path}:{line}: {message}" for line, message in sorted(wrong)]
        if table is not None:
            tables[path] = table
    return tables, told


def _table(path: Path, model: type[_T]) -> tuple[_T | None, list[tuple[int, str]]]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [(path.read_bytes()[: error.start].count(b"\n") + 1, f"not UTF-8: {error}")]
    try:
        return _parsed(text, model), []
    except tomllib.TOMLDecodeError as error:
        place = fullmatch(r"(.*) \(at line (\d+), column \d+\)", str(error))
        line = int(place[2]) if place else text.count("\n") + 1
        return None, [(line, f"not valid TOML: {place[1] if place else error}")]
    except ValidationError as error:
        return None, mistakes(error, text, model)


# Whoever builds again meets the same files.
@lru_cache(64)
def _parsed(text: str, model: type[_T]) -> _T:
    return model.model_validate(tomllib.loads(text))


def _profile(locale: str, found: Layers, tables: Mapping[Path, ProfileTable], terms: tuple[Term, ...]) -> Profile:
    if not found.paths:
        return Profile(terms=terms)
    merged: dict[str, Any] = {}
    for path in found.borrowed:
        merged = _laid_over(merged, tables[path].model_dump(exclude_unset=True))
    # Numbers go by region: 1,5 in Germany is 1.5 in Switzerland.
    for key in ("decimal", "grouping"):
        merged.get("numbers", {}).pop(key, None)
    for path in found.own:
        merged = _laid_over(merged, tables[path].model_dump(exclude_unset=True))
    return _resolved(locale, ProfileTable.model_validate(merged), terms)


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Returns both tables as one: `above` wins, in the tables that both have too."""
    merged = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(below.get(key), dict)
        merged[key] = _laid_over(below[key], value) if both else value
    return merged


def _resolved(locale: str, table: ProfileTable, terms: tuple[Term, ...]) -> Profile:
    words, numbers = table.words, table.numbers
    decimal, group = separators(locale)
    language = subtags(locale).language
    grouping = _NO_BREAK if group in _NO_BREAK else (group,)
    detector = language if table.detector is None and language in DETECTABLE else table.detector or ""
    return Profile(
        locale=locale,
        scripts=frozenset(table.scripts),
        has_spaces=table.spaces,
        detector=detector,
        siblings=frozenset(table.siblings),
        quotes=tuple((pair[0], pair[1]) for pair in table.quotes),
        brackets=tuple((pair[0], pair[1]) for pair in table.brackets),
        function_words=frozenset(words.function.split()),
        stop_words=frozenset(words.stop.split()),
        joining_words=frozenset(words.joining.split()),
        abbreviations=frozenset(words.abbreviations.split()),
        doubled_words=frozenset(words.doubled.split()),
        attached_before=_longest_first(words.attached_before.split()),
        attached_after=_longest_first(words.attached_after.split()),
        apart_words=frozenset(words.apart),
        end_marks=tuple(sorted(table.marks.end.items())),
        spaced_marks=table.marks.spaced,
        decimal=decimal if numbers.decimal is None else numbers.decimal,
        grouping=tuple(filter(None, grouping)) if numbers.grouping is None else tuple(numbers.grouping),
        number_words=tuple(sorted(numbers.words.items())),
        scales=tuple((mark, numbers.scales[mark]) for mark in _longest_first(numbers.scales)),
        fiscal_years=tuple(numbers.fiscal_years),
        dual_endings=_longest_first(numbers.dual_endings),
        joins_compounds=table.compounds.joined,
        apart_compounds=frozenset(table.compounds.apart),
        allowed_characters=frozenset(table.characters.allowed),
        terms=terms,
    )


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _terms(names: Mapping[str, str], tables: Sequence[TermsTable]) -> tuple[Term, ...]:
    """Returns which of the source's `names` survive in a locale, and what its `tables` add, with their forms."""
    forms: dict[str, tuple[str, ...]] = {}
    for table in tables:
        for name in table.drop:
            forms.pop(name, None)
        for name, more in table.forms.items():
            # Nothing at all: this locale calls it as it likes, whatever was said before.
            forms[name] = tuple(dict.fromkeys([*forms.get(name, ()), *more])) if more else ()
    left = _names(names, tables)
    return tuple(Term(name, forms.get(name, ()), left[name]) for name in sorted(left) if forms.get(name) != ())


def _names(names: Mapping[str, str], tables: Iterable[TermsTable]) -> dict[str, str]:
    """Returns name -> kind: `names`, less what each of the `tables` drops, and what it adds."""
    left = dict(names)
    for table in tables:
        left = {name: kind for name, kind in left.items() if name not in table.drop}
        left |= {term.name: term.kind for term in table.term}
    return left


def _unknown_names(
    found: Mapping[str, Layers], tables: Mapping[Path, TermsTable], source_locale: str, root: Path
) -> Iterator[str]:
    """Yields a line for each name in the project's tables that is none of a term, though it is given as one.

    Diglot's own may well name what is no term for a project whose source locale is another than theirs.
    """
    for each in found.values():
        read = [*found[source_locale].paths, *each.paths]
        known = {term.name for path in read for term in tables[path].term}
        for path in each.paths:
            if not path.is_relative_to(root):
                continue
            lines = key_lines(path.read_text("utf-8-sig"))
            for key, names in (("forms", tables[path].forms), ("drop", tables[path].drop)):
                for name in names:
                    if name not in known:
                        line = line_of((key, name), lines)
                        yield f"  {path}:{line}: `{key}` names `{name}`, which is no term{nearest(name, known, 0)}"
