"""Measure how news is read that no training of the shipped weights has met, in every damage form.

    python -m tests.unseen_score

The news is invented, of many sections, countries and decades (``training/articles/unseen/``). Each figure is the F1 of
:mod:`tests.gold_score`; who is who was not marked, so that people are not counted, but their mentions. ``speakers`` is
the share of the quotes found with the right words for who speaks, ``said_by`` the F1 of quotes with them.
"""

from __future__ import annotations

import sys
from typing import Any

from index.article import Article
from tests import gold_score
from tests.gold.damage import DAMAGE
from tests.gold.markup import words
from training.invented import UNSEEN, records

Tallies = dict[str, gold_score.Tally]


def gold() -> list[dict[str, Any]]:
    """Return the articles with the names of those whom they mention, as printed; their writers are left out."""
    found = list(records(UNSEEN))
    for one, read in zip(found, gold_score.read(found, "clean"), strict=True):
        writers = set(map(words, read.byline))
        for person in one["people"]:
            person["name"] = one["text"][person["start"] : person["end"]]
        one["people"] = [person for person in one["people"] if words(person["name"]) not in writers]
    return found


def figures(form: str, articles: list[dict[str, Any]]) -> dict[str, float]:
    """Return what is reached in one form of damage, from 0 to 1, by name."""
    tallies: Tallies = {}
    for one, read in zip(articles, gold_score.read(articles, form), strict=True):
        aligned = gold_score.Aligned(one["text"], read.body, read.inserted)
        gold_score.count_people(one, read, aligned, tallies)
        count_said(one, read, aligned, tallies)
        if form not in ("clean", "unquoted"):
            gold_score.count_restored(one, read, aligned, tallies)
    del tallies["people"]
    return {name: tally.f1() for name, tally in tallies.items()}


def count_said(one: dict[str, Any], read: Article, aligned: gold_score.Aligned, tallies: Tallies) -> None:
    """Count the quotes of an article with whom their words name as the speaker, and of those found the speakers."""
    if "quotes" not in one:
        return
    found = {aligned.body_range(q.start, q.end): q for q in read.quotes if q.kind == "direct"}
    near = right = 0
    for quote in one["quotes"]:
        place = aligned.gold_range(quote["start"], quote["end"])
        said = next((q for at, q in found.items() if gold_score.near(at, place)), None)
        near += said is not None
        right += said is not None and gold_score.points(said, quote, aligned)
    tallies.setdefault("speakers", gold_score.Tally()).add(right, near, near)
    tallies.setdefault("said_by", gold_score.Tally()).add(right, len(found), len(one["quotes"]))


def main() -> None:
    """Print a line a form."""
    articles = gold()
    for form in DAMAGE:
        found = figures(form, articles)
        sys.stdout.write(f"{form:10}" + "".join(f"  {name} {value:.3f}" for name, value in found.items()) + "\n")


if __name__ == "__main__":
    main()
