"""Tells with which words a role ends, and which describe it in small letters: ``senator-elect``, ``retail analyst``."""

from __future__ import annotations

from archive.restore.lexicon import Lexicon, word_set
from archive.restore.words import Words

RELATIVE = frozenset(["who", "whom", "whose", "that", "which", "and", "or"])
DETERMINERS = word_set("articles") | word_set("owners") | {"one", "another"}
PREPOSITIONS = word_set("prepositions")
CLAUSE = (
    (word_set("ends_subject") - {"and", "as"})
    | word_set("auxiliaries")
    | frozenset(["as", "whose", "he", "she", "it", "they", "we", "i", "you", "there", "many", "most", "some", "not"])
)
_TAILS = (["pro", "tem"], ["pro", "tempore"], ["at", "large"], ["in", "law"], ["in", "chief"])
_TAIL = frozenset(["elect", "designate", "emeritus", "emerita"])
"""What stands behind the head of a role and is of it: ``President-elect``, ``editor-in-chief``."""

_OF_SMALL = frozenset(["staff", "state"]) | word_set("fields")
"""What a role in small letters may be of in front of a name: ``chief of staff Ana Quill``."""

_FIRST = frozenset(
    ["former", "then", "current", "outgoing", "incoming", "acting", "fellow", "retired", "late", "ex", "incumbent"]
)
"""Words that no noun describes a role in front of: nobody is a ``replace former minister``."""

_BEHIND_VERBS = (
    word_set("modals") | word_set("auxiliaries") | frozenset(["to", "i", "we", "they", "who", "and", "not", "t"])
)
_VERBAL = ("ed", "ing", "ly", "s")
_NO_NOUNS = PREPOSITIONS | CLAUSE | DETERMINERS | RELATIVE | word_set("unmarked_verbs")

_LONG = 6
"""Words of what a role is of, at most: ``Secretary for Food and Health``."""

_SHORT = 3
"""Letters of the shortest word that describes a role."""


def is_head(words: Words, i: int, lex: Lexicon) -> bool:
    """Return whether a role may end with word ``i``: ``senator``, ``senator-elect``, ``brother-in-law``."""
    return words.low[i] in lex.heads or behind_head(words, i, lex) >= 0


def behind_head(words: Words, i: int, lex: Lexicon) -> int:
    """Return the number of a head that ends with word ``i`` behind it, -1 for none: ``Mayor Pro Tem``."""
    low = words.low
    if i and low[i] in _TAIL and low[i - 1] in lex.heads:
        return i - 1
    return i - 2 if i > 1 and low[i - 1 : i + 1] in _TAILS and low[i - 2] in lex.heads else -1


def tailed(words: Words, end: int, lex: Lexicon) -> int:
    """Return the number of the head of a role that ends with another word, -1 for none."""
    head = behind_head(words, end, lex)
    return head if head >= 0 else of_phrase(words, end, lex)


def of_phrase(words: Words, end: int, lex: Lexicon) -> int:
    """Return the number of a head that more of its role follows, -1 for none: ``Secretary of State``, ``Secretary for
    Food and Health``, ``Speaker of the House``, ``chief of staff``.
    """
    low, word = words.low, words.word
    for k in range(end, max(-1, end - _LONG), -1):
        small = not word[k][0].isupper() and not (k == end and low[k] in _OF_SMALL)
        headed = k > 0 and k < end and low[k - 1] in lex.heads
        if headed and (low[k] == "of" or (low[k] in ("for", "on") and word[k - 1][0].isupper())):
            return k - 1 if word[end][0].isupper() or end == k + 1 else -1
        joins = k < end and (low[k] in ("of", "and") or (low[k] == "the" and low[k - 1] == "of"))
        if words.gap[k] not in (" ", "-", "  ") or (small and not joins):
            return -1
    return -1


def begins_tail(words: Words, i: int, lex: Lexicon) -> bool:
    """Return whether a head goes on with word ``i`` and the next: ``editor in chief``."""
    return i > 0 and words.low[i : i + 2] in _TAILS and words.low[i - 1] in lex.heads


def goes_on_to_head(words: Words, i: int, lex: Lexicon) -> bool:
    """Return whether a head follows on word ``i``: ``president and chief operating officer``."""
    return i + 1 < len(words) and words.gap[i] == words.gap[i + 1] == " " and words.low[i + 1] in lex.heads


def describes(words: Words, k: int, lex: Lexicon) -> bool:
    """Return whether a word in small letters that is on no list tells of what the role behind it is, and does nothing
    itself: ``said retail analyst``, not ``to oust captain``.
    """
    low, after = words.low[k], words.low[k + 1]
    known = low in lex.common or low in lex.cues or low in lex.weak_cues or low in _NO_NOUNS
    if known or low.endswith(_VERBAL) or len(low) < _SHORT or not low.isalpha():
        return False
    if words.gap[k + 1] != " " or after in _FIRST or words.word[k + 1][0].isupper():
        return False
    return k == 0 or words.low[k - 1] not in _BEHIND_VERBS
