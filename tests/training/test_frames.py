"""Words give way to those that stand between the same neighbours elsewhere, and to no others."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from training import frames, store
from training.frames import Frames

TEXTS = (
    "The mayor closed the harbour on Monday, and the mayor opened the bridge.",
    "The pilot closed the airfield on Monday. The pilot, Ana Ruiz, closed the door.",
    "Then the guard locked the door on Sunday and left.",
)


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> store.Corpus:
    records = [{"text": text} for text in TEXTS]
    at = TEXTS[1].index("Ana Ruiz")
    records[1]["people"] = [{"start": at, "end": at + 8}]  # type: ignore[assignment]
    path = tmp_path / "paper.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    monkeypatch.setattr(frames, "COMMON", 0)
    return store.build([path])


def rows(corpus: store.Corpus) -> np.ndarray:
    low = sorted({word.lower() for word in corpus.words})
    return np.array([low.index(word.lower()) for word in corpus.words])


def told(corpus: store.Corpus, document: int, share: float, seed: int) -> tuple[list[str], list[str]]:
    begin, end = corpus.starts[document : document + 2].tolist()
    before = corpus.columns["words"][begin:end]
    after = before.copy()
    Frames(corpus, rows(corpus)).put(after, begin, share, np.random.default_rng(seed))
    return [corpus.words[i] for i in before], [corpus.words[i] for i in after]


def test_a_word_gives_way_to_those_between_the_same_two_words(corpus: store.Corpus) -> None:
    found = {word for seed in range(40) for word in told(corpus, 0, 1.0, seed)[1]}
    before, _ = told(corpus, 0, 0.0, 1)

    # the ... closed: mayor, pilot; the ... on: harbour, airfield, door
    assert found - set(before) == {"pilot", "airfield", "door"}


def test_names_marks_and_the_ends_of_articles_are_no_neighbours(corpus: store.Corpus) -> None:
    changed = set()
    for seed in range(40):
        before, after = told(corpus, 1, 1.0, seed)
        changed |= {a for a, b in zip(before, after, strict=True) if a != b}

    assert changed == {"pilot", "airfield"}


def test_no_two_neighbours_give_way_together(corpus: store.Corpus) -> None:
    for seed in range(40):
        for document in range(3):
            before, after = told(corpus, document, 1.0, seed)
            changed = [a != b for a, b in zip(before, after, strict=True)]
            assert not any(a and b for a, b in pairwise(changed))


def test_nothing_is_changed_where_no_share_is(corpus: store.Corpus) -> None:
    before, after = told(corpus, 0, 0.0, 1)

    assert before == after


def test_words_of_documents_that_are_held_back_are_put_nowhere(corpus: store.Corpus) -> None:
    def put() -> set[str]:
        return {word for seed in range(20) for word in told(corpus, 0, 1.0, seed)[1]}

    assert "pilot" in put()

    corpus.held = np.array([False, True, False])

    assert not {"pilot", "airfield"} & put()
