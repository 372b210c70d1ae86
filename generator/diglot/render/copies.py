"""The copies of articles in Markdown, as files beside their pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from diglot.markup.copies import close_copy
from diglot.model import Body, Index, Output, PageId, Target
from diglot.render.lists import lists
from diglot.settings import Settings
from diglot.urls import copy_address


def render_copies(settings: Settings, index: Index, bodies: Callable[[PageId], Body]) -> Iterator[Output]:
    """Yields the copies of the articles that are drawn on pages of lists: `render` does not see them."""
    listed = lists(settings, index)
    for page, address in index.addresses.items():
        if address in listed and (body := bodies(page)).markdown:
            yield copy_of(address, index.targets.get(page, ()), body)


def copy_of(address: str, targets: Sequence[Target], body: Body) -> Output:
    """Returns the copy of the article at `address`."""
    return Output(copy_address(address), close_copy(body.markdown, address, targets).encode("utf-8", "replace"))
