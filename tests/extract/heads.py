"""What is read of the head of a text, whether or not its capitals and marks came back, for the tests of its parts."""

from __future__ import annotations

from archive.extract.byline import byline_of
from archive.extract.dateline import dateline_of, head_words, opening_of
from archive.extract.headline import headline_of
from archive.extract.masthead import Masthead, masthead_of
from archive.extract.openings.parts import Opening
from archive.extract.published import published_of
from archive.extract.source import source_of
from archive.restore.damage import find_damage
from archive.restore.values import Restored
from archive.restore.words import Words
from index.article import Dateline
from tests.gold.damage import stripped

STORY = (
    "The harbour board voted on Tuesday to close the old dock, its chairman said, and the pilots of the northern "
    "channel will wait for the tide to turn before they leave."
)


def read(text: str) -> Restored:
    return Restored(text, damage=find_damage(text))


def above(restored: Restored, words: Words, opening: Opening | None) -> Masthead | None:
    return masthead_of(words, opening, gaps=restored.gaps)


def dateline(text: str) -> Dateline | None:
    restored = read(text)
    words = head_words(restored)
    return dateline_of(restored, words, opening_of(restored, words))


def place(text: str) -> str | None:
    found = dateline(text)
    return found.place if found else None


def source(text: str) -> tuple[str | None, str | None]:
    restored = read(text)
    words = head_words(restored)
    found = source_of(words, opening_of(restored, words), restored.body)
    return found.agency, found.publication


def byline(text: str) -> tuple[str, ...]:
    restored = read(text)
    words = head_words(restored)
    opening = opening_of(restored, words)
    return byline_of(restored.body, words, opening, above(restored, words, opening)).names


def headline(text: str) -> str | None:
    restored = read(text)
    words = head_words(restored)
    opening = opening_of(restored, words)
    found = headline_of(restored.body, words, opening, above(restored, words, opening), gaps=restored.gaps)
    return found.text if found else None


def day(text: str) -> str | None:
    restored = read(text)
    words = head_words(restored)
    opening = opening_of(restored, words)
    found = published_of(words, restored.body, opening, above(restored, words, opening))
    return found.isoformat() if found else None


def folded(text: str) -> str:
    return " ".join(stripped(text).split())
