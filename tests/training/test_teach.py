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


def test_text_that_came_behind_what_was_taught_keeps_its_own_labels(tmp_path: Path) -> None:
    taught = corpus(tmp_path)
    teach(taught, Reader(Model.load(WEIGHTS)), lambda done, whole: None)
    keep_lessons(taught, tmp_path / "lessons.npz")
    said = {"start": TEXT.index("Nobody"), "end": TEXT.index('," Mayor')}
    more = {"text": TEXT, "quotes": [said], "attributions": []}
    (tmp_path / "village.jsonl").write_text(json.dumps(more), encoding="utf-8")
    joined = build([tmp_path / "town.jsonl", tmp_path / "village.jsonl"])

    take_lessons(joined, tmp_path / "lessons.npz")

    third = slice(*joined.starts[2:4])
    assert np.array_equal(joined.columns["person"][: joined.starts[2]], taught.columns["person"])
    assert (joined.columns["person"][third] == -1).all()
    assert np.array_equal(joined.runs[: len(taught.runs)], taught.runs)
    assert joined.runs[joined.run_starts[2] : joined.run_starts[3], 4].tolist() == [1]


def test_a_corpus_gives_back_its_clean_text(tmp_path: Path) -> None:
    assert text_of(corpus(tmp_path), 1) == TEXT


def test_what_words_in_marks_have_for_gold_is_kept_and_the_rest_taught(tmp_path: Path) -> None:
    start, end, friday = TEXT.index("Nobody"), TEXT.index('," Mayor'), TEXT.rindex("Friday")
    gold = {"start": start, "end": end, "speaker_start": friday, "speaker_end": friday + 6}
    (tmp_path / "town.jsonl").write_text(json.dumps({"text": TEXT, "quotes": [gold]}), encoding="utf-8")
    taught = build([tmp_path / "town.jsonl"])

    teach(taught, Reader(Model.load(WEIGHTS)), lambda done, whole: None)

    words = [taught.words[i] for i in taught.columns["words"]]
    last = len(words) - 1 - words[::-1].index("Friday")
    assert taught.runs.tolist() == [[words.index("Nobody"), words.index("more") + 1, last, -1, 1]]
    assert taught.columns["cue"][words.index("told")] == 1
    assert taught.columns["speaker"][last] == 1
