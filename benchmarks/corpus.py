"""Articles to measure with: real ones from a folder, or generated text with a natural distribution of words."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from index.article import Article, Dateline, Location, Person, Published, Quote, Span

LENGTH = 4000
"""Characters of an article, about."""

_SEED = 7

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+[\"'”’)]*|\n|$)\s*")
_NAME = re.compile(r"\b[A-Z][a-z]{2,} (?:[A-Z]\. )?[A-Z][a-z]{2,}\b")
_QUOTE = re.compile(r"[\"“]([^\"“”]{20,400})[\"”]")
_SAYS = re.compile(r"\W{0,3}(?:said|says|added|told) ((?:[A-Z][a-z]+ ){0,2}[A-Z][a-z]+)")
_NOT_ALNUM = re.compile(r"[\W_]")
_AGENCIES = ("Reuters", "Associated Press", "Agence France-Presse", "Xinhua", "Interfax")
_PLACES = ("WASHINGTON", "LONDON", "MOSCOW", "TOKYO", "BEIRUT", "NAIROBI", "PARIS", "LIMA", "DELHI", "CAIRO")


def real_articles(folder: Path, count: int) -> Iterator[Article]:
    """Yield ``count`` articles made from the ``text`` of all JSON Lines files (plain or gzipped) in a folder.

    Short pieces are joined and long ones cut; beyond what there is, sentences of all of them are shuffled.
    """
    rng = random.Random(_SEED)
    found = pieces(folder)
    rng.shuffle(found)
    texts = _filled(found)
    whole = list(_first(texts, count))
    for number, text in enumerate(whole):
        yield make(number, text, rng)
    sentences = [match.group() for text in whole for match in _SENTENCE.finditer(text) if len(match.group()) > 20]
    for number in range(len(whole), count):
        yield make(number, _shuffled(sentences, rng), rng)


def generated_articles(words: Sequence[str], count: int) -> Iterator[Article]:
    """Yield ``count`` articles of words drawn by Zipf's law: ``words`` are the commonest, invented ones follow."""
    rng = random.Random(_SEED)
    vocabulary = [*words, *_invented(rng, 120_000)]
    weights = [1 / (rank + 2.7) for rank in range(len(vocabulary))]
    totals: list[float] = []
    total = 0.0
    for weight in weights:
        total += weight
        totals.append(total)
    for number in range(count):
        drawn = rng.choices(vocabulary, cum_weights=totals, k=LENGTH // 6)
        yield make(number, _prose(drawn, rng), rng)


def seed_words(folder: Path) -> list[str]:
    """Return the words of all text files under ``folder``, commonest first."""
    counts: dict[str, int] = {}
    for path in sorted(folder.rglob("*.txt")):
        for word in re.findall(r"[a-z]+", path.read_text("utf-8", "replace").lower()):
            counts[word] = counts.get(word, 0) + 1
    return sorted(counts, key=lambda word: (-counts[word], word))


def make(number: int, text: str, rng: random.Random) -> Article:
    """Return one article; every second one has lost its capitals and marks in the raw record."""
    people = _people(text)
    body = text
    raw = (_NOT_ALNUM.sub(" ", body).lower() if number % 2 else body).encode()
    raw += b" %d" % number
    day = datetime(1996, 1, 1) + timedelta(days=rng.randrange(20 * 365))
    place = rng.choice(_PLACES)
    first = body.split("\n", 1)[0][:80]
    return Article(
        id=hashlib.sha256(raw).hexdigest(),
        locations=(Location(f"/archive/{day:%Y/%m}/{number:06d}.txt"),),
        format="text",
        reader=1,
        body=body,
        raw=raw,
        added=datetime(2026, 1, 1) + timedelta(seconds=number),
        headline=first,
        agency=rng.choice(_AGENCIES),
        dateline=Dateline(place, place.title(), None, (place.title(),)),
        published=Published(day, "day"),
        people=people,
        quotes=tuple(_quotes(body, {person.name for person in people})),
        language="en",
    )


def pieces(folder: Path) -> list[str]:
    """Return the ``text`` of every line of all JSON Lines files (plain or gzipped) in a folder."""
    found: list[str] = []
    for path in sorted((*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz"))):
        data = path.read_bytes()
        lines = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8").split("\n")
        found.extend(str(json.loads(line)["text"]) for line in lines if line)
    return found


def _filled(texts: Sequence[str]) -> Iterator[str]:
    held = ""
    for piece in texts:
        held = f"{held}\n\n{piece}" if held else piece
        if len(held) >= LENGTH * 3 // 4:
            yield held[: LENGTH * 3 // 2]
            held = ""


def _first(texts: Iterator[str], count: int) -> Iterator[str]:
    for _, text in zip(range(count), texts, strict=False):
        yield text


def _shuffled(sentences: Sequence[str], rng: random.Random) -> str:
    parts: list[str] = []
    size = 0
    while size < LENGTH:
        parts.append(sentences[int(rng.random() * len(sentences))])
        size += len(parts[-1])
    return "".join(parts)


def _invented(rng: random.Random, count: int) -> list[str]:
    onsets = ("b", "br", "ch", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "v")
    rhymes = ("a", "an", "ar", "e", "en", "er", "i", "in", "o", "on", "or", "u", "um", "ay", "ess", "ing", "ow")
    words: dict[str, None] = {}
    while len(words) < count:
        words["".join(rng.choice(onsets) + rng.choice(rhymes) for _ in range(rng.randint(2, 4)))] = None
    return list(words)


def _prose(words: Sequence[str], rng: random.Random) -> str:
    out: list[str] = []
    at = 0
    while at < len(words):
        end = at + rng.randint(8, 24)
        sentence = " ".join(words[at:end])
        name = f"{rng.choice(words).capitalize()} {rng.choice(words).capitalize()}"
        out.append(f'"{sentence.capitalize()}," said {name}.' if rng.random() < 0.2 else f"{sentence.capitalize()}.")
        at = end
    return " ".join(out)


def _people(text: str) -> tuple[Person, ...]:
    mentions: dict[str, list[Span]] = {}
    for match in _NAME.finditer(text):
        mentions.setdefault(match.group(), []).append(match.span())
    return tuple(Person(name, (), (name,), tuple(spans)) for name, spans in mentions.items())


def _quotes(text: str, people: set[str]) -> Iterator[Quote]:
    for number, match in enumerate(_QUOTE.finditer(text)):
        says = _SAYS.match(text, match.end())
        speaker = says.group(1) if says else None
        person = speaker if speaker in people else None
        start, end = match.span(1)
        yield Quote(start, end, match.group(1), "direct" if says else "quoted", number, speaker, None, person)
