"""Fits the weights by which the program tells where a headline ends, to articles whose headlines are known.

    python -m training.heading [DATA...] [--most 1000] [--out archive/extract/heading.json]

``DATA`` are files of news, ``.jsonl`` or ``.jsonl.gz``: records with ``text`` and, where it is known, ``title``, the
headline. It is set above the text, and the text is read without it too, as it is alone where a ``dateline`` tells
where the headline ends. The articles here are taken in the same way, a first line for a headline where it looks like
one; what stands between it and the story is left out. Of each source ``--most`` are drawn, the same ones each time.

Their beginnings are read damaged, with wide gaps and with bare ones. Wherever the program would ask, one of the words
that a headline could end before, or none, is right, and the weights of what speaks for each
(``archive/extract/heading.py``) are those that make the right ones likeliest. Of every three articles one is left out
until its figures are told, those of ``DATA`` beneath the others; the weights that are written are fitted to all.
"""

from __future__ import annotations

import random
import re
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.extract.heading import Signs, ends, leads_on, likeliest
from archive.extract.headline import headline_of
from archive.parse import understood
from archive.readers.copy import Copy
from archive.restore import Restored, restore_many
from archive.restore.values import Gaps
from archive.restore.words import Words
from training import choice
from training.choice import Choice
from training.corpus import folded, read_records, stripped
from training.invented import HERE, records

FORMS: dict[Gaps, Callable[[str], str]] = {"wide": stripped, "bare": folded}
"""Ways in which articles are read, by what their gaps tell."""

READ = 1_100
"""Characters of a story that are read."""

_HEADLINE, _PARAGRAPH, _STORY = 110, 80, 160
"""Characters of a line at most that is a headline, at least of one that begins the story below, and at least of a first
line that begins one without.
"""

_SITE = re.compile(r" +[|–] +[^|–]{1,30}$")
"""The site that a title names behind the headline."""

_TOGETHER = 64
"""Texts that are restored at a time."""

Table = dict[Gaps, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Beginning:
    """The beginning of an article, by its number, as it is read in one form: the words that a headline could end
    before, and the one that it ends before, None where there is no headline.
    """

    number: int
    gaps: Gaps
    options: Mapping[int, Signs]
    end: int | None


def parted(text: str) -> dict[str, Any] | None:
    """Return a record of an article whose headline, if any, is its first line, None where that is in doubt."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines[0]) >= _STORY:
        return {"text": text}
    story = next((n for n, line in enumerate(lines) if n and len(line) > _PARAGRAPH), None)
    if story is None or len(lines[0]) > _HEADLINE or lines[0].endswith("."):
        return None
    return {"title": lines[0], "text": "\n\n".join(lines[story:])}


def laid(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the headline of an article, empty for none, and what stands below it, for each way to lay it out."""
    title, text = (record.get("title") or "").strip(), record["text"].strip()
    text = text.removeprefix(title).strip()
    title = _SITE.sub("", title)
    yield "", text
    if title and not record.get("dateline") and not leads_on(title.split()[-1].lower()):
        yield title, text


def beginnings(articles: Iterable[dict[str, Any]]) -> Iterator[Beginning]:
    """Yield what the program would ask of each article, laid out in every way and read in every form."""
    told = [(n, title, _cut(text)) for n, record in enumerate(articles) for title, text in laid(record)]
    for gaps, damaged in FORMS.items():
        for at in range(0, len(told), _TOGETHER):
            part = told[at : at + _TOGETHER]
            texts = [damaged(f"{title}\n\n{text}" if title else text) for _, title, text in part]
            for (number, title, _), text, restored in zip(part, texts, restore_many(texts), strict=True):
                if words := _asked(text, restored):
                    end = bisect_left(words.start, len(damaged(title))) if title else None
                    yield Beginning(number, gaps, dict(ends(words, gaps)), end)


def _cut(text: str) -> str:
    return text if len(text) <= READ else text[: text.rfind(" ", 0, READ)]


def _asked(text: str, restored: Restored) -> Words | None:
    """Return the words of which the program would ask where a headline ends, None where something else tells."""
    asked: list[Words] = []

    def judge(words: Words, gaps: Gaps) -> None:
        asked.append(words)

    story = understood(Copy(text.encode(), text, "text"), restored)
    body, top, gaps = story.restored.body, story.top, story.restored.gaps
    headline_of(body, story.words, top.opening, top.masthead, gaps=gaps, judge=judge)
    return asked[0] if asked else None


def fit(told: Sequence[Beginning]) -> Table:
    """Return the weights that make the right ends likeliest."""
    return {
        gaps: choice.fitted([_choice(one) for one in told if one.gaps == gaps and _open(one)], {}) for gaps in FORMS
    }


def _open(one: Beginning) -> bool:
    return bool(one.options) and (one.end is None or one.end in one.options)


def _choice(one: Beginning) -> Choice:
    ends = [(i == one.end, [(name, float(value)) for name, value in signs.items()]) for i, signs in one.options.items()]
    return Choice([(one.end is None, []), *ends])


def report(told: Sequence[Beginning], table: Table) -> Iterator[str]:
    """Yield a line for each form: how many headlines there are, the shares of them that are found and of those said
    that end right, how many articles without one there are, and the share that is given one.
    """
    for gaps in FORMS:
        said = [(one.end, likeliest(table[gaps], one.options)) for one in told if one.gaps == gaps]
        headed = [(end, found[0] if found else None) for end, found in said if end is not None]
        given = [found is not None for end, found in said if end is None]
        right = sum(end == found for end, found in headed)
        of_those = sum(found is not None for _, found in headed)
        yield (
            f"{gaps:6}headlines{len(headed):>6}{right / max(1, len(headed)):>8.4f}{right / max(1, of_those):>8.4f}"
            f"   none{len(given):>6}{sum(given) / max(1, len(given)):>8.4f}"
        )


def drawn(sources: Mapping[str, Sequence[dict[str, Any]]], most: int) -> Iterator[dict[str, Any]]:
    """Yield ``most`` articles of each source, or all of one that has fewer, the same ones each time."""
    for name, articles in sources.items():
        some = random.Random(name).sample(articles, min(most, len(articles)))
        sys.stdout.write(f"{name}: {len(some):,} of {len(articles):,} articles\n")
        yield from some


def main(arguments: list[str] | None = None) -> int:
    """Fit as the command line asks."""
    ask = choice.command("heading", __doc__, "*", "news whose headlines are known")
    ask.add_argument("--most", type=int, default=1_000, help="articles that are drawn of each source")
    said = ask.parse_args(arguments)
    invented = [one for record in records(HERE) if (one := parted(record["text"]))]
    sources: dict[str, list[dict[str, Any]]] = {}
    for name, record in read_records(said.data):
        sources.setdefault(name, []).append(record)
    here = list(beginnings(drawn({"invented": invented}, said.most)))
    news = list(beginnings(drawn(sources, said.most)))
    table = fit(choice.parts(here + news)[0])
    for some in filter(None, (here, news)):
        choice.tell(report(choice.parts(some)[1], table))
    choice.write(fit(here + news), said.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
