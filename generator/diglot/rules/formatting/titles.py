"""FMT804: titles that do not go with their article: those of the other languages do, or nothing in the article does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from re import MULTILINE
from re import compile as pattern
from typing import NamedTuple
from unicodedata import normalize

from diglot.diagnostics import Finding, Gather
from diglot.model import PageId, Span
from diglot.rules.subject import Ground, Late, Page

_FEWEST = 3
"""So many languages have to have the article before they can outvote one."""
_TITLE = pattern(r"^title[ \t]*:[ \t]*(?P<value>[^\r\n]*)", MULTILINE)
_WORD = pattern(r"[^\W\d_]+")
_WORD_OR_NUMBER = pattern(r"[^\W\d_]+|\d+")
_MARKS = pattern(r"[\W_]+")
_STEM = 4
"""Letters: forms and compounds of a word begin in the same way more often than not."""
_FEWEST_WORDS = 2
"""A title of one word often names the whole of which its article tells a part."""
_LONGEST = 60


class Title(NamedTuple):
    """The title of a page beside its first heading."""

    is_heading: bool
    """Both are the same but for case, blanks and marks."""
    title: str = ""
    """Empty where both say the same, be it in other forms and another order of the words."""
    heading: str = ""
    start: int = 0
    """Where the title stands in the page, as `end`."""
    end: int = 0
    is_strange: bool = False
    """No word of it is in the article, and there is more to suggest that it belongs to another one."""


def _title_of(page: Page) -> Title | None:
    title = page.metadata.title
    heading = next((text for level, _, text in page.headings if level == 1 and text), "")
    if not _bare(title) or not _bare(heading):
        return None
    if title == heading or _bare(title) == _bare(heading):
        return Title(True)
    if _gist(page, title) == _gist(page, heading):
        return Title(False)
    match = _TITLE.search(page.text, 0, page.body)
    at = Span(*match.span("value")) if match else Span(0, 0)
    return Title(False, title, heading, *at, _is_strange(page, title, heading))


TITLES = Gather("titles", _title_of, Title)
"""How the title of each page and its first heading go together."""


def find_title_mismatches(ground: Ground, titles: Mapping[PageId, Title]) -> Iterator[Late]:
    """Yields a finding for each title that differs from its heading where those of the other languages do not.

    Where too few languages have an article, its title is only found if it belongs to another one by all appearances.
    """
    articles: dict[str, list[PageId]] = {}
    for page in titles:
        articles.setdefault(page.path, []).append(page)
    for pages in articles.values():
        same, is_told = sum(titles[page].is_heading for page in pages), len(pages) >= _FEWEST
        for page in pages:
            title = titles[page]
            if not title.title or not (3 * same >= 2 * len(pages) if is_told else title.is_strange):
                continue
            shares = f"{same} of {len(pages)} languages" if is_told else ""
            yield Late(page, Finding("title-mismatch", Span(title.start, title.end), _message(title, shares)))


def _message(title: Title, shares: str) -> str:
    """Returns what is wrong with a title that `shares` do not have, or that is strange by itself."""
    own, heading = _shown(title.title), _shown(title.heading)
    if shares:
        reason = f"differs from the heading `{heading}`, though they are the same in {shares}"
    else:
        reason = f"has nothing to do with the heading `{heading}`, nor with the text below it"
    return f"the title `{own}` {reason}; write one that goes with the article"


def _is_strange(page: Page, title: str, heading: str) -> bool:
    """Tells whether a title seems to belong to another article: it says nothing that the page says.

    That alone is true of many that name a thing in another way. So it must end in the middle of a sentence, or the name
    of the file must go with the heading of the source.
    """
    stems, shown = _stems(page, title), heading.casefold()
    if len(stems) < _FEWEST_WORDS or any(stem in shown for stem in stems):
        return False
    if not _is_cut(page, title) and not _is_named_after(page, heading):
        return False
    body = page.text[page.body :].casefold()
    return not any(stem in body for stem in stems)


def _stems(page: Page, title: str) -> set[str]:
    """Returns how the words of a title begin that mean something; where no spaces part them, all pairs of letters."""
    words = _WORD.findall(normalize("NFKC", title).casefold())
    if not page.profile.has_spaces:
        return {"".join(pair) for word in words for pair in pairwise(word)}
    known = page.profile.function_words | page.profile.stop_words
    meant = (_bared(word, page.profile.attached_before) for word in words if word not in known)
    return {word[:_STEM] for word in meant if len(word) >= _STEM}


def _bared(word: str, attached: Sequence[str]) -> str:
    """Returns `word` without what the language writes together with the next word."""
    before = next((part for part in attached if word.startswith(part) and len(word) - len(part) >= _STEM), "")
    return word[len(before) :]


def _gist(page: Page, text: str) -> set[str]:
    """Returns how the words of a text begin, numbers included, but for those that only hold it together."""
    profile, words = page.profile, _WORD_OR_NUMBER.findall(normalize("NFKC", text).casefold())
    bared = (_bared(word, profile.attached_before) for word in words if word not in profile.function_words)
    return {word[:_STEM] if word.isalpha() else word for word in bared}


def _is_cut(page: Page, title: str) -> bool:
    """Tells whether a title ends in a word that needs another one behind it."""
    words = title.casefold().split()
    return len(words) > 1 and words[-1] in page.profile.function_words


def _is_named_after(page: Page, heading: str) -> bool:
    """Tells whether the name of the file has most of its words from the heading of the source."""
    source = (heading if page.is_source else page.summary.source_title).casefold()
    known = page.source_profile.function_words
    words = {word for word in _WORD.findall(page.id.path.rpartition("/")[2].casefold()) if word not in known}
    return len(words) > 1 and 2 * sum(word[:_STEM] in source for word in words) > len(words)


def _bare(text: str) -> str:
    return _MARKS.sub("", normalize("NFKC", text).casefold())


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
