"""The table of how often quotes are right beside how sure they say they are."""

from __future__ import annotations

import pytest

from tests import gold_score, reliability


def test_quotes_are_counted_by_how_sure_they_are() -> None:
    rows = reliability.table([(0.95, True), (0.99, True), (0.92, False), (0.45, False)])

    assert [(low, count, share) for low, count, _, share in rows] == [(0.4, 1, 0.0), (0.9, 1, 0.0), (0.95, 2, 1.0)]
    assert rows[2][2] == pytest.approx(0.97)


def test_quotes_that_are_nine_tenths_sure_are_right_as_often_on_the_gold() -> None:
    sure = [right for chance, right in reliability.judged(gold_score.load(), "stripped") if chance >= 0.9]

    assert len(sure) > 100
    assert sum(sure) / len(sure) >= 0.9


@pytest.mark.parametrize("form", ["clean", "collapsed"])
def test_reported_speech_is_right_about_as_often_as_it_says_on_the_gold(form: str) -> None:
    told = list(reliability.judged(gold_score.load(), form, "indirect"))
    sure = [(chance, right) for chance, right in told if chance >= 0.7]

    for some in (told, sure):
        assert len(some) > 120
        assert sum(right for _, right in some) / len(some) >= sum(chance for chance, _ in some) / len(some) - 0.05
