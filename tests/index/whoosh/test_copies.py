"""Prints and stories as they are stored: those of plain Python, however articles lie in segments."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest

from index.request import SearchRequest
from index.whoosh import copies, prints, sayings
from index.whoosh.arrays import Array
from index.whoosh.copies import stories_of, story_pairs
from index.whoosh.disk import Disk
from index.whoosh.engine import WhooshEngine
from index.whoosh.opening import open_folder
from index.whoosh.sayings import saying_pairs, sayings_of
from index.whoosh.tokenize import folded
from index.words import tokens
from tests.index.alike import fingerprint
from tests.index.build import Said, article, commit
from tests.index.generate import make_article


def stored_prints(texts: list[str]) -> list[tuple[int, ...]]:
    """Return the print of each text as a segment has it."""
    words: dict[bytes, int] = {}
    rows = [[words.setdefault(word, len(words)) for word in folded(text).split()] for text in texts]
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


def test_the_writer_leaves_the_sayings_for_readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_folder(tmp_path / "a", "write", create=True, wait=0, disk=Disk()) as engine:
        body = " ".join(f"word{at}" for at in range(300))
        said = [Said("Not now", speaker="he"), Said("Never", speaker="he")]
        commit(engine, [article(f"a{at}", body=body, quotes=said[at:]) for at in range(2)])
        commit(engine, [article("a2", body=body, quotes=said)])
        worked_out = engine.ask(saying_pairs)
        monkeypatch.setattr("index.whoosh.sayings.saying_pairs", lambda snapshot: pytest.fail("they are stored"))
        found = engine.ask(sayings_of).tolist()

    assert [part.tolist() for part in worked_out] == [[2, 3, 4], [1, 0, 1]]
    assert found == [0, 1, 1, 0, 1]


@pytest.mark.parametrize("room", [1, 40])
def test_sayings_do_not_depend_on_how_many_words_are_worked_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    dice = Random(5)
    body = " ".join(f"word{at}" for at in range(300))
    articles = [
        article(f"a{at}", body=body, quotes=[Said(" ".join(dice.choices("abc", k=2)), speaker="he")])
        for at in range(40)
    ]
    with open_folder(tmp_path / "a", "write", create=True, wait=0, disk=Disk()) as engine:
        commit(engine, articles)
        stored = engine.ask(sayings_of).tolist()
        monkeypatch.setattr(sayings, "_POSITIONS", room)
        worked_out = [part.tolist() for part in engine.ask(saying_pairs)]

    texts = [one.quotes[0].text for one in articles]
    assert stored == [texts.index(text) for text in texts] and len(set(stored)) == 9
    later = [at for at, first in enumerate(stored) if first != at]
    assert worked_out == [later, [stored[at] for at in later]]


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


def _some_prints(count: int, kinds: int, changed: int) -> Array:
    """Return prints of which each is one of a few ``kinds``, with up to so many places ``changed``."""
    dice = np.random.default_rng(5)
    made = dice.integers(0, 256, (kinds, prints.PLACES), dtype=np.uint8)[dice.integers(0, kinds, count)]
    for row in made:
        row[dice.integers(0, prints.PLACES, dice.integers(0, changed + 1))] += 1
    return made


def test_stories_are_those_that_comparing_all_with_all_finds() -> None:
    made = _some_prints(120, 6, 24)
    needed = np.where(np.arange(120) % 3, 33, 41)
    story = list(range(120))
    for one in range(120):
        for other in range(one):
            agree = int((made[one] == made[other]).sum())
            if agree >= max(needed[one], needed[other]):
                first, last = sorted((story[one], story[other]))
                story = [first if each == last else each for each in story]

    assert copies._joined(made, needed).tolist() == story
    assert 6 < len(set(story)) < 60


def test_thousands_of_pages_of_one_text_are_not_each_compared_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    agreeing = copies._agreeing

    def counted(made: Array, needed: Array, ones: Array, others: Array) -> tuple[Array, Array]:
        compared.append(len(ones))
        return agreeing(made, needed, ones, others)

    monkeypatch.setattr(copies, "_agreeing", counted)
    made = _some_prints(2_000, 1, 8)

    assert set(copies._joined(made, np.full(2_000, 33)).tolist()) == {0}
    assert sum(compared) < 100 * 2_000


def _filled(folder: Path, bodies: list[str]) -> WhooshEngine:
    engine = open_folder(folder, "write", create=True, wait=0, disk=Disk())
    commit(engine, [article(f"a{at}", body=body) for at, body in enumerate(bodies)])
    return engine
