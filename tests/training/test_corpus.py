from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from archive.restore.learned.words import START
from training.corpus import Tables, read_records, to_document
from training.damage import NOISE, write_gaps
from training.store import build, lexicon, word_features

TEXT = 'Ana Ruiz said: "We wait," and left. Ruiz smiled.'


def span(text: str, at: int = 0) -> dict[str, Any]:
    start = TEXT.index(text, at)
    return {"start": start, "end": start + len(text), "text": text, "name": text}


RECORD: dict[str, Any] = {
    "text": TEXT,
    "people": [span("Ana Ruiz"), span("Ruiz", 20)],
    "quotes": [{**span("We wait,"), "speaker": "Ana Ruiz", "speaker_start": 0, "speaker_end": 8}],
    "attributions": [
        {
            "kind": "direct",
            "source": span("Ana Ruiz"),
            "cue_spans": [[9, 13]],
            "content_spans": [[TEXT.index('"'), TEXT.index(" and")]],
        }
    ],
}


def test_gold_spans_become_labels_of_words() -> None:
    tables = Tables()
    found = to_document("invented", RECORD, tables)
    words = list(tables.words)

    assert [words[i] for i in found.words[:4]] == [START, "Ana", "Ruiz", "said"]
    assert found.person.tolist() == [0, 1, 2, 0, 0, 0, 0, 0, 1, 0]
    assert found.quoted.tolist() == [0, 0, 0, 0, 1, 1, 0, 0, 0, 0]
    assert found.speaker.tolist()[:4] == [0, 1, 2, 0]
    assert found.cue.tolist()[3] == 1
    assert found.speech.tolist()[4:6] == [1, 2]
    assert found.runs.tolist() == [[4, 6, 2, 3, 1]]


def test_quotes_without_attributions_tell_of_words_in_marks_alone() -> None:
    said = {**span("We wait,"), "speaker_start": 0, "speaker_end": 8, "cue_start": 9, "cue_end": 13}
    record = {"text": TEXT, "quotes": [said], "unsaid": [span("smiled")]}

    found = to_document("invented", record, Tables())

    assert found.speech.tolist() == [-1, -1, -1, -1, 1, 2, -1, -1, -1, 0]
    assert found.speaker.tolist() == [-1, 1, 2, -1, -1, -1, -1, -1, -1, -1]
    assert found.cue.tolist() == [-1, -1, -1, 1, -1, -1, -1, -1, -1, -1]
    assert found.runs.tolist() == [[4, 6, 2, 3, 1]]


def test_what_has_no_gold_is_unknown() -> None:
    found = to_document("invented", {"text": TEXT}, Tables())

    assert set(found.person.tolist()) == set(found.speech.tolist()) == {-1}


def test_the_same_name_has_the_same_number_throughout_an_article() -> None:
    found = to_document("invented", RECORD, Tables())

    assert found.names.tolist() == [[1, 0, 0], [2, 1, 1], [8, 1, 1]]


def test_a_quote_that_no_attribution_covers_has_no_verb() -> None:
    later = {
        "kind": "indirect",
        "source": None,
        "cue_spans": [[9, 13]],
        "content_spans": [[TEXT.index("Ruiz smiled"), len(TEXT)]],
    }

    found = to_document("invented", {**RECORD, "attributions": [later]}, Tables())

    assert found.runs.tolist() == [[8, 10, -1, 3, 0], [4, 6, 2, -1, 1]]


def test_the_s_of_possession_is_no_part_of_a_name() -> None:
    record = {"text": "Ana Ruiz's dock shut.", "people": [{"start": 0, "end": 10}]}

    found = to_document("invented", record, Tables())

    assert found.person.tolist() == [0, 1, 2, 0, 0, 0]
    assert found.names.tolist() == [[1, 0, 0], [2, 1, 1]]


def test_letters_outside_ascii_can_be_lost() -> None:
    tables = Tables()
    to_document("invented", {"text": "Zoë Núñez spoke."}, tables, foreign=True)

    assert "Zo" in tables.words
    assert "ez" in tables.words


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.txt"])
def test_text_json_lines_and_zipped_json_lines_are_read(tmp_path: Path, name: str) -> None:
    line = json.dumps(RECORD).encode()
    content = TEXT.encode() if name.endswith("txt") else gzip.compress(line) if name.endswith("gz") else line
    (tmp_path / name).write_bytes(content)

    assert [record["text"] for _, record in read_records([tmp_path])] == [TEXT]


def test_noise_keeps_what_a_gap_says() -> None:
    assert NOISE["doubled"](', "') == ", ''"
    assert NOISE["tex"](', "') == ", ``"
    assert NOISE["curly"]('." ') == ".” "
    assert NOISE["run on"]('." ') == '."'
    assert NOISE["typewriter"](". ") == ".  "
    assert NOISE["paragraphs lost"](".\n\n") == ". "


def test_every_way_of_writing_a_gap_leads_to_a_gap_that_is_known() -> None:
    forms = write_gaps([". ", ' "', " "], np.array([9, 9, 9]))

    for rows in forms.noise.values():
        assert rows.max() < len(forms.gaps)
    assert forms.gaps[forms.noise["doubled"][1]] == " ''"


def test_the_lexicon_knows_common_words_marks_and_mixed_case(tmp_path: Path) -> None:
    text = "Mr. McCall met the mayor. " * 12
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    corpus = build([tmp_path], ["Zerrin"])

    found = lexicon(corpus, [(" ", 50), (". ", 20)])
    rows, cases = word_features(corpus.words, found.words, 16, 8)

    assert {"mr", "mccall", "mayor"} <= set(found.words)
    assert found.mixed == {"mccall": "McCall"}
    assert {" ", ". "} <= set(found.classes)
    assert len(rows) == len(cases) == len(corpus.words)


def test_the_lexicon_knows_pairs_of_words_that_stand_together_beyond_chance(tmp_path: Path) -> None:
    places = ["rome", "lima", "oslo"]
    text = " ".join(f"white house {a} {b}." for a in places for b in places for _ in range(2))
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")

    found = lexicon(build([tmp_path]), [(" ", 50), (". ", 20)])

    pairs = [(found.words[key // len(found.words)], found.words[key % len(found.words)]) for key in found.pairs]
    assert ("white", "house") in pairs
    assert ("house", "white") not in pairs
    assert found.pairs == sorted(found.pairs)
