"""Groups that never give back what they took become atomic ones, which mean the same on every Python."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import diglot
from diglot.patterns import atomic, pattern


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"(?:a|b)*+c", r"(?>(?:a|b)*)c"),
        (r"([0-9]{1,9})?+", r"(?>([0-9]{1,9})?)"),
        (r"x(?:y(?:z)++)*+", r"x(?>(?:y(?>(?:z)+))*)"),
        (r"(?:ab){2,}+", r"(?>(?:ab){2,})"),
        (r"[)*+]*+\)*+a++", r"[)*+]*+\)*+a++"),
        (r"[]()]*+(?:x)+", r"[]()]*+(?:x)+"),
        (r"[^]\]]++(a)*+", r"[^]\]]++(?>(a)*)"),
        (r"(?P<name>(?:[^\\]|\\.)*+)", r"(?P<name>(?>(?:[^\\]|\\.)*))"),
    ],
)
def test_groups_become_atomic(written: str, meant: str) -> None:
    """What is no group, and what gives back, stays."""
    assert atomic(written) == meant
    assert re.compile(atomic(written)).groups == re.compile(written).groups


def patterns() -> Iterator[re.Pattern[str]]:
    """Yields all expressions that modules of Diglot keep."""
    for module in pkgutil.walk_packages(diglot.__path__, "diglot."):
        if module.name != "diglot.__main__":
            yield from (one for one in vars(importlib.import_module(module.name)).values() if type(one) is re.Pattern)


def test_comment_that_old_pythons_missed() -> None:
    """The case that showed it: a comment that allows a finding."""
    comment = pattern(r"<!--[ \t]*allow:((?:[^-\n]|-(?!->))*+)-->")
    found = comment.search("<!-- allow: mojibake, an ex-ample -->")
    assert found is not None
    assert found[1] == " mojibake, an ex-ample "


def test_all_expressions_stay_what_they_are() -> None:
    """Each of them still is one, with the same groups, and finds the same in a page that has a bit of everything."""
    page = (
        "[a](b.md \"c\") <img src='x'> **d** `e` 1.234,5 [!INCLUDE [f](g.md)] <!-- allow: h-i --> https://j.example/k\n"
    )
    for one in patterns():
        if isinstance(one.pattern, str) and one.pattern != atomic(one.pattern):
            other = re.compile(atomic(one.pattern), one.flags)
            assert other.groupindex == one.groupindex
            assert [match.span() for match in other.finditer(page * 2)] == [
                match.span() for match in one.finditer(page * 2)
            ]
