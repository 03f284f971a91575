"""Finds the title or role that stands beside a name."""

from __future__ import annotations

from archive.restore.lexicon import Lexicon, lexicon, word_set
from archive.restore.words import Words
from index.article import Span

ADDRESS = word_set("address")
"""Titles that a bare surname follows."""

_EMPTY = frozenset(["mr", "mrs", "ms", "miss", "sir", "dame", "hon"])
_OF = frozenset(["of", "for", "at", "in"])
_INNER = _OF | {"the", "s"}
_VERBS = frozenset(["who", "which", "and", "but", "has", "is", "was"])
_LEFT = 8
_RIGHT = 12
_DETERMINERS = frozenset(["a", "an", "the", "his", "her", "their", "its"])


def role_before(words: Words, first: int, *, cased: bool) -> Span | None:
    """Return where the title or role before word ``first`` stands: ``Secretary of State``, ``police spokesman``."""
    lex = lexicon()
    low, gap = words.low, words.gap
    end = first - 1
    if end < 0 or gap[first] not in (" ", ". ", "  "):
        return None
    begin = end
    if low[end] not in lex.heads:
        begin = _of_phrase(words, end, lex, cased=cased)
        if begin < 0:
            return None
    elif low[end] in _EMPTY:
        return None
    while (
        begin > 0
        and end - begin < _LEFT
        and gap[begin] in (" ", "-", ".", ". ")
        and _modifies(words, begin - 1, lex, cased=cased)
    ):
        begin -= 1
    while begin < end and low[begin] in ("and", "of", "the", "s"):
        begin += 1
    stop = words.end[end] + (1 if gap[first].startswith(".") else 0)
    return words.start[begin], stop


def _of_phrase(words: Words, end: int, lex: Lexicon, *, cased: bool) -> int:
    """Return the head's number in ``Secretary of State``, -1 where there is none."""
    for k in range(end, max(-1, end - 4), -1):
        if words.low[k] == "of" and k and words.low[k - 1] in lex.heads and k < end:
            return k - 1
        if words.gap[k] not in (" ", "-", "  ") or (cased and not words.word[k][0].isupper() and words.low[k] != "of"):
            return -1
    return -1


def _modifies(words: Words, k: int, lex: Lexicon, *, cased: bool) -> bool:
    low = words.low[k]
    if low in lex.modifiers or low in lex.nationalities or low in lex.heads:
        return True
    if low in lex.common and not words.word[k][0].isupper():
        return False
    if words.gap[k + 1] == ". ":
        return len(low) == 1
    if cased:
        return words.word[k][0].isupper() and not (low in lex.common and low not in lex.organisations)
    return low in lex.places or low in lex.organisations or len(low) == 1


def role_after(words: Words, last: int, *, cased: bool) -> Span | None:
    """Return where the role after word ``last`` stands: ``, the interior minister,``."""
    low, gap, n = words.low, words.gap, len(words)
    k = last + 1
    if k >= n or not gap[k].startswith(","):
        return None
    if low[k].isdigit() and k + 1 < n and gap[k + 1].startswith(","):
        k += 1
    begin = k + 1 if low[k] in _DETERMINERS else k
    head = _head_after(words, begin)
    if head < begin:
        return None
    if cased and begin == head and words.word[head][0].isupper() and low[head] in lexicon().first_names:
        return None
    end = _with_qualifiers(words, begin, head)
    if end + 1 < n and gap[end + 1] == " " and (words.word[end + 1][0].isupper() or low[end + 1] in ("s", "and")):
        return None
    return words.start[begin], words.end[end]


def _head_after(words: Words, begin: int) -> int:
    """Return the last noun of a role in the clause from word ``begin`` on, -1 where there is none."""
    lex, low = lexicon(), words.low
    head = -1
    for i in range(begin, min(len(words), begin + _RIGHT)):
        if i > begin and words.gap[i] not in (" ", "-", "'", "’", ".", ". "):
            break
        if low[i] in lex.cues or low[i] in _VERBS:
            break
        if low[i] in lex.heads:
            head = i
        elif head >= 0 and low[i] not in _INNER and not words.word[i][0].isupper() and low[i] not in lex.modifiers:
            break
    return head


def _with_qualifiers(words: Words, begin: int, head: int) -> int:
    """Return the last word of a role with what qualifies it: ``minister for trade``, ``head of the Union Party``."""
    low, gap, n = words.low, words.gap, len(words)
    end = head
    while end + 2 < n and low[end + 1] in _OF and gap[end + 1] == " " and end - begin < _RIGHT:
        stop = end + 2
        while stop + 1 < n and gap[stop + 1] in (" ", ".", "'", "’", "-"):
            if not words.word[stop + 1][0].isupper() and low[stop] not in ("the", "a"):
                break
            stop += 1
        end = stop
    return min(end, n - 1)
