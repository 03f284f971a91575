"""Measure whether quotes are right as often as they say: of those that are 90 % sure, 90 in 100 should be.

    python -m tests.reliability [GOLD.jsonl[.gz] ...] [--form clean] [--form stripped] [--kind indirect]

Without files the project's own gold articles are read. A quote is right when it shares four fifths of its words with
one of the gold, and its source touches the gold source; quotes whose speaker the gold leaves open count by their words.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from archive.parse import parse
from archive.readers.copy import Copy
from tests import gold_score
from tests.gold.damage import DAMAGE

EDGES = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)

GOLD = {"direct": "quotes", "indirect": "indirect"}
"""What the gold calls the quotes of a kind."""

Judged = tuple[float, bool]
"""How sure a quote says it is, and whether it is right."""


def judged(gold: Sequence[dict[str, Any]], form: str, kind: str = "direct") -> Iterator[Judged]:
    """Yield every quote of a kind that is read out of the gold texts once they are damaged."""
    for g in gold:
        text = DAMAGE[form](g["text"])
        article = parse([Copy(text.encode(), text, "text")], "gold.txt")[0]
        aligned = gold_score.Aligned(g["text"], article.body)
        meant = {aligned.gold_range(q["start"], q["end"]): q for q in g[GOLD[kind]]}
        left_open = {aligned.gold_range(q["start"], q["end"]) for q in g.get("open_quoted") or []}
        for quote in article.quotes:
            place = aligned.body_range(quote.start, quote.end)
            if quote.kind != kind or place is None or place in left_open:
                continue
            near = next((q for span, q in meant.items() if gold_score.near(span, place)), None)
            right = near is not None and (near.get("speaker_start") is None or gold_score.points(quote, near, aligned))
            yield quote.confidence, right


def table(found: Sequence[Judged]) -> list[tuple[float, int, float, float]]:
    """Return for each stretch of confidence that holds quotes: its lower edge, their number, how sure they say they
    are on average, and the part of them that is right.
    """
    rows = []
    for low, high in pairwise(EDGES):
        here = [(sure, right) for sure, right in found if low <= sure < high]
        if here:
            mean, share = sum(s for s, _ in here) / len(here), sum(r for _, r in here) / len(here)
            rows.append((low, len(here), mean, share))
    return rows


def _records(path: Path, kind: str) -> list[dict[str, Any]]:
    data = path.read_bytes()
    lines = (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines()
    records = [json.loads(line) for line in lines]
    return [r for r in records if r.get(GOLD[kind]) is not None]


def main(options: Sequence[str]) -> None:
    """Print one table a form."""
    ask = argparse.ArgumentParser(prog="python -m tests.reliability")
    ask.add_argument("files", nargs="*", type=Path)
    ask.add_argument("--form", action="append", choices=list(DAMAGE))
    ask.add_argument("--kind", choices=list(GOLD), default="direct")
    said = ask.parse_args(options)
    gold = [r for path in said.files for r in _records(path, said.kind)] or gold_score.load()
    for form in said.form or ["clean", "stripped", "collapsed"]:
        sys.stdout.write(f"{form:<12}{'quotes':>8}{'say':>8}{'right':>8}\n")
        for low, count, mean, share in table(list(judged(gold, form, said.kind))):
            sys.stdout.write(f"  from {low:<5.2f}{count:>8}{mean:>8.2f}{share:>8.2f}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
