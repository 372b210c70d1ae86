"""Blanks between sentences: Japanese and Chinese have none."""

from __future__ import annotations

import pytest

from diglot.markup.views import SOURCE
from markup.pages import bilingual, rendered, shown, with_spans


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("«102 開きます。» «103 閉じます。»", "«102 開きます。»«103 閉じます。»", id="Japanese"),
        pytest.param("«102 打开。» «103 关闭。»", "«102 打开。»«103 关闭。»", id="Chinese"),
        pytest.param("«102 他说“好。”» «103 “好。”»", "«102 他说“好。”»«103 “好。”»", id="Chinese quotes"),
        pytest.param("«102 開きます。» «103 CVV です。»", "«102 開きます。»«103 CVV です。»", id="a mark that is wide"),
        pytest.param("«102 開きます。» «103 `a` です。»", "«102 開きます。»«103 <code>a</code> です。»", id="code"),
        pytest.param("«102 Word» «103 開きます。»", "«102 Word» «103 開きます。»", id="Latin letters have theirs"),
        pytest.param("«102 開く» «103 Word です»", "«102 開く» «103 Word です»", id="also behind a label"),
        pytest.param("«102 クレジット カード»", "«102 クレジット カード»", id="a blank inside of a unit"),
        pytest.param(
            "«102 **保存** **閉じる**»",
            "«102 <strong>保存</strong> <strong>閉じる</strong>»",
            id="between bold words of one unit",
        ),
        pytest.param(
            "**«102 開きます。»** *«103 閉じます。»*",
            "<strong>«102 開きます。»</strong><em>«103 閉じます。»</em>",
            id="between marks",
        ),
        pytest.param(
            "«102 開きます。»\n«103 閉じます。»", "«102 開きます。»«103 閉じます。»", id="a line end between units"
        ),
        pytest.param("«102 前»\n«103 次»", "«102 前»\n«103 次»", id="labels below each other"),
        pytest.param("«102 前» «103 次»", "«102 前» «103 次»", id="labels beside each other"),
        pytest.param(
            "[前](https://a.jp)\n[次](https://b.jp)",
            '<a href="https://a.jp">前</a>\n<a href="https://b.jp">次</a>',
            id="links below each other",
        ),
        pytest.param("長い\n文です", "長い文です", id="a line end without units"),
        pytest.param("長い\nWord", "長い\nWord", id="a line end before Latin letters"),
        pytest.param("Word\n長い", "Word\n長い", id="a line end behind them"),
        pytest.param("長い  \n文です", "長い<br>\n文です", id="a line end that is meant"),
        pytest.param("長い 文です", "長い 文です", id="a blank without units"),
        pytest.param("«102 열기.» «103 닫기.»", "«102 열기.» «103 닫기.»", id="Korean"),
        pytest.param("길게\n쓴다", "길게\n쓴다", id="a line end in Korean"),
        pytest.param("«102 één.» «103 twee.»", "«102 één.» «103 twee.»", id="Dutch"),
    ],
)
def test_blanks(text: str, html: str) -> None:
    assert shown(bilingual(text)).strip() == f"<p>{with_spans(html)}</p>"


def test_the_source_keeps_its_own() -> None:
    """A page that is shown in its source language has the blanks of that."""
    text = bilingual("«102 開きます。¦It opens.» «103 閉じます。¦It closes.»")
    assert shown(text, SOURCE).strip() == with_spans("<p>«102 It opens.» «103 It closes.»</p>")


def test_what_a_page_is_about() -> None:
    """The description of a page is made from its first paragraph."""
    assert rendered(bilingual("«102 開きます。» «103 閉じます。»")).lead == "開きます。閉じます。"
    assert rendered("Zij. Hij.").lead == "Zij. Hij."
