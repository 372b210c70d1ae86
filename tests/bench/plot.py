"""Draws ratios as one SVG, readable in light and in dark, without any library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from math import ceil, floor, log10
from typing import NamedTuple

from bench.figures import Spread

_WIDTH, _LEFT, _RIGHT, _ROW, _TOP, _BOTTOM = 860, 320, 130, 46, 64, 44
_STYLE = """\
text { font: 14px system-ui, sans-serif; fill: #1f2328 }
.title { font-size: 17px; font-weight: 600 } .faint { fill: #57606a; font-size: 12px }
.line { stroke: #d0d7de } .one { stroke: #57606a; stroke-dasharray: 4 3 }
.bar { fill: #0a6e8a } .over { fill: #b35900 } .spread { stroke: #1f2328; stroke-width: 2 }
.goal { stroke: #8250df; stroke-width: 3 } .ground { fill: #ffffff }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .faint { fill: #9da7b3 } .line { stroke: #30363d } .one { stroke: #9da7b3 }
.bar { fill: #4fb3d0 } .over { fill: #f0a04b } .spread { stroke: #e6edf3 } .goal { stroke: #c297ff }
.ground { fill: #0d1117 }
}"""


class Bar(NamedTuple):
    """A ratio to be drawn."""

    label: str
    below: str
    """A second, fainter line of the label."""
    ratio: Spread
    goal: float = 0


def plot(title: str, explained: str, bars: Sequence[Bar]) -> str:
    """Returns an SVG with a bar per ratio on a logarithmic scale, a line at 1, and a mark at each goal."""
    height = _TOP + _ROW * len(bars) + _BOTTOM
    scale = _Scale([number for bar in bars for number in (*bar.ratio, bar.goal) if number > 0])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
        f' role="img" aria-label="{escape(title)}">',
        f"<style>{_STYLE}</style>",
        f'<rect class="ground" width="{_WIDTH}" height="{height}"/>',
        f'<text class="title" x="16" y="26">{escape(title)}</text>',
        f'<text class="faint" x="16" y="46">{escape(explained)}</text>',
        *_grid(scale, height),
        *(part for number, bar in enumerate(bars) for part in _bar(scale, _TOP + _ROW * number, bar)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


class _Scale:
    """Whole powers of ten around all numbers."""

    def __init__(self, numbers: Sequence[float]) -> None:
        self.low = floor(log10(min((*numbers, 0.5))))
        self.high = max(self.low + 1, ceil(log10(max((*numbers, 1.5)))))

    def x(self, number: float) -> float:
        share = (log10(max(number, 10.0**self.low)) - self.low) / (self.high - self.low)
        return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)


def _grid(scale: _Scale, height: int) -> Iterator[str]:
    bottom = height - _BOTTOM + 8
    for power in range(scale.low, scale.high):
        for step in (1, 2, 5):
            number = step * 10.0**power
            kind = "one" if number == 1 else "line"
            x = scale.x(number)
            yield f'<line class="{kind}" x1="{x}" x2="{x}" y1="{_TOP - 8}" y2="{bottom}"/>'
            yield f'<text class="faint" x="{x}" y="{bottom + 18}" text-anchor="middle">{number:g}</text>'


def _bar(scale: _Scale, y: int, bar: Bar) -> Iterator[str]:
    middle, least, most = (scale.x(number) for number in bar.ratio)
    kind = "over" if bar.goal and bar.ratio.middle > bar.goal else "bar"
    yield f'<text x="16" y="{y + 16}">{escape(bar.label)}</text>'
    yield f'<text class="faint" x="16" y="{y + 33}">{escape(bar.below)}</text>'
    yield f'<rect class="{kind}" x="{_LEFT}" y="{y + 6}" width="{max(middle - _LEFT, 1):.1f}" height="24" rx="2"/>'
    if most > least:
        yield f'<line class="spread" x1="{least}" x2="{most}" y1="{y + 18}" y2="{y + 18}"/>'
    if bar.goal:
        x = scale.x(bar.goal)
        yield f'<line class="goal" x1="{x}" x2="{x}" y1="{y + 2}" y2="{y + 34}"/>'
    goal = f" (≤ {bar.goal:g})" if bar.goal else ""
    yield f'<text x="{_WIDTH - _RIGHT + 12}" y="{y + 23}">{bar.ratio.middle:.3g}{goal}</text>'
