"""Stock Whoosh finds the same articles as the oracle, where both can be asked."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.support.levenshtein import damerau_levenshtein, levenshtein

from index.query import edits, parse
from index.query.nodes import And, Fuzzy, Node, Not, Or, Word
from tests.index.generate import WORDS, make_article
from tests.index.reference import World, article_matches
from tests.index.stock import Stock


def text_query(dice: Random, depth: int) -> str:
    if depth == 0 or dice.random() < 0.3:
        return condition(dice)
    joint = dice.choice((" ", " OR "))
    parts = [text_query(dice, depth - 1) for _ in range(dice.randint(2, 3))]
    return f"{dice.choice(('', '', '-'))}({joint.join(parts)})"


def condition(dice: Random) -> str:
    word = dice.choice(WORDS)
    plain = "".join(char for char in word if char.isalnum())
    words = " ".join(dice.choices(WORDS, k=dice.randint(2, 3)))
    choices = (
        *(word, f'"{word}"', f'"{words}"', f'"{words}"~{dice.randint(1, 8)}', f"{plain[:2]}*"),
        *(f"{plain[0]}*{plain[-1]}", f"{plain[:1]}?{plain[2:]}", f"{plain}~"),
    )
    return dice.choice(("", "", "headline:", "body:")) + dice.choice(choices)


def has_fuzzy(node: Node) -> bool:
    match node:
        case And(parts) | Or(parts):
            return any(has_fuzzy(part) for part in parts)
        case Not(part):
            return has_fuzzy(part)
    return isinstance(node, Word) and isinstance(node.form, Fuzzy)


@pytest.mark.parametrize("seed", range(2))
def test_stock_whoosh_finds_the_same_articles(seed: int) -> None:
    compare(seed, articles=50, questions=60)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 14))
def test_stock_whoosh_finds_the_same_articles_hundreds_of_times(seed: int) -> None:
    compare(seed, articles=100, questions=150)


def compare(seed: int, articles: int, questions: int) -> None:
    dice = Random(seed)
    world = World(make_article(dice, f"a{number}") for number in range(articles))
    stock = Stock(world.articles.values())
    hits = 0
    for _ in range(questions):
        text = text_query(dice, 2)
        tree = parse(text)
        found = set(article_matches(world, tree))
        hits += bool(found)
        if not has_fuzzy(tree):
            assert stock.matches(tree) == found, text
        elif isinstance(tree, Word):
            assert stock.matches(tree) <= found, text  # a swap of neighbours is two edits to Whoosh, one to us
    assert hits > questions / 3


@given(st.text("abcd", max_size=7), st.text("abcd", max_size=7))
def test_edits_are_those_of_whoosh_with_swaps(one: str, other: str) -> None:
    if one and other:
        assert edits(one, other, 20) == damerau_levenshtein(one, other)
        assert edits(one, other, 2) <= min(3, levenshtein(one, other))
        assert min(edits(one, other, 20), 3) == edits(one, other, 2)
    assert edits(one, other, 20) == edits(other, one, 20)
