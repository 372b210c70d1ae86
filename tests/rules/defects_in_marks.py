"""Mutators: links, bold text, code, tags, brackets and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from diglot.profile import Profile
from rules.clean_texts import CleanPair, Language
from rules.planting import (
    EM,
    LINK,
    STRONG,
    Defect,
    Planted,
    has_spaces,
    is_prose,
    lost,
    replaced,
)

_LABEL = r"“?\*\*[^*]+\*\*”?+"
_BARE = re.compile(r"(?<!\()https://[\w./-]+\w")
_EMAIL = re.compile(r"(\w+)@([\w.]+\w)")
_CODE = re.compile(r"`([^`]+)`")
_TAG = re.compile(r"<(/?)(\w+)>")


def emptied_link(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """The text of a link is gone, or nothing but a mark."""
    for link in LINK.finditer(pair.target):
        for text in ("", ".", " "):
            yield replaced(pair, *link.span(), f"[{text}]({link[2]})")


def dropped_link(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """Only the text of a link is left."""
    for link in LINK.finditer(pair.target):
        yield lost(pair, *link.span(), link[1])


def retargeted_link(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """A link leads elsewhere."""
    for link in LINK.finditer(pair.target):
        for address in (f"{link[2]}-2", link[2].replace("woodgrovebank", "fourthcoffee")):
            yield replaced(pair, *link.span(2), address)


def broken_link(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """A bracket of a link is lost, or a space got between its halves."""
    for link in LINK.finditer(pair.target):
        for text in (
            f"[{link[1]}({link[2]})",
            f"[{link[1]}] ({link[2]})",
            f"{link[1]}]({link[2]})",
            f"[{link[1]}]({link[2]}",
        ):
            yield replaced(pair, *link.span(), text)


def translated_address(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """Words stand where the address of a link was."""
    for link in LINK.finditer(pair.target):
        text = f"{language.heading.target} {language.note.lower()}"
        yield replaced(pair, *link.span(), f"[{link[1]}]({text})")


def glued_mark(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """The space before or behind a link or bold text is lost."""
    for marked in (*LINK.finditer(pair.target), *STRONG.finditer(pair.target)):
        start, end = marked.span()
        if re.search(r"[^\W\d_] \Z", pair.target[:start]):
            yield replaced(pair, start - 1, start, "", margin=1)
        if re.match(r" [^\W\d_]", pair.target[end:]):
            yield replaced(pair, end, end + 1, "", margin=1)


def swallowed_mark(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """The mark behind a link or bold text moved into it."""
    # Between letters of Chinese, marks would not render behind a comma.
    marks = r"\]\([^()]+\)|\*\*" if language.profile.has_spaces else r"\]\([^()]+\)"
    for link in re.finditer(rf"({marks})([,.。，、،])", pair.target):
        yield replaced(pair, *link.span(), link[2] + link[1], margin=1)


def marked_function_word(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """Bold moves from a label onto a function word near by."""
    target = pair.target
    marked = list(STRONG.finditer(target))
    if len(marked) != 1:
        return
    label, function = marked[0], language.profile.function_words
    plain = target[: label.start()] + label[1] + target[label.end() :]
    shift = len(target) - len(plain)
    for start, end in _function_words(target, label.end(), language.profile, function):
        start, end = start - shift, end - shift
        yield Planted(f"{plain[:start]}**{plain[start:end]}**{plain[end:]}", start, end + 4)


def _function_words(text: str, begin: int, profile: Profile, function: frozenset[str]) -> Iterator[tuple[int, int]]:
    if profile.has_spaces:
        for word in re.finditer(r"(?<![\w'’-])[^\W\d_]+(?![\w'’-])", text[begin:]):
            start, end = word.start() + begin, word.end() + begin
            if word.group().lower() in function and is_prose(text, start, end):
                yield start, end
        return
    for particle in sorted(function, key=lambda particle: (-len(particle), particle)):
        start = text.find(particle, begin)
        if start >= 0 and is_prose(text, start, start + len(particle)):
            yield start, start + len(particle)


def lost_emphasis(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """Bold or slanted text becomes plain."""
    for pattern in (STRONG, EM):
        for marked in pattern.finditer(pair.target):
            yield lost(pair, *marked.span(), marked[1])


def loose_emphasis(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """Spaces within the marks of bold or slanted text, escaped or not, so that it is none."""
    for pattern, mark in ((STRONG, "**"), (EM, "*")):
        for marked in pattern.finditer(pair.target):
            yield replaced(pair, *marked.span(), f"{mark} {marked[1]} {mark}")
            escaped = mark.replace("*", r"\*")
            yield replaced(pair, *marked.span(), f"{escaped} {marked[1]} {escaped}")


def half_emphasis(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """One of the marks of bold text is lost."""
    marked = list(STRONG.finditer(pair.target))
    if len(marked) == 1:
        yield replaced(pair, *marked[0].span(), f"**{marked[0][1]}")
        yield replaced(pair, *marked[0].span(), f"{marked[0][1]}**")


def orphaned_menu(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """A label of a path through menus is gone, its arrow is left."""
    for label in re.finditer(f"> {_LABEL} >", pair.target):
        yield replaced(pair, *label.span(), ">  >")
    for label in re.finditer(rf"> {_LABEL}(?=[.,。，،])", pair.target):
        yield replaced(pair, *label.span(), "> ")


def changed_code(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """Code is translated, or no code any more."""
    for code in _CODE.finditer(pair.target):
        word = re.sub(r"\W", "", language.note.lower())
        yield replaced(pair, *code.span(1), f"{code[1][:4]}{word}")
        yield replaced(pair, *code.span(1), f"{code[1][:4]} {code[1][4:]}")
        yield lost(pair, *code.span(), code[1])


def changed_tag(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """A tag is renamed, or lost with its end."""
    pairs = list(re.finditer(r"<(\w+)>([^<]*)</\1>", pair.target))
    for tag in pairs:
        yield lost(pair, *tag.span(), tag[2])
        yield replaced(pair, *tag.span(), f"<b>{tag[2]}</b>")


def split_brackets(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """A closing bracket moved into bold text, its opening one did not."""
    for marked in re.finditer(r"\*\*([^*]+)\*\*([)）])", pair.target):
        yield replaced(pair, *marked.span(), f"**{marked[1]}{marked[2]}**")


def insecure_address(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """An address is `http` where the source has `https`."""
    for link in LINK.finditer(pair.target):
        yield replaced(pair, *link.span(2), link[2].replace("https:", "http:"))


def wrapped_address(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """An address is the one that a mail program made of it."""
    for link in LINK.finditer(pair.target):
        wrapped = f"https://eur01.safelinks.protection.outlook.com/?url={quote(link[2], '')}&data=02&reserved=0"
        yield replaced(pair, *link.span(2), wrapped)


def foreign_address(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """An address names a locale that is neither that of the page nor that of the source."""
    for link in LINK.finditer(pair.target):
        host, path = link[2].rsplit("/", 1)
        yield replaced(pair, *link.span(2), f"{host}/pl-pl/{path}")


def empty_address(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """The address of a link is gone."""
    for link in LINK.finditer(pair.target):
        yield replaced(pair, *link.span(), f"[{link[1]}]()")


def missing_target(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """A link leads to an article that is not there."""
    for link in LINK.finditer(pair.target):
        yield replaced(pair, *link.span(2), "lost-article.md")


def malformed_address(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """The scheme of an address is misspelt."""
    for link in LINK.finditer(pair.target):
        yield replaced(pair, *link.span(2), link[2].replace("https:", "htps:"))
    for bare in _BARE.finditer(pair.target):
        yield replaced(pair, *bare.span(), bare.group().replace("://", ":// "))


def glued_address(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """The space behind a bare address is lost, so that the next word becomes part of it."""
    for bare in re.finditer(rf"{_BARE.pattern} (?=[^\W\d_])", pair.target):
        yield replaced(pair, *bare.span(), bare.group().rstrip(), margin=1)


def changed_email(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """An e-mail address is another one."""
    for email in _EMAIL.finditer(pair.target):
        for text in (f"{email[1][1:]}@{email[2]}", f"{email[1]}@beispiel.com", f"{email[1]} @ {email[2]}"):
            yield replaced(pair, *email.span(), text)


def translated_alert(pair: CleanPair, language: Language) -> Iterator[Planted]:
    """The keyword of an alert, written within a unit, is translated."""
    if pair.block == "paragraph" and pair.name in ("contact", "account", "temp"):
        start = "[!NOTE] "
        keyword = f"[!{language.note}] "
        yield Planted(f"{keyword}{pair.target}", 0, len(keyword), f"{start}{pair.source}")


_CHANGED = {"MRK102": "where a link leads is only found out once all pages are joined, too late to hide this"}

DEFECTS = (
    Defect("emptied-link", ("MRK101",), emptied_link),
    Defect("dropped-link", ("MRK102",), dropped_link),
    Defect("retargeted-link", ("MRK102",), retargeted_link),
    Defect(
        "broken-link",
        ("MRK103",),
        broken_link,
        companions={"LNK207": "without its parenthesis, the address goes on to the next space"},
    ),
    Defect("translated-address", ("MRK103", "LNK206"), translated_address),
    Defect("loose-emphasis", ("MRK104",), loose_emphasis),
    Defect("half-emphasis", ("MRK104",), half_emphasis),
    Defect("lost-emphasis", ("MRK105",), lost_emphasis),
    Defect("marked-function-word", ("MRK106",), marked_function_word),
    Defect("orphaned-menu", ("MRK107",), orphaned_menu),
    Defect("glued-mark", ("MRK108",), glued_mark, has_spaces),
    Defect("swallowed-mark", ("MRK109",), swallowed_mark),
    Defect("changed-code", ("MRK110",), changed_code),
    Defect("changed-tag", ("MRK111",), changed_tag),
    Defect("translated-alert", ("MRK111",), translated_alert),
    Defect("split-brackets", ("MRK112",), split_brackets),
    Defect("insecure-address", ("LNK201",), insecure_address),
    Defect("wrapped-address", ("LNK202",), wrapped_address),
    Defect("foreign-address", ("LNK203",), foreign_address),
    Defect("empty-address", ("LNK204",), empty_address, companions=_CHANGED),
    Defect("missing-target", ("LNK205",), missing_target, companions=_CHANGED),
    Defect("malformed-address", ("LNK206",), malformed_address, companions=_CHANGED),
    Defect("glued-address", ("LNK207",), glued_address),
    Defect("changed-email", ("LNK208",), changed_email),
)
