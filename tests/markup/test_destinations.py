"""The quick way through addresses gives what the parser's own way gives."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from diglot.markup.destinations import destinations

OWN, QUICK = MarkdownIt(), MarkdownIt().use(destinations)


@given(
    st.lists(
        st.sampled_from(["[a](", ")", "(", "http://b.c/d", " ", "\n", "<", ">", "\\", "&amp;", '"t"', "é", "\u00a0"])
    )
)
@example(["[a](", "http://b.c/d"])
@example(["[a](", "http://b.c/d", " ", '"t"', ")"])
@example(["[a](", "\u00a0", ")"])
def test_same_links(pieces: list[str]) -> None:
    """Whatever stands in an address."""
    text = "".join(pieces)
    assert QUICK.render(text) == OWN.render(text)
