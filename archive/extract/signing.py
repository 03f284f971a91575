"""Reads what the end of a story says of its writers: ``— Ana Ruiz``, ``Ana Ruiz is a staff writer``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from archive.restore.lexicon import lexicon, word_set
from index.article import Span

END = 600
"""Characters at the end of a text in which its writers are told of."""

_WORD = r"[^\W\d_a-z](?:\.|[\w'’-]+)"
_NAME = rf"{_WORD}(?: {_WORD}){{1,3}}"
_NAMES = rf"{_NAME}(?:(?:,|,? and) {_NAME})*"
_SIGNED = re.compile(rf"[.!?]\s*\n\s*(?:[—–]|--?) ?({_NAME})\s*\Z")
"""A name behind a dash below the last sentence; behind a mark of quotation it would be who said that."""

_REACHED = r"(?:Follow|Contact|Reach(?: out to)?|E-?mail|Call|Tweet|Write to)"
_TELLS = r"(?:is|was|has|can|covers|reports|writes|contributed|worked)"
_POST = r"(?:reporter|correspondent|writer(?! of)|columnist|bureau chief|editor at|editor for)"
_HANDLE = r"(?: \(@\w+\))?"
_SENTENCE = r"[.!?][\"”’)]* +\W{0,3}"
_BEGINS = rf"(?:^\W*|{_SENTENCE})"
"""A line, or a sentence, which counts in copy that lost its lines."""

_WHOSE = r"(?:an?|the|[^.\n]{1,40}['’]s)"
_PLACES = r"[A-Z][^.\n]{1,40}(?:, and [^.\n]*)?"
_CLOSING = {
    rf"{_BEGINS}({_NAME}){_HANDLE},? is {_WHOSE} (?!former)[^.\n]{{0,80}}\b{_POST}\b(?!.* who ).*": " is ",
    rf"{_BEGINS}({_NAME}){_HANDLE} (?:covers|reports on|writes (?:about|on|for)) .*": " (?:covers|reports|writes) ",
    rf"{_BEGINS}({_NAME}) (?:is on Twitter|can be reached|may be reached|tweets)\b": "Twitter|reached|tweets",
    rf"{_BEGINS}{_REACHED} (?:[\w.]+ ){{0,3}}?({_NAMES}) (?:on Twitter|on X|at @|at http|at \S+@|@)": _REACHED,
    rf"\b[Tt]his (?:article|story|report) was (?:written|compiled(?: from reports)?|reported) by ({_NAMES})": " was ",
    rf"(?:^\W*|reported from [^.,\n]{{1,40}},? and )({_NAME}) (?=(?:reported )?from {_PLACES}\.\s*\Z)": " from ",
    rf"{_SENTENCE}({_NAME}) (?=reported from {_PLACES}\.\s*\Z)": " reported from ",
}
"""How the closing lines of a story tell who wrote it, and what stands in each such line."""

_SURE = re.compile(r"written|compiled|reported by")
_MAILED = re.compile(r"[^:\s]\s*\n\s*([a-z]+)\.([a-z]+)@\S+\s*\Z")
_EACH = re.compile(r",? and |, ")


def signed_by(body: str) -> Iterator[tuple[str, Span]]:
    """Yield the writers whom the end of a story names, and where it tells of them; none whom the story tells of."""
    end = body[-END:]
    offset = len(body) - len(end)
    lines = [_SIGNED, *(_compiled(line) for line, cue in _CLOSING.items() if _compiled(cue).search(end))]
    within = {*".!?"} if "\n" in end.strip() else set()
    for found in (m for line in lines for m in line.finditer(end) if line is _SIGNED or end[m.start()] not in within):
        at = found.start(1)
        for name in map(_without_post, _EACH.split(found[1])):
            at = end.index(name, at)
            given = name.split()[0].lower()
            known = given in lexicon().first_names or (_SURE.search(found[0]) and given not in word_set("determiners"))
            if known and name.split()[-1] not in body[: offset + found.start(1)]:
                yield name, (offset + at, offset + max(found.end(), at + len(name)))
    mailed = _MAILED.search(end)
    if mailed and mailed[1] in lexicon().first_names:
        yield f"{mailed[1].title()} {mailed[2].title()}", (offset + mailed.start(1), offset + mailed.end())


@cache
def _compiled(form: str) -> re.Pattern[str]:
    """Return a form as it is sought; only those that a text calls for take the time to be made."""
    return re.compile(form, re.MULTILINE)


def _without_post(name: str) -> str:
    """Return a name without capitals in front of a given name: ``Digital Editor Ana Ruiz``."""
    words = name.split(" ")
    given = next((k for k, word in enumerate(words[:-1]) if word.lower() in lexicon().first_names), 0)
    return " ".join(words[given:])


def told_of(body: str, names: Iterable[str]) -> Iterator[Span]:
    """Yield where closing lines name the writers, to reach or to introduce them: they are nobody of the story."""
    offset = max(0, len(body) - END)
    end = body[offset:]
    for name in (re.escape(name) for name in names if name in end):
        line = re.compile(rf"^\W*(?:{_REACHED} {name}\b|{name},? {_TELLS}\b)", re.MULTILINE)
        yield from ((offset + m.start(), offset + m.end()) for m in line.finditer(end))
