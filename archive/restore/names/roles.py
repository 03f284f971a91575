"""Finds the title or role that stands beside a name."""

from __future__ import annotations

from collections.abc import Sequence, Set

from archive.restore.lexicon import Lexicon, lexicon, word_set
from archive.restore.names.heads import (
    CLAUSE,
    DETERMINERS,
    PREPOSITIONS,
    RELATIVE,
    begins_tail,
    behind_head,
    describes,
    goes_on_to_head,
    is_head,
    of_phrase,
    tailed,
)
from archive.restore.words import Words
from index.article import Span

ADDRESS = word_set("address")
"""Titles that a bare surname follows."""

_RANKS = word_set("abbreviated_ranks")
_LETTERED = word_set("title_letters")
_STOPPED = ADDRESS | word_set("abbreviated") | _LETTERED | _RANKS
_EMPTY = frozenset(["mr", "mrs", "ms", "miss", "sir", "dame", "hon"])
_OF = frozenset(["of", "for", "at", "in"])
_BEHIND = _OF | {"to", "from", "with"}
_POLITE = _EMPTY | word_set("honorifics") | {"tan", "sri", "seri", "dr", "prof"}
"""What stands between a role and a name, and is no part of the role."""

_ADDRESSED = ADDRESS | _LETTERED | _POLITE | {"rt", "right", "honourable", "honorable"}

_LEFT = 8
_RIGHT = 14
_FAR = 12
_OPENING = frozenset(["asked", "when", "if", "after", "before", "while", "as", "since", "once", "although", "though"])
_LEADING = word_set("articles") | word_set("owners") | {"also", "then", "now", "once"}
_LOOSE = _BEHIND | {"and", "s", "only", "just"}
_JOINTS = frozenset([" ", "-", "–", "'", "’", "' ", "’ ", ".", "/", "\n", " & ", "&"])
_DAYS = word_set("not_heads") | word_set("months")
_STARTERS = word_set("starters") - {"one", "two"}
_FIELDS = word_set("fields")
_APOSTROPHES = frozenset(["'", "’"])
_OWNERS = frozenset(["children", "citizens", "farmers", "men", "people", "peoples", "state", "women", "workers"])
_ABBREVIATED = word_set("abbreviated")


def role_before(words: Words, first: int) -> Span | None:
    """Return where the title or role before word ``first`` stands: ``Secretary of State``, ``police spokesman``."""
    lex = lexicon()
    low, gap = words.low, words.gap
    end = first - 1
    if end > 0 and gap[first] == ") " and gap[end] == " (" and words.word[end].isupper():
        end -= 1
    elif end < 0 or gap[first] not in (" ", ". ", "  ") or (gap[first] == ". " and low[end] not in _STOPPED):
        return None
    behind = end
    while behind > 0 and low[behind] in _POLITE and gap[behind] == " ":
        behind -= 1
    headed = is_head(words, behind, lex) or (behind < end and of_phrase(words, behind, lex) >= 0)
    end = behind if headed and low[behind] not in _EMPTY else end
    begin = end
    if (head := behind_head(words, end, lex)) >= 0:
        begin = head
    elif low[end] not in lex.heads and not _abbreviates(words, end):
        begin = tailed(words, end, lex)
        if begin < 0:
            return None
    elif low[end] in _EMPTY:
        return None
    while begin > 0 and end - begin < _LEFT:
        if gap[begin] in (" ", "-", ".", ". ") and _modifies(words, begin - 1, lex):
            begin -= 1
        elif (whose := _whose(words, begin)) >= 0:
            begin = whose
        elif begin < end and (joined := _joined(words, begin, end, lex)) >= 0:
            begin = joined
        else:
            break
    while begin < end and _leads(words, begin):
        begin += 1
    stop = words.end[end] + (1 if gap[end + 1].startswith(".") else 0)
    return words.start[begin], stop


def _leads(words: Words, i: int) -> bool:
    """Return whether word ``i`` stands in front of a role and is none of it: ``under Hall of Fame coach``."""
    low = words.low[i]
    before = low in PREPOSITIONS and words.gap[i + 1] == " " and words.low[i + 1] != "secretary"
    return before or low in ("and", "the", "s") or words.word[i] == "Then"


def _abbreviates(words: Words, i: int) -> bool:
    """Return whether word ``i`` is a title cut short: ``Lieut. Harrow``, ``PM Harrow``."""
    low, word = words.low[i], words.word[i]
    return (low in _RANKS and word[0].isupper()) or (low in _LETTERED and word.isupper())


def _modifies(words: Words, k: int, lex: Lexicon) -> bool:
    low = words.low[k]
    if words.gap[k + 1] == ". ":
        return low in _STOPPED or (len(low) == 1 and low.isalpha())
    if words.gap[k + 1] == "-" and low.isalpha():
        return low != "now"
    if low == "under":
        return words.low[k + 1] == "secretary"
    if low in lex.modifiers or low in lex.nationalities or low in lex.heads or low in _FIELDS:
        return True
    if low in _DAYS or low in _STARTERS:
        return False
    if low == "real" and words.low[k + 1] == "estate":
        return True
    if not words.word[k][0].isupper():
        return describes(words, k, lex)
    everyday = low in lex.common and low not in lex.organisations
    return not everyday or _within_sentence(words, k)


def _whose(words: Words, begin: int) -> int:
    """Return the word that tells whose a party or an office is by its name, -1 for none: ``Workers' Party MP``,
    ``State's Attorney``; what else owns a role is none of it.
    """
    low, gap = words.low, words.gap
    owner = begin - 1 if gap[begin] in ("' ", "’ ") else begin - 2 if low[begin - 1] == "s" else -1
    apart = owner == begin - 2 and gap[begin - 1] not in _APOSTROPHES
    return owner if owner >= 0 and not apart and low[owner] in _OWNERS and words.word[owner].istitle() else -1


def _joined(words: Words, begin: int, end: int, lex: Lexicon) -> int:
    """Return the first word of what ``of`` or ``and`` joins to the beginning of a role, -1 for none: of the name of a
    body or an office, ``Bank of Dunmere Governor`` and ``Chief of Army Staff General``, or of a department's fields,
    ``Trade and Industry Minister``.
    """
    low, word, gap = words.low, words.word, words.gap
    of = begin - 2 if low[begin - 1] == "the" else begin - 1
    if of > 0 and low[of] == "of" and all(gap[k] == " " for k in range(of, begin + 1)):
        if low[end] in lex.titles and low[of - 1] in lex.heads and word[of - 1][0].isupper():
            return of - 1
        body = low[of - 1] in lex.organisations and low[of - 1] != "office" and word[of - 1][0].isupper()
        whole = _whole_title(low[begin:end], frozenset() if low[end] == "minister" else _FIELDS, lex)
        return of - 1 if body and word[begin][0].isupper() and not whole else -1
    field = begin - 2
    alike = field >= 0 and word[field][0].isupper() == word[begin][0].isupper()
    if not alike or low[field] not in _FIELDS or gap[begin - 1] + low[begin - 1] + gap[begin] != " and ":
        return -1
    if _whole_title(low[begin:end], _FIELDS, lex):
        return -1
    while field > 0 and gap[field] == ", " and low[field - 1] in _FIELDS:
        field -= 1
    return field


def _whole_title(low: Sequence[str], fields: Set[str], lex: Lexicon) -> bool:
    """Return whether words make a title of the head behind them and tell nothing of what it is for: ``Prime``."""
    return all(word in lex.heads or (word in lex.modifiers and word not in fields) for word in low)


def _within_sentence(words: Words, k: int) -> bool:
    """Return whether an everyday word has its capital from a title: ``met Public Enterprises Minister Harrow``."""
    low, begin = words.low[k], k
    if low in PREPOSITIONS or low in CLAUSE or low in DETERMINERS or low in lexicon().cues:
        return False
    while begin > 0 and k - begin < _LEFT and words.gap[begin] in (" ", "-") and words.word[begin][0].isupper():
        begin -= 1
    return words.gap[begin + 1] == " " and words.word[begin].islower() and words.word[begin].isalpha()


def role_after(words: Words, last: int) -> Span | None:
    """Return where the role after word ``last`` stands: ``, the interior minister,``."""
    low, gap, n = words.low, words.gap, len(words)
    begin = last + 1
    if begin >= n or not gap[begin].startswith(","):
        return None
    if low[begin].isdigit() and begin + 1 < n and gap[begin + 1].startswith(","):
        begin += 1
    while begin + 1 < n and low[begin] in _LEADING and gap[begin + 1] == " ":
        begin += 1
    head = _head(words, begin)
    if head < begin or low[begin] == "and":
        return None
    if begin == head and words.word[head][0].isupper() and low[head] in lexicon().first_names:
        return None
    end = _complemented(words, head)
    if _acts(words, last, end) or (end == head and low[head] in word_set("kin") and _leads_to_a_name(words, head)):
        return None
    return words.start[begin], words.end[end] + (_is_lettered(words, end) and words.gap[end + 1].startswith("."))


def _leads_to_a_name(words: Words, i: int) -> bool:
    """Return whether a name stands behind a comma: ``survived by a son, John Harrow, a daughter, Ann Dale``."""
    return i + 1 < len(words) and words.gap[i + 1] == ", " and words.word[i + 1].istitle()


def _acts(words: Words, last: int, end: int) -> bool:
    """Return whether what stands behind a comma does something itself: ``They met John Harrow, the mayor said.``, or
    behind a clause that only leads up to it: ``When he met John Harrow, the coach smiled``.
    """
    low, gap, after = words.low, words.gap, end + 1
    if after >= len(words) or gap[after] != " ":
        return False
    first = last
    while first > 0 and last - first < _FAR and _goes_on(words, first):
        first -= 1
    if low[after] in lexicon().cues and gap[after + 1] != " ":
        return any(word.islower() for word in words.word[first:last])
    return low[first] in _OPENING and low[after] not in PREPOSITIONS and low[after] not in RELATIVE


def role_around(words: Words, first: int, last: int) -> Span | None:
    """Return where the role stands that a name explains: ``The interior minister, John Harrow, resigned``."""
    low, gap = words.low, words.gap
    while first > 0 and low[first - 1] in _ADDRESSED and gap[first] in (" ", ". "):
        first -= 1
    if gap[first] == "), " and gap[first - 1] == " (" and words.word[first - 1].isupper():
        first -= 1
    elif gap[first] not in (", ", ",\n"):
        return None
    if not gap[last + 1].startswith((",", ".", ";", ":")):
        return None
    begin, owned = first, 0
    while low[begin - 1] not in DETERMINERS or (begin > 1 and low[begin - 2] == "of"):
        owned = owned or (begin if low[begin - 1] == "s" and gap[begin - 1] in _APOSTROPHES else 0)
        begin -= 1
        if begin < 1 or first - begin > _RIGHT or not _goes_on(words, begin):
            begin = owned
            break
    head = _head(words, begin) if begin else -1
    if begin == first or head < begin or _complemented(words, head) != first - 1:
        return None
    return words.start[begin], words.end[first - 1]


def _head(words: Words, begin: int) -> int:
    """Return the head noun of a role that begins with word ``begin``, -1 where there is none.

    Nothing but what describes it stands before it; behind it the clause ends, or tells what the role is of.
    """
    lex, low, n = lexicon(), words.low, len(words)
    for i in range(begin, min(n + 1, begin + _RIGHT)):
        found = i > begin and is_head(words, i - 1, lex)
        if i == n or (i > begin and not _goes_on(words, i)) or _ends(words, i):
            return i - 1 if found else -1
        if begins_tail(words, i, lex):
            continue
        if low[i] in PREPOSITIONS and (found or not _within_name(words, i)):
            return i - 1 if found else -1
        if found and (low[i] in _LEADING or (low[i].endswith(("ed", "ing")) and not goes_on_to_head(words, i, lex))):
            return i - 1
        if i > begin and low[i] in DETERMINERS:
            return -1
    return -1


def _within_name(words: Words, i: int) -> bool:
    """Return whether a preposition is part of a name: ``University of Dunmere professor``."""
    return 0 < i < len(words) - 1 and words.word[i - 1][0].isupper() and words.word[i + 1][0].isupper()


def _complemented(words: Words, head: int) -> int:
    """Return the last word of a role with what it is of: ``minister for trade``, ``head of the Union Party``."""
    low, n = words.low, len(words)
    end = head + 1
    if end == n or low[end] not in _BEHIND or not _goes_on(words, end):
        return head
    while end < n and end - head < _RIGHT and _goes_on(words, end) and not _ends(words, end):
        joined = low[end] == "and" and end + 1 < n and low[end + 1] in DETERMINERS
        if joined or (low[end] in PREPOSITIONS and low[end] not in _BEHIND):
            break
        end += 1
    if end - head == _RIGHT:
        # no clause is so long: what follows the first noun is something else
        end = next((i for i in range(head + 3, end) if low[i] in PREPOSITIONS), head + 1)
    while end - 1 > head and (low[end - 1] in _LOOSE or low[end - 1] in DETERMINERS):
        if _is_lettered(words, end - 1):
            break
        end -= 1
    return end - 1


def _goes_on(words: Words, i: int) -> bool:
    """Return whether the clause of the word before word ``i`` goes on with it."""
    before = words.low[i - 1]
    return words.gap[i] in _JOINTS or (words.gap[i] == ". " and (len(before) == 1 or before in _ABBREVIATED))


def _is_lettered(words: Words, i: int) -> bool:
    """Return whether word ``i`` is a further letter of a name cut short, and no word: ``the F.B.I. director``."""
    return len(words.low[i]) == 1 and words.gap[i] == "."


def _ends(words: Words, i: int) -> bool:
    """Return whether word ``i`` ends a role and is none of it."""
    lex, low = lexicon(), words.low[i]
    if _is_lettered(words, i):
        return False
    named = words.word[i].istitle() and i > 0 and words.gap[i] == " " and low not in PREPOSITIONS
    if low in lex.heads or low in lex.modifiers or named:
        return False
    return low in CLAUSE or low in lex.cues
