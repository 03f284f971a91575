"""The nearest spelling of words, of values and of whole trees."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from index.fields import BY_NAME
from index.names import name_tokens
from index.query.build import conjunction, disjunction
from index.query.nodes import And, Exact, Form, Node, OneUtterance, Or, Phrase, Stemmed, Values, Word
from index.request import Filter, SearchRequest
from index.values import replace
from index.words import tokens

MUCH = 10
"""Of several spellings one farther off is meant where it finds so many times what the nearer one does."""

Count = Callable[[SearchRequest], int]
"""How many hits a request would find."""

Near = Callable[[tuple[str, ...], str], str | None]
"""The word of these fields spelled nearest to a folded token, or the words that it is the initials of in a field of
values, or runs together in a name; None where the token itself occurs or nothing is near."""

Whole = Callable[[str, str], Sequence[str]]
"""The whole values of a field for some words: names of people spelled nearly so, nearest first; in a field of values
those that the words begin with, longest first, and those that are short for them."""


class Speller:
    """Spells what is asked for as the archive does; ``bare`` tells whether articles or quotes are asked for."""

    def __init__(self, bare: SearchRequest, count: Count, near: Near, whole: Whole) -> None:
        self._alone = replace(bare, text="", filters=(), dates=None)
        self._count = count
        self._near = near
        self._whole = whole

    def word(self, fields: tuple[str, ...], word: str) -> str:
        """Return the nearest spelling of a word with letters; another number is no other spelling."""
        return (None if word.isdigit() else self._near(fields, word)) or word

    def total(self, field: str, value: str) -> int:
        """Return how many hits have a value."""
        return self._count(replace(self._alone, filters=(Filter(field, (value,)),)))

    def value(self, field: str, text: str) -> str | None:
        """Return the value that is meant by one that nothing has, in folded words; None where there is none."""
        is_name = BY_NAME[field].kind == "name"
        words = name_tokens(text) if is_name else tokens(text)
        if not words or self.total(field, " ".join(words)):
            return None
        respelled = " ".join(self.word((field,), word) for word in words)
        wholes = self._whole(field, text if is_name else respelled) if len(words) > 1 else ()
        best, most = None, 0
        for value in dict.fromkeys((respelled, *(" ".join(tokens(whole)) for whole in wholes))):
            total = self.total(field, value)
            if total > MUCH * most:
                best, most = value, total
        return best

    def tree(self, node: Node) -> Node:
        """Return ``node`` with every word and value replaced that the archive spells otherwise."""
        match node:
            case And(parts):
                return conjunction([self.tree(part) for part in parts])
            case Or(parts):
                return disjunction([self.tree(part) for part in parts])
            case OneUtterance(part, quoted):
                return OneUtterance(self.tree(part), quoted)
            case Word(fields, Stemmed(text)):
                return Word(fields, Stemmed(self.word(fields, text)))
            case Word(fields, Exact(text)):
                return Word(fields, Exact(self.word(fields, text)))
            case Phrase(fields, words, slop):
                return Phrase(fields, tuple(self.word(fields, word) for word in words), slop)
            case Values(field, forms, title):
                return Values(field, tuple(self._forms(field, forms)), title)
            case _:
                return node

    def _forms(self, field: str, forms: tuple[Form, ...]) -> Iterator[Form]:
        asked = plain_words(forms)
        if asked is not None:
            yield from map(Exact, (self.value(field, asked) or asked).split())
            return
        for form in forms:
            if isinstance(form, Exact):
                yield from map(Exact, self.word((field,), form.text).split())
            else:
                yield form


def plain_words(forms: tuple[Form, ...]) -> str | None:
    """Return the words of a value that is asked for by nothing but words; None for another."""
    texts = [form.text for form in forms if isinstance(form, Exact)]
    return " ".join(texts) if len(texts) == len(forms) else None
