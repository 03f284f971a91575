"""A stock Whoosh searcher over our segments finds the same documents as our evaluator."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from whoosh import query as stock
from whoosh.searching import Searcher

from index.query.nodes import And, Exact, Fuzzy, Node, Not, Or, Phrase, Prefix, Wildcard, Word
from index.whoosh.codec import reader
from index.whoosh.disk import Disk
from index.whoosh.engine import WhooshEngine, open_folder
from index.whoosh.evaluate import Evaluator
from tests.index.build import article, commit
from tests.index.generate import WORDS, make_article

FIELDS = ("headline", "body")
EVERYTHING = stock.Every()


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    dice = Random(5)
    folder = tmp_path_factory.mktemp("codec") / "archive"
    with open_folder(folder, "write", create=True, wait=0, disk=Disk()) as engine:
        for start in range(0, 200, 20):
            commit(
                engine,
                [make_article(dice, f"a{number}") for number in range(start, start + 20)],
                [f"a{number}" for number in range(max(0, start - 3), start)],
            )
        yield engine


def in_any(fields: tuple[str, ...], make: object, *asked: object) -> stock.Query:
    parts = [make(field, *asked) for field in fields]  # type: ignore[operator]
    return parts[0] if len(parts) == 1 else stock.Or(parts)


def whoosh_query(node: Node) -> stock.Query:
    match node:
        case Word(fields, Exact(text)):
            return in_any(fields, stock.Term, text)
        case Word(fields, Prefix(text)):
            return in_any(fields, stock.Prefix, text)
        case Word(fields, Wildcard(pattern)):
            return in_any(fields, stock.Wildcard, pattern)
        case Word(fields, Fuzzy(text, distance)):
            return in_any(fields, lambda field: stock.FuzzyTerm(field, text, maxdist=distance))
        case Phrase(fields, words, slop):
            return in_any(fields, lambda field: stock.Phrase(field, list(words), slop=slop))
        case And(parts):
            return stock.And([whoosh_query(part) for part in parts])
        case Or(parts):
            return stock.Or([whoosh_query(part) for part in parts])
        case Not(part):
            return stock.AndNot(EVERYTHING, whoosh_query(part))
        case _:
            raise AssertionError(node)


def found_by_stock(engine: WhooshEngine, node: Node, level: str = "articles") -> set[int]:
    readers = engine.ask(lambda snapshot: reader(snapshot, "quotes" if level == "quotes" else "articles"))
    with Searcher(readers) as searcher:
        return {hit["id"] for hit in searcher.search(whoosh_query(node), limit=None)}


def found_by_us(engine: WhooshEngine, node: Node, level: str = "articles") -> set[int]:
    def ask(snapshot: object) -> set[int]:
        return set(
            Evaluator(snapshot)  # type: ignore[arg-type]
            .matches(snapshot.utterances(False) if level == "quotes" else snapshot.articles(), node)  # type: ignore[attr-defined]
            .docs.tolist()
        )

    return engine.ask(ask)


def make_node(dice: Random, words: list[str], depth: int = 2) -> Node:
    """Return a tree without swaps of neighbouring letters, which stock Whoosh counts as two edits."""
    if depth and dice.random() < 0.5:
        parts = tuple(make_node(dice, words, depth - 1) for _ in range(dice.randint(2, 3)))
        joined: tuple[Node, ...] = (And(parts), Or(parts), Not(parts[0]))
        return dice.choice(joined)
    fields = dice.choice([FIELDS, ("body",), ("headline",)])
    word = dice.choice(words)
    match dice.randrange(5):
        case 0:
            return Phrase(
                fields, (word, dice.choice(words), *dice.sample(words, dice.randint(0, 1))), dice.randint(1, 5)
            )
        case 1:
            return Word(fields, Prefix(word[: dice.randint(1, 3)]))
        case 2:
            at = dice.randrange(len(word))
            return Word(fields, Wildcard(word[:at] + dice.choice("?*") + word[at + 1 :] + dice.choice(["", "*"])))
        case 3 if len(word) > 3:
            return Word(fields, Fuzzy(word[:1] + word[2:], 1))
        case _:
            return Word(fields, Exact(word))


PLAIN = sorted({word.lower() for word in WORDS if word.isascii() and word.isalnum()})


@pytest.mark.parametrize("seed", range(4))
def test_stock_whoosh_finds_the_same_articles(engine: WhooshEngine, seed: int) -> None:
    dice = Random(seed)
    some = 0
    for _ in range(120):
        node = make_node(dice, PLAIN)
        expected = found_by_stock(engine, node)
        some += bool(expected)
        assert found_by_us(engine, node) == expected, node
    assert some > 40


def test_stock_whoosh_finds_the_same_utterances(engine: WhooshEngine) -> None:
    for word in PLAIN:
        node = Word(("quote",), Exact(word))
        assert found_by_us(engine, node, "quotes") == found_by_stock(engine, node, "quotes")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 130))
def test_stock_whoosh_finds_the_same_articles_for_thousands_of_questions(engine: WhooshEngine, seed: int) -> None:
    dice = Random(seed)
    for _ in range(150):
        node = make_node(dice, PLAIN, depth=3)
        assert found_by_us(engine, node) == found_by_stock(engine, node), node


@pytest.mark.slow
@pytest.mark.skipif("NEWSMORGUE_ARTICLES" not in os.environ, reason="needs a JSON Lines file of articles with 'text'")
def test_stock_whoosh_finds_the_same_in_real_articles(tmp_path: Path) -> None:
    lines = Path(os.environ["NEWSMORGUE_ARTICLES"]).read_text("utf-8").splitlines()[:1000]
    texts = [json.loads(line)["text"] for line in lines]
    dice = Random(1)
    words = sorted({word.lower() for text in texts[:50] for word in text.split() if word.isascii() and word.isalnum()})
    with open_folder(tmp_path / "a", "write", create=True, wait=0, disk=Disk()) as engine:
        for start in range(0, len(texts), 100):
            commit(engine, [article(f"a{at}", body=texts[at]) for at in range(start, min(start + 100, len(texts)))])
        for _ in range(1500):
            node = make_node(dice, words)
            assert found_by_us(engine, node) == found_by_stock(engine, node), node
