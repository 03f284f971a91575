from __future__ import annotations

import gzip
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from training.roundups import Piece, interview, main, sources, transcript, voices

OPENING = (
    "Voters in Velmar and far beyond it spoke to this paper about the bridge which the council means to close for good."
)
TEXT = f"""{OPENING * 2}

"We have waited for nine years, and Osric Thane knows it," said Mirela Vant.

"Nobody has asked the people who cross it every morning," Vant said. "It will cost more to close it than to mend it."
"""
NAMES = ["Mirela Vant", "Osric Thane", "Ida Brook"]
PIECES = [
    Piece("We have waited, and Osric Thane knows it.", ((20, 31),)),
    Piece("Nobody has asked us.", ()),
    Piece("It will cost more.", ()),
]


def record() -> dict[str, Any]:
    names = [m.span() for m in re.finditer("Osric Thane|Mirela Vant|Vant(?= said)", TEXT)]
    said = [m.span(1) for m in re.finditer('"([^"]+)"', TEXT)]
    return {
        "text": TEXT,
        "people": [{"start": s, "end": e, "name": TEXT[s:e]} for s, e in names],
        "quotes": [{"start": s, "end": e} for s, e in said],
        "attributions": [{"content_spans": [list(span)]} for span in said],
    }


def written(folder: Path, *records: dict[str, Any]) -> Path:
    path = folder / "news.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in records))
    return path


def test_an_article_gives_its_quotes_as_sentences_its_names_and_an_opening_where_nobody_speaks(tmp_path: Path) -> None:
    (found,) = sources([written(tmp_path, record())])

    assert [p.text for p in found.quotes] == [
        "We have waited for nine years, and Osric Thane knows it.",
        "Nobody has asked the people who cross it every morning.",
        "It will cost more to close it than to mend it.",
    ]
    assert [[p.text[s:e] for s, e in p.people or ()] for p in found.quotes] == [["Osric Thane"], [], []]
    assert found.names == ("Osric Thane", "Mirela Vant")
    assert found.opening and found.opening.text.endswith("for good.")


def test_without_gold_what_stands_in_marks_is_taken_and_its_people_are_unknown(tmp_path: Path) -> None:
    (found,) = sources([written(tmp_path, {"text": TEXT}, {"text": OPENING})])

    assert len(found.quotes) == 3
    assert {p.people for p in found.quotes} == {None}
    assert found.names == ()


@pytest.mark.parametrize("seed", range(30))
def test_every_label_of_a_list_of_voices_stands_where_its_words_stand(seed: int) -> None:
    made = voices(PIECES, NAMES, None, random.Random(seed))
    text = made["text"]

    assert [text[q["start"] : q["end"]] for q in made["quotes"]] == [p.text for p in PIECES]
    assert [text[q["speaker_start"] : q["speaker_end"]] for q in made["quotes"]] == NAMES
    assert [text[p["start"] : p["end"]] for p in made["people"]] == [p["name"] for p in made["people"]]
    assert sorted(p["name"] for p in made["people"]) == sorted([*NAMES, "Osric Thane"])
    assert all(
        a["content_spans"] == [[q["start"], q["end"]]]
        for a, q in zip(made["attributions"], made["quotes"], strict=True)
    )


def test_of_people_nobody_marked_nothing_is_learned() -> None:
    made = voices([PIECES[1], Piece("So it goes.", None)], NAMES[:2], None, random.Random(1))

    assert set(made) == {"text"}


@pytest.mark.parametrize("seed", range(40))
def test_turns_of_a_transcript_begin_with_who_speaks(seed: int) -> None:
    made = transcript(PIECES * 2, NAMES * 2, Piece(OPENING, ()), random.Random(seed))
    text = made["text"]

    assert text.startswith(OPENING + "\n")
    at = len(OPENING)
    for piece in PIECES * 2:
        start = text.index(piece.text, at)
        assert re.search(
            r'\n["“]?(?:[QA]: |[A-Z][A-Za-z ]+(?:, [^\n]+)?: |[A-Z][A-Za-z ]+ --? [^\n]+\n\n)$', text[at:start]
        )
        at = start + len(piece.text)
    assert [text[p["start"] : p["end"]] for p in made["people"]] == [p["name"] for p in made["people"]]


def test_an_interview_without_labels_gives_each_question_and_its_answer_a_paragraph() -> None:
    asked = [Piece("Why a bridge?", ()), Piece("Who paid Osric Thane?", ((9, 20),))]
    made = interview(asked, PIECES[:2], None, random.Random(4))

    paragraphs = [p.strip('"“”') for p in made["text"].split("\n\n")]
    assert paragraphs == [asked[0].text, PIECES[0].text, asked[1].text, PIECES[1].text]
    assert [p["name"] for p in made["people"]] == ["Osric Thane", "Osric Thane"]


def test_records_are_written_and_are_the_same_again(tmp_path: Path) -> None:
    data = written(tmp_path, record(), {"text": TEXT})
    made = []
    for name in ("a", "b"):
        main([str(data), "--out", str(tmp_path / f"{name}.jsonl.gz"), "--count", "20"])
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "rt") as lines:
            made.append([json.loads(line) for line in lines])

    assert made[0] == made[1]
    assert len(made[0]) == 20
    assert {"people" in r for r in made[0]} == {True, False}


def test_news_that_quotes_nobody_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = written(tmp_path, {"text": OPENING})

    with pytest.raises(SystemExit):
        main([str(data), "--out", str(tmp_path / "a.jsonl.gz")])

    assert "no article there quotes anybody" in capsys.readouterr().err
