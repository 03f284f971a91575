"""Sets what clean news quotes anew in forms that news seldom has and archives hold: voices, transcripts, interviews.

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
"""The fewest and the most quotes of a list of voices, and of a transcript or an interview."""

_QUOTE = re.compile(r"[\"“]([A-Z][^\"“”\n]{28,900}?[.?!,])[\"”]")
_NAME = re.compile(
    r"(?!(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Sir|Mayor|President|Judge|Senator)\b)[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}"
)
_ROLES = (
    *("teacher", "retired nurse", "farmer", "student", "bus driver", "shop owner", "engineer", "voter"),
    *("London", "Ohio", "Nairobi", "Manila", "Leeds", "Texas", "the opposition leader", "party spokesman"),
    *("the finance minister", "a resident", "chief executive", "professor of law", "the mayor", "coach"),
)
_MONTHS = ("January", "March", "April", "May", "July", "Sept.", "Oct.", "December")
_DIRECTIONS = ("(CROSSTALK)", "(APPLAUSE)", "(Laughter)", "[Laughter.]", "(BEGIN VIDEO CLIP)", "(END VIDEO CLIP)")


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
        end = text.find("\n\n", 200)
        quiet = 0 < end < 900 and not any(c in text[:end] for c in '"“”')
        said = [c for a in record.get("attributions") or () for c in a["content_spans"]]
        opening = _piece(text, people, 0, end) if quiet and not any(s < end for s, _ in said) else None
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
        made: dict[str, Any] = {"text": self.text.rstrip()}
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
    bullet = draw.choice(("", "", "", "", "* ", "• "))
    with_role, with_handle = draw.random() < 0.35, draw.random() < 0.1
    if opening:
        sheet.put_piece(opening)
        sheet.put(wide)
    for piece, name in zip(said, names, strict=True):
        sheet.put(bullet)
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
            if with_handle:
                day = f"{draw.choice(_MONTHS)} {draw.randint(1, 28)}, 20{draw.randint(10, 22)}"
                sheet.put(f" (@{name.replace(' ', '')}) {day}")
            elif with_role:
                sheet.put(draw.choice((f", {draw.choice(_ROLES)}", f", {draw.randint(18, 88)}, {draw.choice(_ROLES)}")))
            sheet.put(draw.choice(("", "", ".")))
        sheet.put(wide)
        sheet.quotes.append(
            {"start": start, "end": end, "speaker": name, "speaker_start": who[0], "speaker_end": who[1]}
        )
    return sheet.record(spoken=sheet.people is not None)


def transcript(said: list[Piece], names: list[str], opening: Piece | None, draw: random.Random) -> dict[str, Any]:
    """Return a transcript: turns that begin with who speaks, a few speakers by turns."""
    sheet = Sheet()
    wide = draw.choice(("\n\n", "\n\n", "\n"))
    speakers = list(dict.fromkeys(names))[: draw.randint(2, 3)]
    brief = [name.split()[-1] if draw.random() < 0.6 else name for name in speakers]
    if draw.random() < 0.6:
        speakers, brief = [[name.upper() for name in kind] for kind in (speakers, brief)]
    form = draw.choice(("names", "names", "names", "roles", "roles", "heads", "letters"))
    begin = draw.choice(("", "", "", '"', "“")) if form == "names" else ""
    directed = draw.random() < 0.3
    if opening:
        sheet.put_piece(opening)
        sheet.put(wide)
    met: set[str] = set()
    for turn, piece in enumerate(said):
        name, short = speakers[turn % len(speakers)], brief[turn % len(speakers)]
        sheet.put(begin)
        if form == "letters":
            sheet.put("QA"[turn % 2])
        else:
            sheet.put_person(short if name in met and form != "heads" else name)
        role = draw.choice(_ROLES)
        if form == "heads":
            sheet.put(draw.choice((f" -- {role}\n\n", f" - {role}\n\n")))
        else:
            sheet.put(
                f", {role.upper() if name.isupper() else role}: " if form == "roles" and name not in met else ": "
            )
        met.add(name)
        sheet.put_piece(piece)
        sheet.put(wide)
        if directed and draw.random() < 0.2:
            sheet.put(draw.choice(_DIRECTIONS) + wide)
    return sheet.record(spoken=False)


def interview(asked: list[Piece], said: list[Piece], opening: Piece | None, draw: random.Random) -> dict[str, Any]:
    """Return an interview without labels: a question in a paragraph of its own, its answer in the next."""
    sheet = Sheet()
    left, right = draw.choice((("", ""), ("", ""), ("“", "”"), ('"', '"')))
    if opening:
        sheet.put_piece(opening)
        sheet.put("\n\n")
    for question, answer in zip(asked, said, strict=True):
        sheet.put_piece(question)
        sheet.put("\n\n" + left)
        sheet.put_piece(answer)
        sheet.put(right + "\n\n")
    return sheet.record(spoken=False)


def make(found: Sequence[Source], count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield ``count`` records; what one of them holds comes from articles that are marked alike."""
    draw = random.Random(seed)
    kinds = [[s for s in found if (s.quotes[0].people is None) == bare] for bare in (False, True)]
    kinds = [kind for kind in kinds if kind]
    questions = [[q for s in kind for q in s.quotes if q.text.endswith("?")] for kind in kinds]
    everyone = sorted({n for s in found for n in s.names})
    for _ in range(count):
        number = draw.randrange(len(kinds))
        kind, asked = kinds[number], questions[number]
        articles = draw.sample(kind, min(3, len(kind)))
        said = [q for s in articles for q in s.quotes]
        draw.shuffle(said)
        opening = articles[0].opening if draw.random() < 0.7 else None
        form = draw.choices(("voices", "transcript", "interview"), (0.5, 0.38, 0.12 if asked else 0.0))[0]
        said = said[: draw.randint(*(VOICES if form == "voices" else TURNS))]
        if form == "interview":
            yield interview(draw.choices(asked, k=len(said)), said, opening, draw)
            continue
        if form == "transcript" and asked and draw.random() < 0.5:
            said = [piece if turn % 2 else draw.choice(asked) for turn, piece in enumerate(said)]
        near = [n for s in articles for n in s.names]
        names = [draw.choice(near if near and draw.random() < 0.5 else everyone) for _ in said]
        yield (voices if form == "voices" else transcript)(said, names, opening, draw)


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
