"""Gives damaged copy back as English, with its people and its speech marked out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from archive.restore.attributing import attributed
from archive.restore.completing import completed
from archive.restore.damage import find_damage
from archive.restore.learned.words import lowered
from archive.restore.rules.capitals import capitals
from archive.restore.rules.fitting import fit
from archive.restore.rules.marks import restore_marks
from archive.restore.rules.people import find_mentions
from archive.restore.rules.runs import find_runs
from archive.restore.rules.transcripts import transcribed
from archive.restore.rules.turns import turns_of
from archive.restore.single_quotes import doubled, given_back
from archive.restore.values import LOST_MARKS, Mention, Restored, Run
from archive.restore.words import Words, parts_word, words_of
from index.article import Damage
from index.values import replace

_NICKNAME = re.compile(r"(?<=[^\W_])[,.;:\n]\s((?!St\b)[^\W_]{2,})[,.;:\n]\s(?=[^\W_])")
"""A word within a name between two marks as wide as those of quotation; ``St.`` is part of the surname behind it."""

CHUNK = 30_000
"""Characters worked on at a time, so that memory stays bounded on files of one endless line."""


def restore(text: str) -> Restored:
    """Return ``text`` as English; clean copy comes back as it is, with its people and its speech."""
    return restore_many([text])[0]


def restore_many(texts: Sequence[str]) -> list[Restored]:
    """Return each text restored; long texts are read in pieces, short ones together."""
    cuts = [chunks(text) for text in texts]
    pieces = [text[a:b] for text, spans in zip(texts, cuts, strict=True) for a, b in spans]
    read = iter(_read(pieces))
    return [_joined([next(read) for _ in spans], [a for a, _ in spans]) for spans in cuts]


@cache
def learned_reader() -> Callable[[Sequence[str]], list[Restored]] | None:
    """Return the learned reader, None where its weights are not installed: then rules alone read."""
    from archive.restore.learned import reader

    return reader.read if reader.WEIGHTS.exists() else None


def _read(pieces: Sequence[str]) -> list[Restored]:
    whole = [doubled(piece) for piece in pieces]
    damage = [find_damage(text) for text in whole]
    reader = learned_reader()
    if reader is None:
        done = [by_rules(text, hurt) for text, hurt in zip(whole, damage, strict=True)]
    else:
        done = [
            finished(text, hurt or (r.damage if not turns_of(text, r.mentions) else ()), r)
            for text, hurt, r in zip(whole, damage, reader(whole), strict=True)
        ]
    return [
        r if text is piece else replace(r, body=given_back(r.body, piece, text))
        for r, piece, text in zip(done, pieces, whole, strict=True)
    ]


def finished(text: str, damage: tuple[Damage, ...], read: Restored) -> Restored:
    """Return what the learned reader made of ``text`` with roles beside the names and the evidence of the rules.

    Stretches that are not damaged come back as they were.
    """
    body, inserted = _kept(text, damage, read)
    body = _without_apostrophes(body, text, read.mentions)
    words = words_of(body, inserted)
    kinds = {d.kind for d in damage}
    mentions = completed(
        words,
        read.mentions,
        folded="collapsed" in kinds,
        unmarked=bool(kinds & LOST_MARKS),
        cased=kinds <= {"unquoted"},
    )
    body = _with_nicknames(body, text, mentions)
    runs = attributed(words, mentions, read.runs)
    if "collapsed" not in kinds:
        mentions, runs = transcribed(body, mentions, runs)
    return Restored(body, inserted, damage, mentions, runs)


def _without_apostrophes(body: str, text: str, mentions: Sequence[Mention]) -> str:
    """Return the body without apostrophes that were restored right in front of names: ``Referee'S. Quill``."""
    for at in [m.start - 1 for m in mentions if m.start and body[m.start - 1] == "'"]:
        body = f"{body[:at]} {body[at + 1 :]}" if text[at] == " " and body[at - 1 : at].isalnum() else body
    return body


def _with_nicknames(body: str, text: str, mentions: Sequence[Mention]) -> str:
    """Return the body with marks of quotation around a word within a name, where others as wide were restored."""
    for m in mentions:
        found = _NICKNAME.search(body, m.start, m.end)
        if found and all(body[at] != text[at] for at in (found.start(), found.end(1))):
            body = f'{body[: found.start()]} "{found[1]}" {body[found.end() :]}'
    return body


def _kept(text: str, damage: Sequence[Damage], read: Restored) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return the body and the inserted marks, each only where the text is damaged; apostrophes within words, always."""
    if len(read.body) != len(text):
        return text, ()
    if len(damage) == 1 and damage[0].start == 0 and damage[0].end == len(text):
        return read.body, read.inserted
    body = "".join(read.body[a:b] if hurt else text[a:b] for a, b, hurt in _stretches(text, damage))
    inside = [(d.start, d.end) for d in damage]
    return body, tuple(
        (at, mark) for at, mark in read.inserted if parts_word(text, at) or any(a <= at <= b for a, b in inside)
    )


def chunks(text: str, size: int = CHUNK) -> list[tuple[int, int]]:
    """Return where to cut a long text: behind a paragraph or else a space, every ``size`` characters or less."""
    cuts = [0]
    while len(text) - cuts[-1] > size:
        low, high = cuts[-1] + size // 2, cuts[-1] + size
        cut = max(text.rfind("\n\n", low, high), text.rfind("   ", low, high))
        if cut < 0:
            cut = text.rfind(" ", low, high)
        cuts.append(cut if cut > cuts[-1] else high)
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def by_rules(text: str, damage: tuple[Damage, ...]) -> Restored:
    """Return ``text`` restored by rules alone."""
    parts: list[Restored] = []
    starts: list[int] = []
    for start, end, hurt in _stretches(text, damage):
        piece = text[start:end]
        parts.append(_restore_piece(piece, hurt) if hurt else Restored(piece))
        starts.append(start)
    whole = _joined(parts, starts)
    words = words_of(whole.body, whole.inserted)
    mentions = tuple(_found(words, whole, damage))
    return Restored(whole.body, whole.inserted, damage, mentions, find_runs(words, mentions))


def _found(words: Words, whole: Restored, damage: Sequence[Damage]) -> Iterable[Mention]:
    """Return the people of damaged stretches as found while restoring, those of the rest by their capitals."""
    if not any(d.kind != "unquoted" for d in damage):
        return find_mentions(words, cased=True)
    hurt = [(d.start, d.end) for d in damage if d.kind != "unquoted"]
    clean = (m for m in find_mentions(words, cased=True) if not any(a < m.end and m.start < b for a, b in hurt))
    return sorted([*whole.mentions, *clean], key=lambda m: m.start)


def _stretches(text: str, damage: Sequence[Damage]) -> Iterable[tuple[int, int, Damage | None]]:
    """Yield the damaged stretches and those between them."""
    at = 0
    for d in damage:
        if d.start > at:
            yield at, d.start, None
        yield d.start, d.end, d
        at = d.end
    if at < len(text):
        yield at, len(text), None


def _restore_piece(text: str, damage: Damage) -> Restored:
    if damage.kind == "unquoted":
        return Restored(text)
    body = lowered(text)
    inserted: tuple[tuple[int, str], ...] = ()
    if damage.kind in LOST_MARKS:
        body, inserted = _with_marks(body)
    words = words_of(body, inserted)
    mentions = find_mentions(words, cased=False)
    return Restored(_with_capitals(words, mentions), inserted, (), mentions)


def _with_marks(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return ``text`` with the marks that fit, and the others."""
    words = words_of(text)
    pieces: list[str] = []
    inserted: list[tuple[int, str]] = []
    marks = restore_marks(words)
    for i, gap in enumerate(words.gap):
        put = marks.get(i)
        if put:
            gap, left_over = fit(gap, put)
            if left_over:
                inserted.append((words.end[i - 1] if i else 0, left_over))
        pieces.append(gap)
        if i < len(words):
            pieces.append(words.word[i])
    return "".join(pieces), tuple(inserted)


def _with_capitals(words: Words, mentions: Sequence[Mention]) -> str:
    """Return the text of ``words`` with its capitals, each letter in its place."""
    body = list(words.text)
    for i, how in enumerate(capitals(words, mentions)):
        if not how:
            continue
        a, b = words.start[i], words.end[i] if how == "all" else words.start[i] + 1
        for k in range(a, b):
            up = body[k].upper()
            if len(up) == 1 and up.lower() == body[k]:
                body[k] = up
    return "".join(body)


def _joined(parts: Sequence[Restored], starts: Sequence[int]) -> Restored:
    """Return the parts as one, their offsets moved to where each starts."""
    if len(parts) == 1 and starts[0] == 0:
        return parts[0]
    return Restored(
        "".join(p.body for p in parts),
        tuple((at + a, mark) for p, a in zip(parts, starts, strict=True) for at, mark in p.inserted),
        tuple(Damage(d.start + a, d.end + a, d.kind) for p, a in zip(parts, starts, strict=True) for d in p.damage),
        tuple(_moved_mention(m, a) for p, a in zip(parts, starts, strict=True) for m in p.mentions),
        tuple(_moved_run(r, a) for p, a in zip(parts, starts, strict=True) for r in p.runs),
    )


def _moved_mention(m: Mention, by: int) -> Mention:
    role = (m.role[0] + by, m.role[1] + by) if m.role else None
    return replace(m, start=m.start + by, end=m.end + by, role=role)


def _moved_run(r: Run, by: int) -> Run:
    source = (r.source[0] + by, r.source[1] + by) if r.source else None
    cue = (r.cue[0] + by, r.cue[1] + by) if r.cue else None
    return replace(r, start=r.start + by, end=r.end + by, source=source, cue=cue)
