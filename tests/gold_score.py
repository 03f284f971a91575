"""Measure what is read out of the gold articles in every damage form; the figures, and the floors they keep.

    python -m tests.gold_score                  the table of what is reached, beside the floors
    python -m tests.gold_score --pin            raise floors to a little under what is reached
    python -m tests.gold_score --pin --lower    the same, and lower those that are not reached: quality given up

A place in a text is a number in the sequence of its words, so white space, case and punctuation never decide.
Exact means the same words; near means that four fifths of them are shared. Speakers and persons are counted over all
quotes of the gold, so that a quote that is missed counts as one whose speaker is missed. ``indirect`` is the F1 of
reported speech that is near, ``indirect_by`` of that with the right source.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from archive.parse import parse
from archive.readers.copy import Copy
from index.article import Article, Quote
from tests.gold.damage import DAMAGE
from tests.gold.markup import SUFFIXES, words

HERE = Path(__file__).parent / "gold"
FLOORS = HERE / "floors.json"
GOLD = HERE / "articles.jsonl"
MODEL = Path(__file__).parent.parent / "archive" / "restore" / "model"

MARGIN = 0.02
"""How far under what is reached a floor is set: one item of the rarest kind, since processors round differently."""

_WORD = re.compile(r"[^\W_]+")
_CURLY = str.maketrans("“”‘’–—", "\"\"''--")

Gold = dict[str, Any]
Range = tuple[int, int]
Name = tuple[str, ...]


class Tally:
    """Counts of one kind: right, said and in the gold."""

    def __init__(self) -> None:
        self.right = self.said = self.gold = 0

    def add(self, right: int, said: int, gold: int) -> None:
        """Count one article more."""
        self.right += right
        self.said += said
        self.gold += gold

    def f1(self) -> float:
        """Return the harmonic mean of precision and recall, from 0 to 1."""
        return 2 * self.right / (self.said + self.gold) if self.said + self.gold else 1.0


class Aligned:
    """The words of a gold text and of the body that was read, by their numbers in the gold text."""

    def __init__(self, gold: str, body: str, inserted: Sequence[tuple[int, str]] = ()) -> None:
        self.gold, self.body = list(_WORD.finditer(gold)), list(_WORD.finditer(body))
        for at, _ in inserted:
            n = next((n for n, m in enumerate(self.body) if m.start() < at < m.end()), None)
            if n is not None:
                begin, end = self.body[n].span()
                self.body[n : n + 1] = [m for m in (_WORD.match(body, begin, at), _WORD.match(body, at, end)) if m]
        said, meant = [m[0].lower() for m in self.body], [m[0].lower() for m in self.gold]
        if said == meant:
            self.number = {n: n for n in range(len(said))}
        else:
            blocks = difflib.SequenceMatcher(None, said, meant, autojunk=False).get_matching_blocks()
            self.number = {b.a + k: b.b + k for b in blocks for k in range(b.size)}

    def gold_range(self, start: int, end: int) -> Range | None:
        """Return the words that a span of the gold text touches."""
        inside = [n for n, m in enumerate(self.gold) if m.start() < end and m.end() > start]
        return (inside[0], inside[-1] + 1) if inside else None

    def body_range(self, start: int, end: int) -> Range | None:
        """Return the words that a span of the body touches, or None where they are not in the gold text."""
        inside = [n for n, m in enumerate(self.body) if m.start() < end and m.end() > start]
        if not inside or inside[0] not in self.number or inside[-1] not in self.number:
            return None
        return self.number[inside[0]], self.number[inside[-1]] + 1

    def bare(self, place: Range) -> Range:
        """Return ``place`` without the s of a possessive."""
        start, end = place
        return (start, end - 1) if end - start > 1 and self.gold[end - 1][0].lower() == "s" else place

    def gaps(self, body: str, inserted: Sequence[tuple[int, str]] = ()) -> dict[int, tuple[str, str]]:
        """Return the words of the body with what follows each, by number; ``inserted`` marks are put back."""
        ends = [m.start() for m in self.body[1:]] + [len(body)]
        found = {n: (m[0], body[m.end() : end]) for n, (m, end) in enumerate(zip(self.body, ends, strict=True))}
        for at, mark in inserted:
            before = [n for n, m in enumerate(self.body) if m.end() <= at]
            if before:
                word, gap = found[before[-1]]
                found[before[-1]] = (word, gap + mark)
        return {self.number[n]: (w, _plain(g)) for n, (w, g) in found.items() if n in self.number}


def _plain(gap: str) -> str:
    return gap.translate(_CURLY).replace("''", '"')


def read(gold: Sequence[Gold], form: str) -> list[Article]:
    """Read the gold texts as they are once damaged."""
    damaged = [DAMAGE[form](g["text"]) for g in gold]
    return [parse([Copy(t.encode(), t, "text")], f"{n}.txt")[0] for n, t in enumerate(damaged)]


def score(gold: Sequence[Gold], articles: Sequence[Article], form: str) -> dict[str, float]:
    """Return every figure of one form, from 0 to 1, by its name; higher is better."""
    tallies: dict[str, Tally] = {}
    shares: dict[str, list[bool]] = {}
    for g, article in zip(gold, articles, strict=True):
        aligned = Aligned(g["text"], article.body, article.inserted)
        count_people(g, article, aligned, tallies)
        _quotes(g, article, aligned, tallies, shares)
        shares.setdefault("places", []).append(_same_place(article, g["dateline"]))
        shares.setdefault("sources", []).append(_same_source(article, g))
        if g["published"]:
            day = article.published.isoformat()[:10] if article.published else None
            shares.setdefault("dates", []).append(day == g["published"])
        shares.setdefault("bylines", []).append(set(map(words, article.byline)) == set(map(words, g["byline"])))
        if g["headline"]:
            shares.setdefault("headlines", []).append(words(article.headline or "") == words(g["headline"]))
        if form not in ("clean", "unquoted"):
            count_restored(g, article, aligned, tallies)
    figures = {name: tally.f1() for name, tally in tallies.items()}
    return figures | {name: sum(s) / len(s) for name, s in shares.items()}


def count_people(g: Gold, article: Article, aligned: Aligned, tallies: dict[str, Tally]) -> None:
    """Count the mentions of people, and the people, of one article."""
    marked = {aligned.gold_range(p["start"], p["end"]) for p in g["people"]}
    found = {aligned.body_range(s, e) for p in article.people for s, e in p.mentions}
    _count(tallies, "mentions", {aligned.bare(r) for r in found if r}, {aligned.bare(r) for r in marked if r})
    meant = {words(p["name"]) for p in g["people"]}
    said = {_known(words(p.name), meant) for p in article.people}
    _count(tallies, "people", said, meant)


def _quotes(
    g: Gold, article: Article, aligned: Aligned, tallies: dict[str, Tally], shares: dict[str, list[bool]]
) -> None:
    meant = {aligned.gold_range(q["start"], q["end"]): q for q in g["quotes"]}
    ignored = {aligned.gold_range(q["start"], q["end"]) for q in g["open_quoted"]}
    said = {aligned.body_range(q.start, q.end): q for q in article.quotes if q.kind == "direct"}
    said = {place: q for place, q in said.items() if place and place not in ignored}
    _count(tallies, "quotes_exact", set(said), set(meant))
    nearest = {place: next((s for s in said if near(s, place)), None) for place in meant}
    hits = sum(s is not None for s in nearest.values())
    tallies.setdefault("quotes_near", Tally()).add(hits, len(said), len(meant))
    right = 0
    for place, q in meant.items():
        found = said.get(nearest[place])
        person = found is not None and _same_person(found.person, q["who"])
        pointed = (found is not None and points(found, q, aligned)) or (q["source_type"] == "name" and person)
        right += pointed
        shares.setdefault(f"speakers_{q['source_type']}", []).append(pointed)
        if q["who"]:
            shares.setdefault(f"persons_{q['source_type']}", []).append(person)
    spoken = sum(bool(q.speaker) for q in said.values())
    tallies.setdefault("said_by", Tally()).add(right, spoken, len(meant))
    runs = [(q["utterance"], said.get(nearest[place])) for place, q in meant.items()]
    for (a, first), (b, second) in pairwise(runs):
        joined = first is not None and second is not None and (first.utterance == second.utterance) == (a == b)
        shares.setdefault("utterances", []).append(joined)
    _reported(g, article, aligned, tallies)


def _reported(g: Gold, article: Article, aligned: Aligned, tallies: dict[str, Tally]) -> None:
    """Count the reported speech of one article, and that which is whose the gold says."""
    said = {aligned.body_range(q.start, q.end): q for q in article.quotes if q.kind == "indirect"}
    found = right = 0
    for q in g["indirect"]:
        place = aligned.gold_range(q["start"], q["end"])
        one = next((r for at, r in said.items() if near(at, place)), None)
        found += one is not None
        right += one is not None and points(one, q, aligned)
    tallies.setdefault("indirect", Tally()).add(found, len(said), len(g["indirect"]))
    tallies.setdefault("indirect_by", Tally()).add(right, len(said), len(g["indirect"]))


def count_restored(g: Gold, article: Article, aligned: Aligned, tallies: dict[str, Tally]) -> None:
    """Count the capitals and marks of one damaged article."""
    said = aligned.gaps(article.body, article.inserted)
    meant = Aligned(g["text"], g["text"]).gaps(g["text"])
    capitals = [{(n, w) for n, (w, _) in x.items() if w != w.lower()} for x in (said, meant)]
    _count(tallies, "capitals", *capitals)
    for name, mark in (("quotation", '"'), ("period", "."), ("comma", ","), ("apostrophe", "'")):
        _count(tallies, f"marks_{name}", *({n for n, (_, gap) in x.items() if mark in gap} for x in (said, meant)))


def _count(tallies: dict[str, Tally], name: str, said: Iterable[Any], meant: Iterable[Any]) -> None:
    a, b = set(said), set(meant)
    tallies.setdefault(name, Tally()).add(len(a & b), len(a), len(b))


def near(a: Range | None, b: Range | None) -> bool:
    """Return whether two places share four fifths of their words."""
    if a is None or b is None:
        return False
    return min(a[1], b[1]) - max(a[0], b[0]) >= 0.8 * (max(a[1], b[1]) - min(a[0], b[0]))


def points(said: Quote, q: Gold, aligned: Aligned) -> bool:
    """Return whether the source that was found overlaps the gold one and is not much longer."""
    got = aligned.body_range(*said.speaker_span) if said.speaker_span else None
    want = aligned.gold_range(q["speaker_start"], q["speaker_end"])
    if got is None or want is None:
        return False
    return got[0] < want[1] and want[0] < got[1] and got[1] - got[0] <= want[1] - want[0] + 6


def _same_person(said: str | None, meant: str | None) -> bool:
    a, b = sorted((words(said or ""), words(meant or "")), key=len)
    return bool(a) and a[-1] == b[-1] and set(a) <= set(b)


def _known(said: Name, meant: set[Name]) -> Name:
    """Return the gold name that ``said`` shortens or extends, where exactly one does; else ``said``."""
    if said in meant or len(said) < 2:
        return said
    close = [m for m in meant if len(m) > 1 and (_shortens(said, m) or _shortens(m, said))]
    return close[0] if len(close) == 1 else said


def _shortens(short: Name, long_: Name) -> bool:
    core = tuple(w for w in long_ if w not in SUFFIXES)
    same_ends = (short[0], short[-1]) == (core[0], core[-1]) and set(short) <= set(core)
    return len(short) < len(long_) and (short == core[-len(short) :] or same_ends)


def _same_place(article: Article, printed: str | None) -> bool:
    place = (article.dateline.place if article.dateline else None) or ""
    if printed is None:
        return not place
    return words(place) in (words(printed), words(re.split(r"[,/]", printed)[0]))


def _same_source(article: Article, g: Gold) -> bool:
    """Return whether the source is right: as printed in the text, or none where none is printed."""
    return words(article.source or "") == words(g["source"]) if g["source_printed"] else not article.source


def load() -> list[Gold]:
    """Return the gold articles."""
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def digests() -> dict[str, str]:
    """Return the SHA-256 of the gold file and of the shipped weights, all files together in order of name."""
    weights = hashlib.sha256()
    for path in sorted(p for p in MODEL.glob("*") if p.is_file() and p.suffix != ".py"):
        weights.update(path.read_bytes())
    return {"gold": hashlib.sha256(GOLD.read_bytes()).hexdigest(), "model": weights.hexdigest()}


def measure() -> dict[str, dict[str, float]]:
    """Return the figures of all forms."""
    gold = load()
    return {form: score(gold, read(gold, form), form) for form in DAMAGE}


def pinned() -> dict[str, Any]:
    """Return the table of floors with the digests that it holds for."""
    table: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"floors": {}}
    return table


def main(options: Sequence[str]) -> None:
    """Print the table, and with ``--pin`` set the floors."""
    reached, old = measure(), pinned()["floors"]
    names = dict.fromkeys(name for figures in reached.values() for name in figures)
    sys.stdout.write(f"{'':18}" + "".join(f"{form:>14}" for form in reached) + "\n")
    for name in names:
        cells = (
            f"{figures[name]:.3f}/{old.get(form, {}).get(name, 0):.2f}" if name in figures else "-"
            for form, figures in reached.items()
        )
        sys.stdout.write(f"{name:18}" + "".join(f"{cell:>14}" for cell in cells) + "\n")
    if "--pin" in options:
        floors = {
            form: {
                name: max(_floor(value), 0.0 if "--lower" in options else old.get(form, {}).get(name, 0.0))
                for name, value in sorted(figures.items())
            }
            for form, figures in reached.items()
        }
        lowered = Counter(f < old.get(form, {}).get(n, 0.0) for form, row in floors.items() for n, f in row.items())
        FLOORS.write_text(json.dumps({**digests(), "floors": floors}, indent=1) + "\n", encoding="utf-8")
        sys.stdout.write(f"{lowered[True]} floors lowered, {lowered[False]} kept or raised\n")


def _floor(value: float) -> float:
    return max(0.0, math.floor((value - MARGIN) * 200) / 200)


if __name__ == "__main__":
    main(sys.argv[1:])
