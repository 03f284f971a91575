"""One asked value as a condition: what a word, a quotation, a range or a comparison means in each kind of field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from index.dates import parse_days
from index.errors import QuerySyntaxError
from index.fields import BY_NAME, Field
from index.names import name_tokens, title_of, untitled
from index.query.forms import accepts
from index.query.nodes import (
    And,
    Dates,
    Exact,
    Form,
    Fuzzy,
    Node,
    Or,
    PathPattern,
    PathWords,
    Phrase,
    Prefix,
    Stemmed,
    Values,
    Wildcard,
    Word,
)
from index.words import fold, fold_token, tokens

MAX_SLOP = 100
"""The greatest distance between neighbours of a phrase; values of one field are kept further apart than this."""

_POSSESSIVE = re.compile(r".*[^\W_]['’ʼ`´][sS]\W*")
_TILDE = re.compile(r"(.*?)~(.*)", re.DOTALL)
_WILD = re.compile(r"[*?]")
_CUT = re.compile(r"[^\W_]\*|\*[^\W_]")
_YEARS = re.compile(r"(\d{4})\s*[-–—]\s*(\d{4})")
_NO_DAY = frozenset({"none", "unknown", "missing", "null"})
_STARS = re.compile(r"(?<!\S)\*(?:\s+\*)*(?!\S)")
_PLUS = re.compile(r"\+[A-Za-z]\w*:")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that put no blanks between words, Chinese and Japanese: a token there is a clause."""

_PIECE = re.compile(r"(?:[^\W_]|[*?\u0300-\u036f])+")


class Fault(Exception):  # noqa: N818 - not an error of the package: the parser adds the place to it
    """What is wrong with one value, how to mend it, and what may stand instead of it."""

    def __init__(self, what: str, mend: str, instead: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend
        self.instead = instead


def bare(fields: tuple[str, ...], texts: Sequence[str], today: date) -> Node:
    """Return the condition for words as written, in one field or in the text fields searched by default.

    Several words ask for one value that has them all; text fields and paths take one word at a time.

    Raises:
        Fault: the words mean nothing there.
    """
    field = BY_NAME[fields[0]]
    joined = " ".join(texts)
    if field.kind == "date":
        return _days(field, joined, today)
    _check_words(texts)
    if field.kind == "path":
        return _path(field, joined)
    if field.name == "id":
        return Values("id", (_id_form(joined),))
    texts = [text[:-1] if _is_asked(text) else text for text in texts]
    joined = " ".join(texts)
    title = value_title(field, joined)
    if field.kind == "name":
        texts = untitled(joined).split()
    if field.kind == "text":
        return _text(fields, joined)
    forms = tuple(form for text in texts for form in _value_forms(field, text))
    return Values(field.name, _chosen(field, forms, joined), title)


def quoted(fields: tuple[str, ...], text: str, tail: str, today: date) -> Node:
    """Return the condition for a quotation; ``tail`` is "" or the slop behind it, from "~" on.

    Raises:
        Fault: the quotation means nothing there.
    """
    field = BY_NAME[fields[0]]
    if tail and field.kind != "text":
        raise Fault(f"'~' stands behind a quotation in field {field.name!r}", "take it out", f'"{text}"')
    if field.kind == "date":
        return _days(field, text, today)
    if field.kind == "path" and _WILD.search(text):
        return _path(field, text)
    words = tuple(tokens(text))
    if not words:
        raise Fault(f'"{text}" has no letters or digits to search for', "take it out or fill it", "")
    if field.kind == "path":
        return PathWords(field.name, words)
    if field.name == "id":
        return Values("id", (_id_form(text),))
    if field.kind != "text":
        return Values(field.name, _chosen(field, value_forms(field, text), text), value_title(field, text))
    if _CUT.search(text):
        raise Fault(f"'*' stands for nothing within quotation marks: {text!r}", "take either out", f"({text})")
    if stars := _STARS.findall(text):
        far = f'"{" ".join(_STARS.sub(" ", text).split())}"~{max(map(len, (star.split() for star in stars))) + 1}'
        raise Fault(f"'*' stands for no word within quotation marks: {text!r}", "say how far apart words may be", far)
    slop = _slop(text, tail)
    return Word(fields, _within(words[0]) or Exact(words[0])) if len(words) == 1 else Phrase(fields, words, slop)


def value_forms(field: Field, text: str) -> tuple[Form, ...]:
    """Return the forms of a quotation in a field of kind name or value; ``*`` is any run of letters there.

    Raises:
        Fault: a word of it means nothing.
    """
    if "*" not in text:
        return tuple(Exact(word) for word in _words(field, text))
    words = (untitled(text) if field.kind == "name" else text).split()
    return tuple(form for word in words if tokens(word) for form in _value_forms(field, word))


def value_title(field: Field, text: str) -> str:
    """Return the title that is asked for of people with ``text``, or ""."""
    return title_of(text) if field.name in ("person", "speaker") else ""


def between(field: Field, text: str, brackets: str, today: date) -> Node:
    """Return the condition for ``[A TO B]``; round it off with ``{`` or ``}`` to leave that end out.

    Raises:
        Fault: the field holds no dates, or the range is none.
    """
    if field.kind != "date":
        raise Fault(f"field {field.name!r} has no ranges", "only date: and added: have", None)
    first, to, last = re.sub(r"\s+", " ", f" {text} ").partition(" TO ")
    if not to:
        raise Fault("a range needs TO", "write [2016-07 TO 2016-09]", f"[{text.strip()} TO {text.strip()}]")
    since = _edge(first, today, after=brackets[0] == "{", lower=True)
    until = _edge(last, today, after=brackets[1] == "}", lower=False)
    if since is not None and until is not None and since > until:
        if brackets != "[]" and since == until + timedelta(days=1):
            raise Fault("no day lies between", "count the ends in with [ and ]", f"[{first.strip()} TO {last.strip()}]")
        swapped = f"[{last.strip()} TO {first.strip()}]"
        raise Fault("the range ends before it begins", "swap its ends", swapped)
    if since is None and until is None:
        raise Fault("the range is open at both ends", "give it one day at least", f"[1900 TO {today.year}]")
    return Dates(field.name, since, until)


def compared(field: Field, sign: str, text: str, today: date) -> Node:
    """Return the condition for ``>A``, ``>=A``, ``<A`` or ``<=A``.

    Raises:
        Fault: the field holds no dates, or ``text`` is none.
    """
    if field.kind != "date":
        raise Fault(f"{sign!r} compares dates only", "quote it to search for it", None)
    lower = sign[0] == ">"
    edge = _edge(text, today, after=len(sign) == 1, lower=lower)
    if edge is None:
        raise Fault(f"no date to compare with: {text!r}", "write a date", today.isoformat())
    return Dates(field.name, edge, None) if lower else Dates(field.name, None, edge)


def _edge(text: str, today: date, *, after: bool, lower: bool) -> date | None:
    """Return one end of a range; ``after`` leaves the days of ``text`` themselves out."""
    if text.strip() in ("", "*"):
        return None
    try:
        days = parse_days(text, today)
        if lower:
            return days.last + timedelta(days=1) if after else days.first
        return days.first - timedelta(days=1) if after else days.last
    except QuerySyntaxError as error:
        raise _date_fault(error, quote=False) from None
    except OverflowError:
        raise Fault(f"no day lies beyond {text.strip()!r}", "choose another", None) from None


def _date_fault(error: QuerySyntaxError, *, quote: bool) -> Fault:
    what, _, mend = str(error).rpartition(": ")
    return Fault(what, mend, f'"{error.suggestion}"' if quote and error.suggestion else None)


def _days(field: Field, text: str, today: date) -> Node:
    first, dots, last = text.partition("..")
    if dots:
        return between(field, f"{first} TO {last}", "[]", today)
    if years := _YEARS.fullmatch(text):
        raise Fault(f"a hyphen between years: {text!r}", "write two dots", f"{years[1]}..{years[2]}")
    if fold(text) in _NO_DAY:
        raise Fault(f"not a date: {text!r}", f"write missing:{field.name}, without date: before it")
    try:
        days = parse_days(text, today)
    except QuerySyntaxError as error:
        raise _date_fault(error, quote=True) from None
    return Dates(field.name, days.first, days.last)


def _check_words(texts: Sequence[str]) -> None:
    for at, text in enumerate(texts):
        try:
            _check_word(text)
        except Fault as fault:
            if fault.instead is not None:
                fault.instead = " ".join(part for part in (*texts[:at], fault.instead, *texts[at + 1 :]) if part)
            raise


def _check_word(text: str) -> None:
    """Refuse what is no word and what other query languages mean by it."""
    if "|" in text:
        asked = re.sub(r"\|+", " OR ", text).strip()
        several = len([part for part in text.split("|") if part]) > 1
        raise Fault(f"'|' offers no choice: {text!r}", "write OR, or quote it", f"({asked})" if several else asked)
    if text.startswith("!"):
        mend = "write a minus, or quote it" if tokens(text) else "write a minus, or take it out"
        raise Fault(f"'!' leaves nothing out: {text!r}", mend, f"-{text.lstrip('!')}")
    if _PLUS.match(text):
        raise Fault(f"'+' asks for nothing more: {text!r}", "take it out: all must hold as it is", text.lstrip("+"))
    if not tokens(text):
        if _WILD.search(text):
            raise Fault(f"{text!r} stands for any word", "put letters before it, or ask with missing:FIELD", "")
        raise Fault(f"{text!r} has no letters or digits to search for", "take it out", "")
    if "^" in text:
        raise Fault(f"'^' weighs nothing here: {text!r}", "take it out", text.partition("^")[0])


def _is_asked(text: str) -> bool:
    """Tell whether ``text`` ends a question: one "?", after three letters or several words, and no other wildcard."""
    if not text.endswith("?") or _WILD.search(text[:-1]) or "~" in text:
        return False
    words = tokens(text)
    return len(words) > 1 or len(words[0]) >= 3


def _text(fields: tuple[str, ...], text: str) -> Node:
    fuzzy = _TILDE.fullmatch(text)
    if fuzzy is not None:
        word = tokens(fuzzy[1])
        if len(word) != 1 or _WILD.search(fuzzy[1]):
            raise Fault(f"'~' goes with one plain word: {text!r}", "take it out", " ".join(tokens(text)))
        return Word(fields, Fuzzy(word[0], _distance(text, fuzzy[2])))
    if _WILD.search(text):
        return Word(fields, _wildcard(text))
    words = tuple(tokens(text))
    if len(words) == 1:
        return Word(fields, _within(words[0]) or Stemmed(words[0]))
    if _POSSESSIVE.fullmatch(text):
        owner = words[:-1]
        alone: Node = Word(fields, Stemmed(owner[0])) if len(owner) == 1 else Phrase(fields, owner)
        return Or((alone, Phrase(fields, words)))
    return Phrase(fields, words)


def _within(word: str) -> Form | None:
    """Return the form for a word of a script that tokens are clauses of, or None."""
    return Wildcard(f"*{word}*") if _UNSPACED.search(word) else None


def _wildcard(text: str) -> Form:
    """Return the form for one word with ``*`` or ``?`` in it."""
    pieces = _PIECE.findall(text)
    if pieces != [text]:
        raise Fault(f"a word with * or ? takes no marks: {text!r}", "split it", " ".join(_wild_pieces(text)))
    return _wild_form("".join(_fold_wild(text)))


def _wild_form(folded: str) -> Form:
    folded = re.sub(r"\*+", "*", folded)
    if folded.endswith("*") and not _WILD.search(folded[:-1]):
        return Prefix(folded[:-1])
    return Wildcard(folded)


def _fold_wild(text: str) -> list[str]:
    return [part if _WILD.fullmatch(part) else fold_token(part) for part in re.split(r"([*?])", text) if part]


def _wild_pieces(text: str) -> list[str]:
    return [piece for piece in _PIECE.findall(text) if tokens(piece)]


def _distance(text: str, number: str) -> int:
    if number in ("", "1", "2"):
        return int(number or 1)
    raise Fault(
        f"a word can be 1 or 2 letters off, not {number!r}: {text!r}", "write ~ or ~2", _before_tilde(text) + "~2"
    )


def _before_tilde(text: str) -> str:
    return text.partition("~")[0]


def _slop(text: str, tail: str) -> int:
    if not tail:
        return 1
    number = tail[1:]
    if number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= MAX_SLOP:
        return int(number)
    fault = "needs a number" if not number else f"takes 1 to {MAX_SLOP}, not {number!r}"
    raise Fault(f"'~' behind a quotation {fault}", 'write "two words"~5', f'"{text}"~5')


def _id_form(text: str) -> Form:
    folded = fold(text)
    bare_id = folded.rstrip("*")
    return Wildcard(folded) if _WILD.search(bare_id) else Prefix(bare_id)


def _value_forms(field: Field, text: str) -> list[Form]:
    """Return the forms of one word as written, in a field of kind name or value."""
    fuzzy = _TILDE.fullmatch(text)
    if fuzzy is not None:
        words = _words(field, fuzzy[1])
        if not words or _WILD.search(fuzzy[1]):
            raise Fault(f"'~' goes with one plain word: {text!r}", "take it out", " ".join(tokens(text)))
        distance = _distance(text, fuzzy[2])
        return [*(Exact(word) for word in words[:-1]), Fuzzy(words[-1], distance)]
    if not _WILD.search(text):
        return [Exact(word) for word in _words(field, text)]
    if field.kind == "value":
        return [
            _wild_form("".join(part if _WILD.fullmatch(part) else fold(part) for part in re.split(r"([*?])", text)))
        ]
    return [
        _wild_form("".join(_fold_wild(piece))) if _WILD.search(piece) else Exact(tokens(piece)[0])
        for piece in _wild_pieces(text)
    ]


def _words(field: Field, text: str) -> list[str]:
    return name_tokens(text) if field.kind == "name" else tokens(text)


def _chosen(field: Field, forms: tuple[Form, ...], text: str) -> tuple[Form, ...]:
    """Refuse what no value of a field with few known values can fulfil."""
    if field.choices and not any(all(accepts(form, value) for form in forms) for value in field.choices):
        from difflib import get_close_matches

        near = get_close_matches(fold(text), field.choices, 1, 0.5) or [field.choices[0]]
        raise Fault(f"field {field.name!r} has no value {text!r}", f"it has {', '.join(field.choices)}", near[0])
    return forms


def _path(field: Field, text: str) -> Node:
    if _WILD.search(text):
        return PathPattern(field.name, re.sub(r"\*+", "*", fold(text)))
    return PathWords(field.name, tuple(tokens(text)))


def conjunction(parts: Sequence[Node]) -> Node:
    """Return one node that holds where all ``parts`` hold; conjunctions within it are flattened."""
    flat = [part for node in parts for part in (node.parts if isinstance(node, And) else (node,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def disjunction(parts: Sequence[Node]) -> Node:
    """Return one node that holds where any of ``parts`` holds; disjunctions within it are flattened."""
    flat = [part for node in parts for part in (node.parts if isinstance(node, Or) else (node,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))
