"""However articles come to lie in segments, answers are the same; and writing needs no more memory than it may have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Person
from index.engine import open_engine
from index.errors import UnknownArticleError
from index.ledger import LedgerUpdate
from index.query.nodes import Exact, Word
from index.request import SearchRequest
from index.whoosh import merging
from index.whoosh.disk import Disk
from index.whoosh.engine import WhooshEngine
from index.whoosh.evaluate import Evaluator
from index.whoosh.lexicon import Lexicon
from index.whoosh.opening import open_folder
from index.whoosh.raw import retell, tell
from index.whoosh.text import VALUE_GAP, Inverter
from index.whoosh.tokenize import folded
from index.words import stem, stems_of
from tests.index.build import article, article_id, commit
from tests.index.generate import make_article, make_request
from tests.index.test_against_oracle import compare

Maker = Callable[[Random, str], Article]


def build(
    folder: Path, articles: int, step: int, memory: int | None = None, made: Maker = make_article
) -> WhooshEngine:
    dice = Random(3)
    every = [made(dice, f"a{number}") for number in range(articles)]
    engine = open_folder(folder, "write", create=True, wait=0, disk=Disk(), memory=memory)
    for start in range(0, articles, step):
        engine.commit(every[start : start + step], [], LedgerUpdate())
    return engine


def test_answers_do_not_depend_on_segments(tmp_path: Path) -> None:
    with (
        build(tmp_path / "one", 90, 90) as one,
        build(tmp_path / "many", 90, 4) as many,
        build(tmp_path / "flushed", 90, 90, memory=20_000) as flushed,
    ):
        assert one.stats().segments == 1
        assert many.stats().segments > 2
        assert flushed.stats().segments > 1
        dice = Random(8)
        for _ in range(60):
            request = make_request(dice)
            page = one.search(request)
            compare(page, many.search(request))
            compare(page, flushed.search(request))
        for engine in (one, many, flushed):
            assert engine.check().faults == ()
        assert one.articles(one.ids()) == many.articles(many.ids()) == flushed.articles(flushed.ids())


def test_merging_leaves_deleted_articles_out(tmp_path: Path) -> None:
    with build(tmp_path / "a", 64, 8) as engine:
        gone = [article_id(f"a{number}") for number in range(0, 64, 3)]
        engine.commit([], gone, LedgerUpdate())
        for number in range(8):
            engine.commit([article(f"b{number}", body="flood")], [], LedgerUpdate())
        report = engine.check()
        kept = set(engine.ids())
    assert report.faults == ()
    assert report.articles == 64 - len(gone) + 8
    assert not kept & set(gone)


def test_no_segment_grows_beyond_its_limit_by_merging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "MOST_ARTICLES", 20)
    with build(tmp_path / "a", 120, 2) as engine:
        sizes = engine.ask(lambda snapshot: [segment.articles for segment in snapshot.segments])
    assert max(sizes) <= 20


def test_long_texts_and_frequent_words_are_counted_exactly(tmp_path: Path) -> None:
    words = [14, 15, 16, 255, 256, 70_000]
    with open_folder(tmp_path / "a", "write", create=True, wait=0, disk=Disk()) as engine:
        for count in words:
            body = "flood " * count + "end of story"
            engine.commit([article(f"n{count}", body=body)], [], LedgerUpdate())
        engine.commit([article("last", body="end of story")], [article_id("n14")], LedgerUpdate())
        for request in ('"flood end of story"', '"flood flood end"', "flood"):
            assert engine.search(SearchRequest(request)).total == len(words) - 1
        frequencies = engine.ask(
            lambda snapshot: sorted(
                int(count)
                for segment, live in zip(snapshot.segments, snapshot.bits("live"), strict=True)
                if (at := segment.text("body").find("flood")) >= 0
                for doc, count in zip(
                    *segment.text("body").postings([segment.text("body").span(at, at + 1)]), strict=True
                )
                if live[doc]
            )
        )
        assert frequencies == words[1:]
        assert engine.check().faults == ()


def test_deleted_articles_score_nothing_and_count_nowhere(tmp_path: Path) -> None:
    with open_folder(tmp_path / "a", "write", create=True, wait=0, disk=Disk()) as engine:
        engine.commit([article(f"a{at}", body="flood " * (at + 1)) for at in range(6)], [], LedgerUpdate())
        engine.commit([article("b", body="storm")], [article_id("a5")], LedgerUpdate())
        before = [hit.score for hit in engine.search(SearchRequest("flood")).hits]
    with open_folder(tmp_path / "b", "write", create=True, wait=0, disk=Disk()) as engine:
        engine.commit([article(f"a{at}", body="flood " * (at + 1)) for at in range(5)], [], LedgerUpdate())
        engine.commit([article("b", body="storm")], [], LedgerUpdate())
        assert [hit.score for hit in engine.search(SearchRequest("flood")).hits] == pytest.approx(before)
        found = engine.ask(
            lambda snapshot: Evaluator(snapshot).matches(snapshot.articles(), Word(("body",), Exact("flood"))).docs
        )
        assert len(found) == 5


def test_words_that_need_no_stemmer_are_told_from_those_that_do() -> None:
    ends = [
        "s",
        "ies",
        "ed",
        "ing",
        "ly",
        "ation",
        "ism",
        "asm",
        "ant",
        "ent",
        "ic",
        "al",
        "ful",
        "ll",
        "er",
        "or",
        "y",
    ]
    starts = ["harbour", "nation", "relat", "govern", "fl", "hop", "control", "sk", "d", "oper", "logi", "fulfi", "x9"]
    words = [start + end for start in starts for end in ["", *ends, *(one + two for one in ends for two in ends)]]
    words += ["skis", "dying", "lying", "idly", "news", "sky", "atlas", "andes", "inning", "succeed", "İ", "straße"]
    assert stems_of(words) == [stem(word) for word in words]


def test_words_beyond_sixty_five_thousand_postings_are_read_and_merged(tmp_path: Path) -> None:
    often = "aaa " * 20
    many = [
        article(f"n{number}", body=f"{often}zebra " + " ".join(f"w{(number * 7 + at) % 5000}" for at in range(2500)))
        for number in range(30)
    ]
    with open_engine(tmp_path / "archive", "write", create=True) as engine:
        commit(engine, many)
        assert engine.check().faults == ()
        assert engine.search(SearchRequest('"w14 w15"')).total == 3
        assert engine.search(SearchRequest("zebra")).total == 30
        commit(engine, remove=[f"n{number}" for number in range(20)])
        assert engine.check().faults == ()
        assert engine.search(SearchRequest("*1")).total == 10


def test_stems_of_another_stemmer_are_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.whoosh.text.stems_of", lambda words: [word[:1] for word in words])
    monkeypatch.setattr("index.whoosh.build.stemmer_version", lambda: "another")
    with open_engine(tmp_path / "archive", "write", create=True) as engine:
        commit(engine, [article("a", body="The floods rose.")])
    with open_engine(tmp_path / "archive") as engine:
        assert engine.search(SearchRequest("flood")).total == 0
    monkeypatch.undo()
    with open_engine(tmp_path / "archive") as engine:
        assert engine.search(SearchRequest("flood")).total == 1


@given(st.lists(st.text(st.sampled_from("ab9 .ÉßŁ’\0"), max_size=40), max_size=9))
def test_a_lexicon_numbers_the_words_of_every_text(texts: list[str]) -> None:
    lexicon = Lexicon()
    for some in (texts, [*texts, "a" * 17, "a" * 16, "a" * 8], texts):
        plain = [folded(text) for text in some]
        numbers, counts = lexicon.read(plain)
        words, ranks = lexicon.ranked()
        assert [words[rank] for rank in ranks[numbers]] == [word for text in plain for word in text.split()]
        assert counts.tolist() == [len(text.split()) for text in plain]
        assert words == sorted(set(words))


def test_a_long_text_is_numbered_in_parts_as_it_would_be_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [" ".join(f"word{at % 37}" for at in range(300)).encode(), b"", b"a word1 b", b""]
    numbers, counts = Lexicon().read(texts)
    monkeypatch.setattr("index.whoosh.lexicon._TOKENS", 7)
    in_parts, counts_in_parts = Lexicon().read(texts)

    assert in_parts.tolist() == numbers.tolist()
    assert counts_in_parts.tolist() == counts.tolist() == [300, 0, 3, 0]


def test_a_lexicon_tells_words_apart_whose_table_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.whoosh.lexicon._SLOT_BITS", 2)
    monkeypatch.setattr("index.whoosh.lexicon._SHIFT", np.uint64(62))
    lexicon = Lexicon()
    text = " ".join(f"word{at % 37}{'x' * (at % 19)}" for at in range(3000)).encode()
    numbers, _ = lexicon.read([text])
    words, ranks = lexicon.ranked()
    assert [words[rank] for rank in ranks[numbers]] == text.split()


@given(st.lists(st.tuples(st.integers(0, 3), st.text(st.sampled_from("ab \n"), max_size=30)), max_size=12))
def test_texts_are_inverted_alike_however_many_bits_a_number_has(rows: list[tuple[int, str]]) -> None:
    inverter = Inverter(Lexicon())
    positions: dict[tuple[bytes, int], list[int]] = {}
    start = before = 0
    for doc, text in sorted(rows, key=lambda row: row[0]):
        inverter.add(doc, text)
        start = start if doc == before else 0
        before = doc
        for at, word in enumerate(text.encode().split(), start):
            positions.setdefault((word, doc), []).append(at)
        start += len(text.split()) + VALUE_GAP
    for bits in (64, 1):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("index.whoosh.text._KEY_BITS", bits)
            found = inverter.invert(4)
        pairs = [
            (word, int(doc))
            for word, start, end in zip(found.words, found.starts, found.starts[1:], strict=False)
            for doc in found.docs[start:end]
        ]
        assert pairs == sorted(positions)
        assert found.freqs.tolist() == [len(positions[pair]) for pair in pairs]
        assert found.positions.tolist() == [at for pair in pairs for at in positions[pair]]
        assert found.position_starts[-1] == len(found.positions)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("The Dock’s\nclosed: Élan.", 0),
        ("the dock s closed  Élan ", 0),
        ("the dock s\nclosed  Élan ", 0),
        ("the dock’s\nclosed: Élan.", 0),
        ("THE DOCK’S\nCLOSED: ÉLAN.", 0),
        ("<p>The Dock’s\nclosed: Élan.</p>", 7),
        ("something else", 14),
        ("", 0),
    ],
)
def test_a_raw_record_that_the_body_tells_is_not_kept_twice(raw: str, kept: int) -> None:
    body = "The Dock’s\nclosed: Élan."
    told, rest = tell(body, raw.encode())
    assert len(rest) == kept
    assert retell(body, told, rest) == raw.encode()


@given(st.text(max_size=30), st.binary(max_size=30))
def test_every_raw_record_comes_back(body: str, raw: bytes) -> None:
    for found in (raw, body.encode("utf-8", "surrogatepass"), raw + body.upper().encode("utf-8", "surrogatepass")):
        assert retell(body, *tell(body, found)) == found


def test_records_are_packed_with_a_dictionary_that_goes_from_segment_to_segment(tmp_path: Path) -> None:
    dice = Random(5)
    every = [make_article(dice, f"a{number}") for number in range(130)]
    stored = {each.id: each for each in every}
    with open_folder(tmp_path / "a", "write", create=True, wait=0, disk=Disk()) as engine:
        engine.commit(every[:110], [], LedgerUpdate())
        engine.commit(every[110:], [], LedgerUpdate())
        dictionaries = {each for segment in engine.snapshot.segments for each in segment.unpacker.dictionaries}
        assert len(engine.snapshot.segments) == 2
        assert len(dictionaries) == 1
        engine.commit([], list(stored)[5:], LedgerUpdate())
        assert len(engine.snapshot.segments) == 1
        assert engine.snapshot.segments[0].unpacker.dictionaries == list(dictionaries)
        assert engine.articles(engine.ids()) == [stored[id] for id in sorted(list(stored)[:5])]


def test_an_article_that_comes_often_in_one_commit_is_found_and_replaced_later(tmp_path: Path) -> None:
    with open_folder(tmp_path / "a", "write", create=True, wait=0, disk=Disk()) as engine:
        others = [article(f"b{at}", body="The sun shone.") for at in range(9)]
        often = [article("a", body=f"Flood number {at}.") for at in range(6)]
        engine.commit([*others, *often], [], LedgerUpdate())
        assert engine.article(article_id("a")).body == "Flood number 5."
        assert [found.body for found in engine.articles([article_id("a")])] == ["Flood number 5."]
        report = engine.commit([article("a", body="A storm.")], [], LedgerUpdate())
        assert (report.added, report.replaced) == (0, 1)
        assert engine.search(SearchRequest("flood")).total == 0
        assert engine.search(SearchRequest("storm")).total == 1


def test_people_come_back_as_they_were(tmp_path: Path) -> None:
    people = tuple(
        Person("Ana Ruiz", roles, forms, ((4, 12), (20, 24)), stated, confidence)
        for roles in ((), ("mayor",))
        for forms in ((), ("Ana Ruiz",), ("Ana Ruiz", "Ruiz"))
        for stated in (False, True)
        for confidence in (1.0, 0.5)
    )
    stored = replace(article("a", body="The flood."), people=people)
    with open_folder(tmp_path / "a", "write", create=True, wait=0, disk=Disk()) as engine:
        engine.commit([stored], [], LedgerUpdate())
        assert engine.article(stored.id) == stored


def test_the_beginning_of_an_id_passes_by_articles_that_were_deleted(tmp_path: Path) -> None:
    alike = [replace(article(f"a{number}", body="flood"), id=f"3f{number}") for number in range(9)]
    with open_folder(tmp_path / "a", "write", create=True, wait=0, disk=Disk()) as engine:
        commit(engine, alike)
        engine.commit([], [each.id for each in alike[:5]], LedgerUpdate())
        with pytest.raises(UnknownArticleError, match="more than one article"):
            engine.article("3f")

        engine.commit([], [each.id for each in alike[5:8]], LedgerUpdate())
        assert engine.article("3f").id == "3f8"
