"""What the weights are fitted to, and that fitting finds what tells the right person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from archive.extract.whom import NOBODY, chances
from training.whom import FORMS, Point, Story, fitted, points, resolved, stories

ARTICLE = """The harbour

Mayor Ana Ruiz opened the dock on Monday. "The dock is old," she said.

A spokesman for the port said that it would be mended.
"""
MEANT = (("she", "Ana Ruiz"), ("A spokesman for the port", None))


@pytest.fixture(scope="module")
def read() -> list[Story]:
    known = [{"start": (at := ARTICLE.index(words)), "end": at + len(words), "name": who} for words, who in MEANT]
    return list(stories([{"text": ARTICLE, "whom": known}, {"text": "Nobody Ivan Vass knows.\n"}]))


def test_articles_that_tell_whom_words_mean_are_read_in_every_form(read: list[Story]) -> None:
    assert [story.form for story in read] == list(FORMS)
    assert [name for *_, name in read[0].known] == ["Ana Ruiz", None]


def test_each_point_knows_who_is_right(read: list[Story]) -> None:
    found = list(points(read[0], {"pronoun": {}, "noun": {}}))

    assert [(point.pronoun, point.right) for point in found] == [(True, frozenset([0])), (False, frozenset([NOBODY]))]
    assert all(point.asked and point.right <= point.asked[1].keys() for point in found)


def test_pronouns_of_news_whose_persons_are_named_are_points_that_count_less() -> None:
    text = 'Ana Ruiz met the press. "The dock is old," she said. "It is," the mayor said.\n'
    quotes: list[dict[str, Any]] = [
        {"speaker_start": text.index(words), "speaker_end": text.index(words) + len(words), "speaker_resolved": name}
        for words, name in (("she", "Ana Ruiz"), ("the mayor", "Ana Ruiz"))
    ]

    record = resolved({"text": text, "quotes": [*quotes, {"start": 0, "end": 3}, {"speaker_start": None}]})
    found = [point for story in stories([record], 0.5) for point in points(story, {"pronoun": {}, "noun": {}})]

    assert [text[w["start"] : w["end"]] for w in record["whom"]] == ["she"]
    assert [(point.pronoun, point.right, point.story.weight) for point in found] == [(True, frozenset([0]), 0.5)] * 3


def test_points_that_count_more_weigh_more(read: list[Story]) -> None:
    options = {0: ["near"], 1: ["far"]}
    light, heavy = replace(read[0], weight=0.5), replace(read[0], weight=4.0)
    told = [Point(s, True, ("pronoun", options), frozenset({n}), 0) for n, s in enumerate((light, heavy))]

    weights = fitted(told, "pronoun", {})

    assert weights["far"] > weights["near"]


def test_fitting_prefers_what_spoke_for_the_right_persons(read: list[Story]) -> None:
    options = {0: ["near"], 1: ["far"], NOBODY: ["nobody"]}
    told = [Point(read[0], True, ("pronoun", options), frozenset({right}), 0) for right in (0, 0, 0, 1)]

    weights = fitted(told, "pronoun", {})
    found = chances(weights, options)

    assert weights["near"] > weights["far"] > weights["nobody"]
    assert 0.5 < found[0] < 0.75
    assert sum(found.values()) == pytest.approx(1)
