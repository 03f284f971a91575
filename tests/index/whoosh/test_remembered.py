"""What is remembered of one state stays within bounds."""

from __future__ import annotations

from index.whoosh.snapshot import Memo, Scored

LARGE = 10_000
"""Bytes beside which what an entry takes by itself is little."""


def held(scored: Scored, keys: str) -> str:
    return "".join(key for key in keys if scored.get(key) is not None)


def filled(keys: str) -> Scored:
    """Return a memory with room for three large values, in which some were put."""
    scored = Scored(4 * LARGE - 1)
    for key in keys:
        scored.put(key, key, LARGE)
    return scored


def test_the_oldest_are_forgotten_first() -> None:
    assert held(filled("abcd"), "abcd") == "bcd"


def test_what_was_asked_for_is_as_good_as_new() -> None:
    scored = filled("abc")
    assert scored.get("a") == "a"
    scored.put("d", "d", LARGE)

    assert held(scored, "abcd") == "acd"


def test_what_is_put_again_takes_its_room_once() -> None:
    scored = filled("abc")
    for _ in range(3):
        scored.put("c", "C", LARGE)

    assert held(scored, "abc") == "abc"
    assert scored.get("c") == "C"


def test_what_is_larger_than_all_the_room_costs_nothing_else() -> None:
    scored = filled("ab")
    scored.put("x", "x", 5 * LARGE)

    assert held(scored, "abx") == "ab"


def test_of_many_answers_the_oldest_go_but_those_under_a_plain_name() -> None:
    memo = Memo(name=0)
    for number in range(100_000):
        memo[number,] = number

    assert len(memo) < 10_000
    assert (memo["name"], memo[99_999,]) == (0, 99_999)
    assert (0,) not in memo
