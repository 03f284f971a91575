"""Whole quotes give way to others of the same length between the same marks, and nothing else does."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from archive.restore.learned.words import START
from training import store
from training.corpus import word_cases
from training.exchange import Exchange

TEXTS = (
    'It rained. "We saw the whole bridge," said a guard. He called it "a great loss to us."',
    'Nobody left. "They heard no loud bang," said a nurse. "Nobody told me," she added.',
    'Then: "She ate all our bread," said a child.',
)


@pytest.fixture
def corpus(tmp_path: Path) -> store.Corpus:
    records = [{"text": text} for text in TEXTS]
    path = tmp_path / "paper.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return store.build([path])


def told(corpus: store.Corpus, document: int, seed: int, skip: int = 0, share: float = 1.0) -> str:
    """Return a document, from its ``skip``-th word on, as it reads when quotes were exchanged."""
    places = np.arange(corpus.starts[document] + skip, corpus.starts[document + 1])
    Exchange(corpus, word_cases(corpus.words)).put(places, share, np.random.default_rng(seed))
    columns = corpus.columns
    return "".join(corpus.words[columns["words"][i]] + corpus.gaps[columns["gaps"][i]] for i in places)


def test_a_quote_gives_way_to_one_of_its_length_between_the_same_marks(corpus: store.Corpus) -> None:
    seen = {told(corpus, 0, seed) for seed in range(20)}

    assert seen == {START + TEXTS[0], START + TEXTS[0].replace("We saw the whole bridge", "They heard no loud bang")}


def test_the_gap_before_it_decides_too(corpus: store.Corpus) -> None:
    assert {told(corpus, 2, seed) for seed in range(20)} == {told(corpus, 2, 1, share=0.0)}


def test_a_quote_that_the_piece_cuts_stays(corpus: store.Corpus) -> None:
    assert {told(corpus, 0, seed, skip=5) for seed in range(20)} == {told(corpus, 0, 1, skip=5, share=0.0)}


def test_quotes_of_documents_that_are_held_back_are_put_nowhere(corpus: store.Corpus) -> None:
    corpus.held = np.array([False, True, False])

    assert {told(corpus, 0, seed) for seed in range(20)} == {told(corpus, 0, 1, share=0.0)}


def test_a_quote_that_holds_a_verb_of_saying_stays(corpus: store.Corpus) -> None:
    corpus.columns["cue"][corpus.starts[1] + 4] = 1

    assert {told(corpus, 0, seed) for seed in range(20)} == {told(corpus, 0, 1, share=0.0)}
