"""Copy that is not the usual story: transcripts, collections, dialogue, signs and letters, titles between marks.

The articles are marked up as the samples are (:mod:`tests.gold.markup`); the turns of transcripts, and what stands
behind dashes, are in braces.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.article import Article, Quote
from tests import gold_score
from tests.gold.make import gold
from tests.gold.markup import read_article

KINDS = Path(__file__).parent / "gold" / "kinds.txt"
FLOORS = {
    "transcript": {"clean": 0.76, "upper": 0.69, "stripped": 0.64, "collapsed": 0.53},
    "collection": {"clean": 0.93, "upper": 0.92, "stripped": 0.82, "collapsed": 0.40},
    "dialogue": {"clean": 0.68, "upper": 0.68, "stripped": 0.4, "collapsed": 0.29},
    "text": {"clean": 0.79, "upper": 0.79, "stripped": 0.63, "collapsed": 0.23},
    "parts": {"clean": 0.95, "upper": 0.95, "stripped": 0.4, "collapsed": 0.0},
    "dashes": {"clean": 0.95, "upper": 0.95, "stripped": 0.15, "collapsed": 0.6},
    "title": {"clean": 0.64, "upper": 0.64, "stripped": 0.56, "collapsed": 0.78},
}
"""F1 of quotes with whom their words name as the speaker, that each kind keeps in each form."""


def articles(kind: str) -> list[gold_score.Gold]:
    parts = re.split(r"^=== ", KINDS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    head = "outlet: none\ndate: 2020-01-01\nnumber: 0\n\n"
    of_kind = [part.replace("\n\n", f"\n{head}", 1) for part in parts if part.startswith(f"{kind}-")]
    return [gold(read_article(part)) for part in of_kind]


def said_by(kind: str, form: str) -> float:
    """Return the F1 of quotes with their speakers."""
    tally = gold_score.Tally()
    marked = articles(kind)
    for one, read in zip(marked, gold_score.read(marked, form), strict=True):
        aligned = gold_score.Aligned(one["text"], read.body, read.inserted)
        told = [q for q in read.quotes if q.kind == "direct"]
        quotes = one["quotes"] + one["indirect"]
        tally.add(sum(_right(quote, told, read, aligned) for quote in quotes), len(told), len(quotes))
    return tally.f1()


def _right(quote: gold_score.Gold, told: list[Quote], read: Article, aligned: gold_score.Aligned) -> bool:
    place = aligned.gold_range(quote["start"], quote["end"])
    said = next((q for q in told if gold_score.near(aligned.body_range(q.start, q.end), place)), None)
    return said is not None and gold_score.points(said, quote, aligned)


@pytest.mark.parametrize("form", ["clean", "upper", "stripped", "collapsed"])
@pytest.mark.parametrize("kind", FLOORS)
def test_each_kind_of_copy_is_read_as_well_as_it_was(kind: str, form: str) -> None:
    assert said_by(kind, form) >= FLOORS[kind][form]
