"""Numbers of units: known ones stay, new ones fit between, all locales agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.bilingual.numbers import assign_numbers, hints_from

CASES = [
    (["", "", ""], ["101", "111", "121"]),
    (["102", "", "112"], ["102", "107", "112"]),
    (["102", "", "", "112"], ["102", "105", "108", "112"]),
    (["103", "", "104"], ["103", "p10350", "104"]),
    (["103", "p10350", "", "104"], ["103", "p10350", "p10375", "104"]),
    (["103", "", "p10350", "104"], ["103", "p10325", "p10350", "104"]),
    (["104", ""], ["104", "114"]),
    (["", "101"], ["p10050", "101"]),
    (["", "105"], ["102", "105"]),
    (["105", "103", "104"], ["101", "103", "104"]),
    (["101", "p101", "", "102"], ["101", "p101", "p10150", "102"]),
    (["101", "", "p101", "102"], ["101", "p101", "p102", "102"]),
    ([], []),
]


@pytest.mark.parametrize(("known", "expected"), CASES)
def test_numbers(known: list[str], expected: list[str]) -> None:
    """Known numbers stay if they rise."""
    assert assign_numbers(known) == expected


def test_hints_are_taken() -> None:
    """What another locale has is taken where it fits."""
    assert assign_numbers(["102", "", "112"], hints=["", "109", ""]) == ["102", "109", "112"]
    assert assign_numbers(["102", "", "104"], hints=["", "p10233", ""]) == ["102", "p10233", "104"]
    assert assign_numbers(["102", "", "112"], hints=["", "120", ""]) == ["102", "107", "112"]
    assert hints_from(["a", "b", "a", "a"], {"a": ["101", "103"]}) == ["101", "", "103", ""]


@given(
    st.lists(st.sampled_from(["", "", "101", "102", "103", "105", "120", "p101", "p103", "p10250", "p200"]), max_size=9)
)
def test_numbers_rise(known: list[str]) -> None:
    """Both sequences rise, whatever was there before, and plain numbers that rise stay."""
    found = assign_numbers(known)
    for kind in (str.isdecimal, lambda number: not number.isdecimal()):
        values = [int(number.removeprefix("p")) for number in found if kind(number)]
        assert values == sorted(set(values))
        assert all(value >= 101 for value in values)
    plain = [number for number in known if number.isdecimal()]
    if plain == sorted(set(plain), key=int):
        assert [number for number, before in zip(found, known, strict=True) if before.isdecimal()] == plain
