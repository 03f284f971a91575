"""Reads who wrote a story: ``By ...`` above it, ``(Reporting by ...; Editing by ...)`` below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from archive.extract.masthead import POSTS, Masthead, speaks
from archive.extract.openings.parts import Opening, is_place
from archive.extract.signing import signed_by
from archive.extract.source import of_a_paper
from archive.extract.stamps import PUBLISHED, of_stamp
from archive.extract.writers import LONGEST, WORK, name_of, names_in
from archive.restore.lexicon import lexicon, word_set
from archive.restore.values import Mention
from archive.restore.words import Words, words_of
from index.article import Span
from index.values import dataclass

TAIL = 3_000
"""Characters at the end of a text in which credits are sought."""

_CREDITED = re.compile(
    rf"(?:{'|'.join(sorted(WORK))})[\W_]+by\b|contribut(?:ed|ing)\b|to contact the\b|with assistance\b"
)
_PICTURES = frozenset(["photography", "photographs", "pictures", "photos", "graphics"])
"""Work of those who wrote nothing."""

_LABELS = (WORK - _PICTURES) | {
    "exclusive",
    "story",
    "words",
    "text",
    "posted",
    "analysis",
    "comment",
    "opinion",
    "column",
    "interview",
}
"""Words that may stand before ``By`` on its line."""

_WRITERS = frozenset(["reporter", "author", "columnist", "writer", "editor"])
_PEOPLE, _HEAD, _STORY = 4, 60, 12
"""People and words from the beginning among whom a writer is sought, and words of the line below at least."""

_NEXT = 8
"""Words between two lines that begin with ``By`` at most."""

_MORE = frozenset(["additional", "further", "with"])
"""Words before ``reporting by``."""

_NAMED_BY = frozenset(["author", "byline", "words", "reporter", "writer"])
"""Labels before the name of a writer."""

_LONGEST_BYLINE = 18
"""Words of a line of writers at most."""

_LONGEST_LINE = 12
_LONGEST_CREDIT = 40
"""Words without a bracket from which on it is a sentence: ``Research by Ana Ruiz has shown``."""

_MOST_WRITERS = 80
"""Words of a sentence that tells who contributed to a report, each with a place."""


@dataclass(frozen=True, slots=True)
class Byline:
    """The writers, and the stretches of the body that are credits, not story."""

    names: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


def byline_of(
    body: str,
    head: Words,
    opening: Opening | None,
    above: Masthead | None,
    people: Iterable[Mention] = (),
    inserted: Sequence[tuple[int, str]] = (),
) -> Byline:
    """Return the names above and below a story, in order, each once; ``people`` are those that were found in it, and
    ``inserted`` the marks that had no room in the body.
    """
    names, spans = _above(head, opening, above)
    if not names:
        names, spans = _alone(head, opening, people)
    offset = max(0, len(body) - TAIL)
    while offset and offset < len(body) and not body[offset - 1].isspace():
        offset += 1
    tail = body[offset:]
    marks = [(at - offset, mark) for at, mark in inserted if at >= offset]
    below, tail_spans = _below(words_of(tail, marks)) if _CREDITED.search(tail.lower()) else ([], [])
    spans += [(a + offset, b + offset) for a, b in tail_spans]
    for name, span in signed_by(body):
        below += [] if of_a_paper(name.lower().split()) else [name]
        spans.append(span)
    return Byline(tuple(dict.fromkeys([*names, *below])), tuple(spans))


def _above(words: Words, opening: Opening | None, masthead: Masthead | None) -> tuple[list[str], list[Span]]:
    """Read a line that begins with ``By`` before the story; in copy without line ends, before the dateline."""
    limit = opening.first if opening and opening.first else 60
    if masthead and masthead.writer and (names := _without_papers(names_in(words, *masthead.writer))):
        first = masthead.writer[0] - (words.low[masthead.writer[0] - 1] == "by")
        spans = [(words.start[first], words.end[masthead.writer[1] - 1])]
        return _with_more(words, names, spans, masthead.writer[1], limit)
    for i in range(min(limit, len(words) - 1, 120)):
        if words.low[i] not in ("by", "from", "byline") or not _opens_line(words, i):
            continue
        if words.low[i] == "byline" and ":" not in words.gap[i + 1]:
            continue
        if words.low[i] == "from" and not _sent_from(words, i):
            continue
        stop = i + 1
        if (
            opening
            and i < opening.first <= i + _LONGEST_BYLINE
            and not any("\n" in g for g in words.gap[1 : opening.first])
        ):
            stop = opening.first
        while stop != limit and stop < len(words) and stop - i < 20 and not _line_ends(words.gap[stop]):
            stop += 1
        if stop != limit and not any("\n" in words.gap[k] for k in (i, stop) if k < len(words)):
            continue
        cut = next((k for k in range(i + 1, stop - 1) if words.low[k] in _PICTURES and words.low[k + 1] == "by"), stop)
        names = _without_papers(names_in(words, i + 1, cut))
        if names and stop - i <= _LONGEST_BYLINE:
            return _with_more(words, names, [(words.start[i], words.end[stop - 1])], stop, limit)
    labelled = _labelled(words, limit)
    return labelled if labelled[0] else _above_mail(words, limit)


def _labelled(words: Words, limit: int) -> tuple[list[str], list[Span]]:
    """Read a name behind a label that begins its line, ``Author: Ana Ruiz``, or behind a bar that ends a headline."""
    for i in range(min(limit, len(words) - 3, _HEAD)):
        if "|" in words.gap[i] and "\n" not in "".join(words.gap[1 : i + 1]):
            first, stop = i, _line_end(words, i)
        elif words.low[i] in _NAMED_BY and _parts(words, i) and (":" in words.gap[i + 1] or _parts(words, i + 1)):
            first = i + 1
            stop = next((k for k in range(first + 2, min(first + LONGEST, len(words))) if _parts(words, k)), 0)
            if _is_list(words, i, stop):
                continue
        else:
            continue
        named = 2 <= stop - first < LONGEST and words.low[first] in lexicon().first_names
        if (
            named
            and words.low[stop - 1] not in words.low[stop:]
            and all(w[0].isupper() for w in words.word[first:stop])
        ):
            return list(name_of(words, list(range(first, stop)), alone=True)), [
                (words.start[first], words.end[stop - 1])
            ]
    return [], []


def _is_list(words: Words, i: int, stop: int) -> bool:
    """Return whether a label stands beside others of a film or team: ``Director: Jo Vass``, ``Player: Lena Marsh``."""
    above = next((k for k in reversed(range(i)) if _parts(words, k)), stop)
    heads = lexicon().heads - _NAMED_BY
    return any(words.low[k] in heads and ":" in words.gap[k + 1] for k in (above, stop) if k < len(words))


def _parts(words: Words, i: int) -> bool:
    """Return whether a line or a label may have ended before word ``i``."""
    between = words.text[words.end[i - 1] : words.start[i]] if i else ""
    return i == 0 or "\n" in words.gap[i] or (len(between) > 1 and between.isspace() and not words.gap[i].strip(" ,"))


def _alone(words: Words, opening: Opening | None, people: Iterable[Mention]) -> tuple[list[str], list[Span]]:
    """Read somebody who stands on a line alone, or with ``in`` and a city, among the first lines, above a long one, and
    of whom the story tells nothing.
    """
    for m in islice(people, _PEOPLE):
        first, end = words.first_in((m.start, m.end)), words.last_in((m.start, m.end))
        if end > _HEAD or (opening and opening.first < first):
            break
        behind = _line_end(words, first)
        city = words.low[end : end + 1] == ["in"] and is_place(words.low[end + 1 : behind])
        parted = first == 0 or "\n\n" in words.gap[first] or "\n\n" in words.gap[behind]
        whole = parted and (first == 0 or "\n" in words.gap[first]) and (behind == end or city)
        named = all(word[0].isupper() for word in words.word[first:end]) and 1 < end - first <= LONGEST
        told = words.low[end - 1] in words.low[behind:] or _line_end(words, behind) - behind < _STORY
        above = opening is not None and opening.first == behind
        if whole and named and not told and (city or first or above):
            return list(name_of(words, list(range(first, end)), alone=True)), [(m.start, m.end)]
    return [], []


def _with_more(
    words: Words, names: list[str], spans: list[Span], behind: int, limit: int
) -> tuple[list[str], list[Span]]:
    """Return the names with those of further lines of their own right below that begin with ``By``."""
    at = behind
    while at < min(behind + _NEXT, limit, len(words) - 2):
        stop = _line_end(words, at)
        named = all(word[0].isupper() for word in words.word[at + 1 : at + 3])
        if words.low[at] == "by" and "\n" in words.gap[at] and named and 2 < stop - at <= _LONGEST_LINE:
            names += _without_papers(names_in(words, at + 1, stop))
            spans.append((words.start[at], words.end[stop - 1]))
            at = behind = stop
        else:
            at += 1
    return names, spans


def _above_mail(words: Words, limit: int) -> tuple[list[str], list[Span]]:
    """Read a name that stands alone on the line above its address of mail."""
    for i in range(3, min(limit, len(words) - 1, 60)):
        if words.gap[i] != "@":
            continue
        mail = next((k for k in range(i - 1, max(0, i - 4), -1) if "\n" in words.gap[k]), 0)
        first = next((k for k in range(mail - 1, max(-1, mail - LONGEST), -1) if "\n" in words.gap[k]), 0)
        named = mail and first and all(word[0].isupper() for word in words.word[first:mail])
        if named and (names := list(names_in(words, first, mail))):
            return names, [(words.start[first], words.end[mail - 1])]
    return [], []


def _sent_from(words: Words, i: int) -> bool:
    """Return whether a line that begins with ``From`` tells a writer and where or as what: ``From Jo Ruiz in Velm``,
    ``From Jo Ruiz, Velm``.
    """
    stop = _line_end(words, i)
    told = {"in", "at"} | POSTS
    named = all(word[0].isupper() for word in words.word[i + 1 : i + 3])
    placed = "," in "".join(words.gap[i + 3 : stop]) and all(word[0].isupper() for word in words.word[i + 3 : stop])
    return named and 3 < stop - i <= _LONGEST_LINE and (placed or not told.isdisjoint(words.low[i + 3 : stop]))


def _line_end(words: Words, i: int) -> int:
    """Return the word that begins the next line, or the number of words."""
    return next((k for k in range(i + 1, len(words)) if "\n" in words.gap[k]), len(words))


def _without_papers(names: Iterable[str]) -> list[str]:
    """Return names but those of papers behind the first: ``By Ana Ruiz, Velm Courier``."""
    first, *others = list(names) or [""]
    return [first, *(name for name in others if not of_a_paper(name.lower().split()))] if first else []


def _opens_line(words: Words, i: int) -> bool:
    """Return whether ``By`` opens its line, alone or behind a word such as ``Exclusive``, and no speech."""
    labelled = i > 0 and words.low[i - 1] in _LABELS and words.gap[i] in (" ", ": ") and _line_starts(words, i - 1)
    day = i
    while day and of_stamp(words.low[day - 1]):
        day -= 1
    dated = i - day > 2 and words.low[day] in PUBLISHED and _line_starts(words, day)
    return (_line_starts(words, i) or labelled or dated) and not speaks(words, i)


def _line_starts(words: Words, i: int) -> bool:
    return i == 0 or "\n" in words.gap[i] or (len(words.gap[i]) >= 3 and not words.gap[i].strip())


def _line_ends(gap: str) -> bool:
    return "\n" in gap or (len(gap) >= 3 and not gap.strip())


def _below(words: Words) -> tuple[list[str], list[Span]]:
    """Read the credits at the end: from the first words of work to the closing bracket."""
    names: list[str] = []
    spans: list[Span] = []
    i, n = 0, len(words)
    while i < n - 1:
        if words.low[i] not in WORK or words.low[i + 1] != "by" or not _credit_starts(words, i):
            i += 1
            continue
        first = i - 1 if i and words.low[i - 1] in _MORE and "\n" not in words.gap[i] else i
        stop = i + 2
        while stop < n and ")" not in words.gap[stop] and "\n" not in words.gap[stop]:
            stop += 1
        if stop - i <= _LONGEST_CREDIT or "(" in words.gap[first]:
            names.extend(() if words.low[i] in _PICTURES else names_in(words, i + 2, stop))
            spans.append((words.start[first], words.end[stop - 1]))
        i = stop
    for i in range(n - 3):
        if tuple(words.low[i : i + 4]) == ("contributed", "to", "this", "report"):
            first = i
            while first and i - first < _MOST_WRITERS and not _sentence_ends(words, first):
                first -= 1
            first = first if i - first < _MOST_WRITERS else i
            names.extend(names_in(words, first, i))
            spans.append((words.start[first], words.end[i + 3]))
    for i in range(n - 2):
        if words.low[i] == "contributing" and _parts(words, i) and (":" in words.gap[i + 1] or _parts(words, i + 1)):
            stop = min(_line_end(words, i), n)
            if stop - i <= _LONGEST_CREDIT and words.low[i + 1] in lexicon().first_names:
                names.extend(_without_papers(names_in(words, i + 1, stop)))
                spans.append((words.start[i], words.end[stop - 1]))
    for first, stop in _contacts(words):
        names.extend(names_in(words, first, stop))
        spans.append((words.start[first], words.end[stop - 1]))
    return names, spans


def _sentence_ends(words: Words, i: int) -> bool:
    """Return whether a line or a sentence ends before word ``i``, and no initial."""
    stops = words.gap[i].rstrip().endswith(".") and len(words.low[i - 1]) > 1
    return "\n" in words.gap[i] or (stops and words.low[i - 1] not in word_set("abbreviated_words"))


def _contacts(words: Words) -> Iterator[tuple[int, int]]:
    """Yield the first word of names and the word behind their last in ``To contact the reporter on this story: Ana
    Ruiz in Velm at ...`` and ``With assistance from Ana Ruiz.``
    """
    low, gap, n = words.low, words.gap, len(words)
    for i in range(n - 4):
        if low[i : i + 2] == ["with", "assistance"] and low[i + 2] in ("from", "by") and gap[i] != " ":
            stop = next((k for k in range(i + 4, n) if "\n" in gap[k] or ("." in gap[k] and len(low[k - 1]) > 1)), n)
            if stop - i <= _LONGEST_CREDIT:
                yield i + 3, stop
        if low[i : i + 3] != ["to", "contact", "the"] or low[i + 3].removesuffix("s") not in _WRITERS:
            continue
        first = next((k for k in range(i + 4, min(n, i + _LONGEST_LINE)) if ":" in gap[k]), n)
        stop = next((k for k in range(first + 1, n) if "\n\n" in gap[k] or low[k : k + 2] == ["to", "contact"]), n)
        if first < n and stop - first <= _LONGEST_CREDIT:
            yield first, stop


def _credit_starts(words: Words, i: int) -> bool:
    """Return whether words of work open a credit: a bracket, a line or a capital, not the middle of a sentence."""
    first = i - 1 if i and words.low[i - 1] in _MORE and "\n" not in words.gap[i] else i
    gap = words.gap[first]
    return "(" in gap or "\n" in gap or ";" in gap or first == 0 or (len(gap) >= 2 and len(words) - i < 60)
