"""Names that others are swapped for: those of the lists, and those that are words besides."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

from archive.restore.learned.model import ANY
from training import batches, store
from training.batches import Damager
from training.fit import prepare

TEXT = "We hope that they grant it, Lena Voss said. Voss left. " * 6
LISTS = ([["Hope", "Berta"]], [["Grant", "Mill", "Adler"]])


@pytest.fixture
def damager(tmp_path: Path) -> Damager:
    found = [i for i in range(len(TEXT)) if TEXT.startswith("Lena Voss", i)]
    people = [{"start": i, "end": i + 9, "name": "Lena Voss"} for i in found]
    (tmp_path / "town.jsonl").write_text(json.dumps({"text": TEXT, "people": people}), encoding="utf-8")
    corpus = store.build([tmp_path / "town.jsonl"], [name for kind in LISTS for names in kind for name in names])
    return prepare(corpus, LISTS, 1, (8, 16), {ANY: ("1",)}).damagers[ANY]


def spelt(damager: Damager, rows: np.ndarray) -> set[str]:
    return {damager.corpus.words[i] for i in rows.tolist()}


def test_names_that_stand_in_small_letters_in_the_corpus_are_words_besides(damager: Damager) -> None:
    assert damager.names is not None
    assert spelt(damager, damager.names.given_words) == {"Hope"}
    assert spelt(damager, damager.names.surname_words) == {"Grant"}
    assert spelt(damager, damager.names.surnames[0]) == {"Grant", "Mill", "Adler"}


def test_a_share_of_the_people_get_names_that_are_words(damager: Damager, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "SWAPPED", 1.0)
    monkeypatch.setattr(batches, "OTHERS", 0.0)
    monkeypatch.setattr(batches, "WORDS", 1.0)
    length = int(damager.corpus.starts[1])
    hope, grant = (damager.low[damager.corpus.words.index(word)] for word in ("Hope", "Grant"))

    seen = damager.batch([(0, 0, length)] * 20).same

    pairs = {pair for piece in seen.tolist() for pair in pairwise(piece)}
    assert (hope, grant) in pairs
    assert not {damager.low[damager.corpus.words.index(word)] for word in ("Mill", "Adler", "Berta")} & {*seen.flat}
