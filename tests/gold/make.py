"""Make ``seeds/`` and the gold from the annotated sample articles: ``python -m tests.gold.make``."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.gold.damage import DAMAGE
from tests.gold.markup import Marked, MarkupError, read_sources, words

HERE = Path(__file__).parent
SOURCES = HERE / "src"
GOLD = HERE / "articles.jsonl"
SEEDS = HERE.parent.parent / "seeds"

AGENCIES = {
    "Reuters": "reuters",
    "Associated Press": "ap",
    "Agence France-Presse": "afp",
    "Xinhua": "xinhua",
    "Deutsche Presse-Agentur": "dpa",
    "Calder Press": "calder-press",
}
"""The folders of the agencies below ``wire/``; every other source is a paper with a folder of its own."""

PARTICLES = frozenset({"jr", "sr", "de", "al", "bin", "van", "da"})


def gold(article: Marked) -> dict[str, Any]:
    """Return what is to be read out of one article: the keys that scoring knows, then more."""
    said = {number: speaker for speaker in article.speakers for number in speaker.utterances}
    runs: dict[str, list[dict[str, Any]]] = {"direct": [], "indirect": [], "open": [], "quoted": []}
    for run in article.runs:
        item: dict[str, Any] = {"start": run.start, "end": run.end, "text": article.text[run.start : run.end]}
        if run.utterance is not None:
            speaker = said.get(run.utterance)
            if speaker is None:
                raise MarkupError(f"{article.slug}: nobody says utterance {run.utterance}: {item['text']!r}")
            item |= {
                "utterance": run.utterance,
                "speaker": article.text[speaker.start : speaker.end],
                "speaker_start": speaker.start,
                "speaker_end": speaker.end,
                "source_type": speaker.kind,
                "who": speaker.person,
            }
        runs[run.kind].append(item)
    spans, source = article.printed, article.header["outlet"]
    shown = {key: [article.text[s:e] for s, e in spans.get(key, ())] for key in ("at", "src", "by", "on", "date")}
    year = article.header["date"][:4]
    return {
        "id": article.slug,
        "text": article.text,
        "people": [{"start": n.start, "end": n.end, "name": n.person} for n in article.names],
        "quotes": runs["direct"],
        "open_quoted": runs["open"],
        "dateline": shown["at"][0] if shown["at"] else None,
        "outlet": None if shown["src"] and shown["src"][0] != source else source,
        "source": source,
        "source_printed": bool(shown["src"]),
        "headline": article.text[slice(*article.headline)] if article.headline else None,
        "date": article.header["date"],
        "published": article.header["date"] if any(year in d for d in shown["on"] + shown["date"]) else None,
        "dateline_date": shown["on"][0] if shown["on"] else None,
        "byline": list(dict.fromkeys(shown["by"])),
        "indirect": runs["indirect"],
        "quoted": runs["quoted"],
        "seed": seed_path(article),
        "form": article.header.get("form", "clean"),
    }


def seed_path(article: Marked) -> str:
    """Return where the seed of an article lies below ``seeds/``."""
    head = article.header
    form, month = head.get("form", "clean"), head["date"][:7]
    if form in ("stripped", "ascii"):
        return f"dump/{head['number']}_{hashlib.sha256(article.slug.encode()).hexdigest()[:16]}.txt"
    if form in ("lower", "unquoted", "dequoted"):
        return f"export/{month}/{article.slug}.txt"
    if form in ("collapsed", "unmarked", "deleted"):
        return f"scrape/{article.slug}.txt"
    if form == "upper":
        return f"teleprinter/{month}/{head['date'][8:]}-{article.slug}.txt"
    source = head["outlet"]
    folder = f"wire/{AGENCIES[source]}" if source in AGENCIES else source.lower().replace(" ", "-")
    return f"{folder}/{month}/{article.slug}.txt"


def seed_bytes(article: Marked) -> bytes:
    """Return the seed of an article: damaged, with its line ends and in its encoding."""
    text = DAMAGE[article.header.get("form", "clean")](article.text)
    if article.header.get("form", "clean") not in ("stripped", "ascii", "collapsed", "unmarked", "deleted"):
        text += "\n"
    if article.header.get("newline") == "crlf":
        text = text.replace("\n", "\r\n")
    return text.encode(article.header.get("encoding", "utf-8"))


def check(articles: list[Marked]) -> None:
    """Verify the annotation of all articles.

    Raises:
        MarkupError: a surname of the cast stands unmarked, an utterance lacks words or a speaker, or a name is used
            twice.
    """
    cast = {words(n.person)[-1] for a in articles for n in a.names if len(words(n.person)) > 1}
    problems = [p for a in articles for p in (*_unmarked(a, cast), *_unsaid(a))]
    slugs = [a.slug for a in articles]
    problems += [f"{slug}: used twice" for slug in sorted({s for s in slugs if slugs.count(s) > 1})]
    if problems:
        raise MarkupError("\n".join(problems))


def _unmarked(article: Marked, cast: set[str]) -> list[str]:
    """Name the surnames of the cast, and the names of this article's people, that stand unmarked."""
    text = article.text
    spans = [(n.start, n.end) for n in article.names] + [s for found in article.printed.values() for s in found]
    own = {w for n in article.names for w in words(n.person)[1:] or words(n.person)}
    watched = (cast | own) - PARTICLES
    return [
        f"{article.slug}: unmarked {text[max(0, m.start() - 20) : m.end() + 10]!r}"
        for m in re.finditer(r"[^\W_]+", text)
        if len(m.group()) > 1
        and m.group()[0].isupper()
        and m.group().lower() in watched
        and m.start() not in article.quiet
        if not any(s <= m.start() < e for s, e in spans)
    ]


def _unsaid(article: Marked) -> list[str]:
    """Name the utterances that lack words or have not exactly one speaker."""
    spoken = {r.utterance for r in article.runs if r.utterance is not None}
    tagged = [u for s in article.speakers for u in s.utterances]
    faults = {
        "no words": set(tagged) - spoken,
        "no speaker": spoken - set(tagged),
        "two speakers": {u for u in tagged if tagged.count(u) > 1},
    }
    return [f"{article.slug}: utterance {u} has {fault}" for fault, found in faults.items() for u in sorted(found)]


def build(articles: list[Marked]) -> tuple[Mapping[str, bytes], str]:
    """Return the seeds by their paths below ``seeds/``, and the lines of the gold file."""
    check(articles)
    seeds = {seed_path(a): seed_bytes(a) for a in articles}
    if len(seeds) != len(articles):
        raise MarkupError("two seeds have one path")
    return seeds, "".join(json.dumps(gold(a), ensure_ascii=False) + "\n" for a in articles)


def main() -> None:
    """Write the seeds and the gold, and take away seeds that no source makes."""
    seeds, lines = build(read_sources(SOURCES))
    for path in SEEDS.rglob("*.txt"):
        if path.relative_to(SEEDS).as_posix() not in seeds:
            path.unlink()
    for name, data in seeds.items():
        (SEEDS / name).parent.mkdir(parents=True, exist_ok=True)
        (SEEDS / name).write_bytes(data)
    GOLD.write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
