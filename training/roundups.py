"""Sets what is quoted in clean news anew, as reporters seldom do but archives hold: as lists of voices and transcripts.

``python -m training.roundups DATA... --out MADE.jsonl.gz``; give the file to a training with ``--gold``. A record has
``text``, and where the quotes had gold also ``people``, ``quotes`` and ``attributions``, as other training data.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training.corpus import read_records

SHORTEST, LONGEST = 30, 900
"""How many characters a quote has that can stand alone."""
VOICES, TURNS = (4, 14), (6, 18)
TRANSCRIPTS = 0.4
_QUOTE = re.compile(r"[\"“]([A-Z][^\"“”\n]{28,900}?[.?!,])[\"”]")
_NAME = re.compile(
    r"(?!(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Sir|Mayor|President|Judge|Senator)\b)[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}"
)
_ROLES = (
    *("teacher", "retired nurse", "farmer", "student", "bus driver", "shop owner", "engineer", "voter"),
    *("London", "Ohio", "Nairobi", "Manila", "Leeds", "Texas", "the opposition leader", "party spokesman"),
    *("the finance minister", "a resident", "chief executive", "professor of law", "the mayor", "coach"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage, with the (start, end) of the people in it; ``people`` is None where nobody marked them."""

    text: str
    people: tuple[tuple[int, int], ...] | None


@dataclass(frozen=True, slots=True)
class Source:
    """What one article gives: its opening where nobody speaks in it, what it quotes, and whom it names in full."""

    opening: Piece | None
    quotes: tuple[Piece, ...]
    names: tuple[str, ...]


def sources(paths: Sequence[Path]) -> Iterator[Source]:
    """Yield every article below ``paths`` that quotes at least twice."""
    for _, record in read_records(paths):
        text = record["text"]
        people = record.get("people", record.get("people_silver"))
        spans = [m.span(1) for m in _QUOTE.finditer(text)]
        if record.get("quotes"):
            spans = [(q["start"], q["end"]) for q in record["quotes"]]
        quotes = [p for s, e in spans if SHORTEST <= e - s <= LONGEST and (p := _piece(text, people, s, e))]
        if len(quotes) < 2:
            continue
        first, end = 0, text.find("\n\n", 200)
        quiet = 0 < end < 900 and not any(c in text[:end] for c in '"“”')
        said = [c for a in record.get("attributions") or () for c in a["content_spans"]]
        opening = _piece(text, people, first, end) if quiet and not any(s < end for s, _ in said) else None
        mentioned = [text[p["start"] : p["end"]] for p in people or ()]
        yield Source(opening, tuple(quotes), tuple(n for n in mentioned if _NAME.fullmatch(n)))


def _piece(text: str, people: list[dict[str, Any]] | None, start: int, end: int) -> Piece | None:
    """Return a passage that reads as a whole sentence, the comma before a speech verb made a full stop."""
    said = text[start:end].strip()
    start += len(text[start:end]) - len(text[start:end].lstrip())
    if not said[:1].isupper():
        return None
    if said.endswith(",") or said[-1:].isalnum():
        said = said.rstrip(",") + "."
    inside = None
    if people is not None:
        ends = start + len(said)
        inside = tuple((p["start"] - start, p["end"] - start) for p in people if start <= p["start"] < p["end"] <= ends)
    return Piece(said, inside)


@dataclass(slots=True)
class Sheet:
    """A record in the making."""

    text: str = ""
    people: list[dict[str, Any]] | None = field(default_factory=list)
    quotes: list[dict[str, Any]] = field(default_factory=list)

    def put(self, text: str) -> tuple[int, int]:
        """Append ``text``; return where it stands."""
        self.text += text
        return len(self.text) - len(text), len(self.text)

    def put_piece(self, piece: Piece) -> tuple[int, int]:
        """Append a passage with its people."""
        start, end = self.put(piece.text)
        if self.people is not None and piece.people is not None:
            self.people += [_person(self.text, start + s, start + e) for s, e in piece.people]
        elif piece.people is None:
            self.people = None
        return start, end

    def put_person(self, name: str) -> tuple[int, int]:
        """Append a name."""
        start, end = self.put(name)
        if self.people is not None:
            self.people.append(_person(self.text, start, end))
        return start, end

    def record(self, spoken: bool) -> dict[str, Any]:
        """Return the record; ``spoken`` says whether its quotes are to be learned from."""
        made: dict[str, Any] = {"text": self.text}
        if self.people is not None:
            made["people"] = sorted(self.people, key=lambda p: p["start"])
        if spoken:
            made["quotes"] = self.quotes
            made["attributions"] = [
                {
                    "kind": "direct",
                    "source": {"start": q["speaker_start"], "end": q["speaker_end"]},
                    "cue_spans": [],
                    "content_spans": [[q["start"], q["end"]]],
                }
                for q in self.quotes
            ]
        return made


def _person(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "name": text[start:end]}


def voices(said: list[Piece], names: list[str], opening: Piece | None, draw: random.Random) -> dict[str, Any]:
    """Return a list of voices: each quote with its speaker behind it, behind a dash or on the next line, or before."""
    sheet = Sheet()
    wide = draw.choice(("\n\n", "\n\n", "\n"))
    left, right = draw.choice((("“", "”"), ('"', '"'), ('"', '"')))
    form = draw.choice(("dash", "dash", "broken dash", "broken dash", "line", "before"))
    dash = draw.choice(("— ", "- ", "― ", "-- ", "–"))
    with_role = draw.random() < 0.35
    if opening:
        sheet.put_piece(opening)
        sheet.put(wide)
    for piece, name in zip(said, names, strict=True):
        if form == "before":
            who = sheet.put_person(name)
            sheet.put(f", {draw.choice(_ROLES)}: {left}" if with_role else f": {left}")
        else:
            sheet.put(left)
        start, end = sheet.put_piece(piece)
        sheet.put(right)
        if form != "before":
            sheet.put({"dash": f" {dash}", "broken dash": f"{wide}{dash}", "line": wide}[form])
            who = sheet.put_person(name)
            if with_role:
                sheet.put(draw.choice((f", {draw.choice(_ROLES)}", f", {draw.randint(18, 88)}, {draw.choice(_ROLES)}")))
            sheet.put(draw.choice(("", "", ".")))
        sheet.put(wide)
        sheet.quotes.append(
            {"start": start, "end": end, "speaker": name, "speaker_start": who[0], "speaker_end": who[1]}
        )
    sheet.text = sheet.text.rstrip()
    return sheet.record(spoken=sheet.people is not None)


def transcript(said: list[Piece], names: list[str], opening: Piece | None, draw: random.Random) -> dict[str, Any]:
    """Return a transcript: turns that begin with who speaks, a few speakers by turns."""
    sheet = Sheet()
    wide = draw.choice(("\n\n", "\n\n", "\n"))
    speakers = list(dict.fromkeys(names))[: draw.randint(2, 3)]
    labels = [name.split()[-1] if draw.random() < 0.6 else name for name in speakers]
    if draw.random() < 0.6:
        labels = [label.upper() for label in labels]
    asked = draw.random() < 0.15
    begin = draw.choice(("", "", "", '"', "“"))
    if opening:
        sheet.put_piece(opening)
        sheet.put(wide)
    met: set[str] = set()
    for turn, piece in enumerate(said):
        label, name = labels[turn % len(labels)], speakers[turn % len(labels)]
        sheet.put(begin)
        if asked:
            sheet.put("QA"[turn % 2])
        else:
            sheet.put_person(name if name not in met else label)
        met.add(name)
        sheet.put(": ")
        sheet.put_piece(piece)
        sheet.put(wide)
    sheet.text = sheet.text.rstrip()
    return sheet.record(spoken=False)


def make(found: Sequence[Source], count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield ``count`` records; what one of them holds comes from a few articles that are marked alike."""
    draw = random.Random(seed)
    kinds = [[s for s in found if (s.quotes[0].people is None) == bare] for bare in (False, True)]
    everyone = sorted({n for s in found for n in s.names})
    for _ in range(count):
        kind = draw.choice([k for k in kinds if k])
        as_transcript = draw.random() < TRANSCRIPTS
        wanted = draw.randint(*(TURNS if as_transcript else VOICES))
        articles = draw.sample(kind, min(3, len(kind)))
        said = [q for s in articles for q in s.quotes]
        draw.shuffle(said)
        said = said[:wanted]
        near = [n for s in articles for n in s.names]
        names = [draw.choice(near if near and draw.random() < 0.5 else everyone) for _ in said]
        opening = articles[0].opening if draw.random() < 0.7 else None
        yield (transcript if as_transcript else voices)(said, names, opening, draw)


def main(arguments: list[str] | None = None) -> int:
    """Write the records as the command line asks."""
    ask = argparse.ArgumentParser(prog="python -m training.roundups", description=__doc__)
    ask.add_argument("data", nargs="+", type=Path, help="folders or files of clean news: .txt, .jsonl, .jsonl.gz")
    ask.add_argument("--out", type=Path, required=True, help="where the records go (.jsonl.gz)")
    ask.add_argument("--count", type=int, default=3000)
    ask.add_argument("--seed", type=int, default=1)
    said = ask.parse_args(arguments)
    found = list(sources(said.data))
    if not found:
        ask.error(f"{', '.join(map(str, said.data))}: no article there quotes anybody; give clean news with its marks")
    with gzip.open(said.out, "wt", encoding="utf-8") as lines:
        for record in make(found, said.count, said.seed):
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
