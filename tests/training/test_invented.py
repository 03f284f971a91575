from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from training.invented import HERE, UNSEEN, main, record, records


def test_brackets_become_places_of_names() -> None:
    found = record("Mayor [Ana Ruiz]'s aide left, said [Ruiz].\n")

    assert found["text"] == "Mayor Ana Ruiz's aide left, said Ruiz.\n"
    assert [found["text"][p["start"] : p["end"]] for p in found["people"]] == ["Ana Ruiz", "Ruiz"]


def test_whoever_words_mean_is_named_in_the_article() -> None:
    told = [(one["text"], w["name"]) for one in records(HERE) for w in one.get("whom", ()) if w["name"]]

    assert len(told) > 10_000
    assert not [name for text, name in told if name not in " ".join(text.split())]


def test_a_bracket_alone_is_told_with_its_place() -> None:
    with pytest.raises(ValueError, match=r"said \[Ruiz"):
        record("Nobody, said [Ruiz.\n")


@pytest.mark.parametrize("folder", [HERE, UNSEEN], ids=["trained on", "unseen"])
def test_every_article_is_read_and_quotes_close_or_go_on(folder: Path) -> None:
    found = list(records(folder))

    assert len(found) > 50
    assert len({one["text"] for one in found}) == len(found)
    for one in found:
        assert len(one["text"].split()) > 80
        paragraphs = [line for line in one["text"].split("\n") if line]
        for paragraph, following in zip(paragraphs, [*paragraphs[1:], ""], strict=True):
            odd = paragraph.count('"') % 2 or paragraph.count("“") != paragraph.count("”")
            assert not odd or paragraph.startswith(('"', "“")) or following.startswith(('"', "“")), paragraph


@pytest.mark.parametrize("folder", [HERE, UNSEEN], ids=["trained on", "unseen"])
def test_what_is_said_stands_in_marks_and_its_speaker_outside_them(folder: Path) -> None:
    told = [one for one in records(folder) if "quotes" in one]

    assert len(told) > 50
    for one in told:
        text = one["text"]
        for quote in [*one["quotes"], *one["unsaid"]]:
            before = text[: quote["start"]].rstrip()[-1:]
            assert before in "\"“'‘’", text[quote["start"] :][:60]
        for quote in one["quotes"]:
            assert quote["speaker_end"] <= quote["start"] or quote["speaker_start"] >= quote["end"]
            assert quote.get("cue_start", 0) <= quote.get("cue_end", 0) <= len(text)


def test_what_nobody_has_trained_on_is_apart() -> None:
    assert not {one["text"] for one in records(HERE)} & {one["text"] for one in records(UNSEEN)}


def test_records_are_written_as_training_data(tmp_path: Path) -> None:
    out = tmp_path / "unseen.jsonl.gz"
    main(["--unseen", "--out", str(out)])

    with gzip.open(out, "rt", encoding="utf-8") as lines:
        assert [json.loads(line) for line in lines] == list(records(UNSEEN))
