from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from archive.restore.learned.model import Model
from archive.restore.learned.reader import WEIGHTS, Reader
from training.store import Corpus, build
from training.teach import keep_lessons, take_lessons, teach, text_of

TEXT = (
    "ORSK (Reuters) - The bridge over the Senn was closed on Friday after cracks were found.\n\n"
    '"Nobody will cross it until we know more," Mayor Lena Voss told reporters on Friday.'
)


def corpus(folder: Path) -> Corpus:
    gold = {"text": TEXT, "people": []}
    (folder / "town.jsonl").write_text(json.dumps({"text": TEXT}) + "\n" + json.dumps(gold), encoding="utf-8")
    return build([folder / "town.jsonl"])


def test_clean_text_without_gold_is_labelled_where_the_reader_is_sure(tmp_path: Path) -> None:
    taught = corpus(tmp_path)

    teach(taught, Reader(Model.load(WEIGHTS)), lambda done, whole: None)

    n = int(taught.starts[1])
    words = [taught.words[i] for i in taught.columns["words"][:n]]
    people = {w for w, p in zip(words, taught.columns["person"][:n], strict=True) if p > 0}
    assert {"Voss"} <= people <= {"Lena", "Voss"}
    assert (taught.columns["person"][n:] == 0).all()
    assert "told" in [w for w, c in zip(words, taught.columns["cue"][:n], strict=True) if c > 0]
    assert taught.runs[0].tolist()[:2] == [words.index("Nobody"), words.index("more") + 1]


def test_lessons_can_be_kept_and_taken(tmp_path: Path) -> None:
    taught, fresh = corpus(tmp_path), corpus(tmp_path)
    teach(taught, Reader(Model.load(WEIGHTS)), lambda done, whole: None)

    keep_lessons(taught, tmp_path / "lessons.npz")
    take_lessons(fresh, tmp_path / "lessons.npz")

    assert np.array_equal(fresh.columns["person"], taught.columns["person"])
    assert np.array_equal(fresh.runs, taught.runs)


def test_a_corpus_gives_back_its_clean_text(tmp_path: Path) -> None:
    assert text_of(corpus(tmp_path), 1) == TEXT
