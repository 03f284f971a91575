"""Prints and stories as they are stored: those of plain Python, however articles lie in segments."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest

from index.request import SearchRequest
from index.whoosh import prints
from index.whoosh.copies import stories_of, story_pairs
from index.whoosh.disk import Disk
from index.whoosh.engine import WhooshEngine
from index.whoosh.opening import open_folder
from index.whoosh.tokenize import tokenize
from index.words import tokens
from tests.index.alike import fingerprint
from tests.index.build import article, commit
from tests.index.generate import make_article


def stored_prints(texts: list[str]) -> list[tuple[int, ...]]:
    """Return the print of each text as a segment has it."""
    words: dict[bytes, int] = {}
    rows = [[words.setdefault(word, len(words)) for word in tokenize(text)] for text in texts]
    every = np.array([number for row in rows for number in row], dtype=np.uint32)
    found = prints.fingerprints(words, every, np.array([len(row) for row in rows], dtype=np.int64))
    return [tuple(row) for row in found.reshape(-1, prints.PLACES).tolist()]


@pytest.mark.parametrize("room", [1, 40, 1 << 14])
def test_prints_are_those_of_plain_python(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    monkeypatch.setattr(prints, "_TOKENS", room)
    dice = Random(4)
    texts = [
        "",
        "one",
        "one two",
        "Zürich straße naïve",
        *(make_article(dice, str(at)).body for at in range(40)),
        "",
        "x",
    ]

    assert stored_prints(texts) == [fingerprint(tokens(text)) for text in texts]


def test_clean_stripped_and_upper_case_copies_have_one_print() -> None:
    text = "“We don't know,” the U.S. envoy said – and left. It was 1,234 miles to Zürich; nobody waved."
    stripped = "".join(char if char.isalnum() or char == "ü" else " " for char in text.lower())

    assert len(set(stored_prints([text, text.upper(), stripped]))) == 1


def test_the_writer_leaves_the_stories_for_readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = " ".join(f"word{at}" for at in range(30))
    with _filled(tmp_path / "a", [body, body, "another story"]) as engine:
        worked_out = engine.ask(story_pairs)
        monkeypatch.setattr("index.whoosh.copies.story_pairs", lambda snapshot: pytest.fail("they are stored"))
        stories = engine.ask(stories_of).tolist()

    assert [part.tolist() for part in worked_out] == [[1], [0]]
    assert stories == [0, 0, 2]


def test_many_copies_and_chains_of_changes_are_one_story(tmp_path: Path) -> None:
    words = [f"word{at}" for at in range(240)]
    versions = []
    for number in range(40):
        words[number * 5] = f"changed{number}"  # no two neighbours differ by more than a word; first and last by forty
        versions += [" ".join(words)] * 3
    with _filled(tmp_path / "a", versions) as engine:
        page = engine.search(SearchRequest("", grouped=True))

    assert (page.total, page.entries) == (120, 1)
    assert page.hits[0].copies == 119


def _filled(folder: Path, bodies: list[str]) -> WhooshEngine:
    engine = open_folder(folder, "write", create=True, wait=0, disk=Disk())
    commit(engine, [article(f"a{at}", body=body) for at, body in enumerate(bodies)])
    return engine
