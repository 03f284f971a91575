"""Query text -> tree, by recursive descent; every mistake is an error with its place and a mend.

    any     = all { OR all }
    all     = one { [AND] one }
    one     = { NOT | "-" } item
    item    = "(" any ")" | field ":" value | value
    value   = word | quotation [ "~" number ] | range | comparison | "(" any ")"

AND, said or not, binds tighter than OR. A field before a parenthesis goes with everything in it. In a field whose
values are names, terms or dates, words that stand together there ask for one value: ``person:(john kerry OR lavrov)``.
"""

from __future__ import annotations

import re
from datetime import date

from index.dates import parse_days
from index.errors import QuerySyntaxError, UnknownFieldError
from index.fields import ALIASES, BOUNDS, BY_NAME, DEFAULT_TEXT, FIELDS, SPOKEN_TEXT, Field
from index.query.build import MAX_SLOP, Fault, bare, between, compared, conjunction, disjunction, quoted
from index.query.levels import own_utterance
from index.query.lexer import Token, fault, tokenize
from index.query.nodes import Every, Missing, Node, Not
from index.request import Of

MAX_DEPTH = 40
"""Parentheses, fields before them and negations may be nested this deep."""

_SINGLE = re.compile(r"['‘](?=[^'’\"][^'’\"\s]*\s[^'’\"])([^'’\"]+)['’](?=[\s)]|$)")

_NEAR = re.compile(r"(?:(?P<sign>(?i:near|within|w|n|pre|p|adj))?/(?P<far>\d{1,3})|NEAR|ADJ)")
"""What other programs write between words that stand near each other: ``NEAR/5``, ``w/5``, ``/5``."""

_ORDERED = frozenset({"pre", "p", "adj"})
"""Those of them that ask for the words in their order."""

MISSING = "missing"
"""The pseudo-field that asks for articles without a value of a field."""


def parse(text: str, *, of: Of = "articles", today: date | None = None) -> Node:
    """Return the tree for ``text``; empty text is everything.

    Words without a field search headline and body in articles, what is said in quotes. Conditions on utterances stand
    as they were asked, those in parentheses that name a speaker as one; :func:`index.query.question` brings the others
    together.

    Raises:
        QuerySyntaxError: the text does not parse; its suggestion, if any, does.
        UnknownFieldError: it names a field that does not exist or cannot serve.
    """
    now = today or date.today()
    try:
        return _Parser(text, of, now).parse()
    except (QuerySyntaxError, UnknownFieldError) as error:
        if error.suggestion is not None and not (error.suggestion.strip() and _parses(error.suggestion, of, now)):
            error.suggestion = None
        raise


def _parses(text: str, of: Of, today: date) -> bool:
    try:
        _Parser(text, of, today).parse()
    except (QuerySyntaxError, UnknownFieldError):
        return False
    return True


def unknown_field(name: str, names: tuple[str, ...], role: str) -> tuple[str, str | None]:
    """Return what to say of a name that is none of ``names``, and the nearest of them."""
    from difflib import get_close_matches

    aliases = {alias: field for alias, field in ALIASES.items() if field in names}
    close = [] if name in BY_NAME else get_close_matches(name.lower(), (*names, *aliases), 1, 0.6)
    near = aliases.get(close[0], close[0]) if close else None
    mend = f"did you mean {near!r}?" if near else f"there is {', '.join(names)}"
    return f"{role} {name!r}: {mend}", near


class _Parser:
    """One pass over one text."""

    def __init__(self, text: str, of: Of, today: date) -> None:
        self._text = text
        self._of = of
        self._today = today
        self._defaults = DEFAULT_TEXT if of == "articles" else SPOKEN_TEXT
        self._tokens = tokenize(text)
        self._at = 0

    def parse(self) -> Node:
        if not self._tokens:
            return Every()
        tree = self._any(None, 0)
        if self._peek() is not None:
            token = self._take()
            raise self._fault(token, "')' closes nothing", "take it out, or open it", "")
        return tree

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _any(self, field: str | None, depth: int) -> Node:
        parts = [self._all(field, depth)]
        while (token := self._peek()) is not None and token.kind == "or":
            self._take()
            parts.append(self._all(field, depth, after=token))
        return disjunction(parts)

    def _all(self, field: str | None, depth: int, after: Token | None = None) -> Node:
        parts: list[tuple[Token, Node]] = []
        while True:
            token = self._peek()
            if token is not None and token.kind == "and" and (parts and after is None):
                after = self._take()
                continue
            if token is None or token.kind in ("or", "and", ")"):
                if after is not None or not parts:
                    raise self._dangling(token, after)
                return self._together(parts, field)
            parts.append((token, self._one(field, depth)))
            after = None

    def _together(self, parts: list[tuple[Token, Node]], field: str | None) -> Node:
        apart = len(parts) > 1 and self._of == "articles" and field is None
        return conjunction([own_utterance(part) if apart and first.kind == "(" else part for first, part in parts])

    def _dangling(self, token: Token | None, after: Token | None) -> QuerySyntaxError:
        if after is not None:
            return self._fault(after, f"{after.text} has nothing after it", "take it out, or write it small", "")
        if token is not None and token.kind in ("or", "and"):
            return self._fault(token, f"{token.text} has nothing before it", "take it out, or write it small", "")
        place = token or self._tokens[-1]
        return self._fault(place, "there is nothing between the parentheses", "take them out or fill them", None)

    def _one(self, field: str | None, depth: int) -> Node:
        negated = False
        while (token := self._peek()) is not None and token.kind == "not":
            self._take()
            self._check_negation(token)
            negated = not negated
        item = self._item(field, depth)
        if negated:
            return item.part if isinstance(item, Not) else Not(item)
        return item

    def _check_negation(self, token: Token) -> None:
        after = self._peek()
        if after is None or after.kind in ("or", "and", ")"):
            mend = "take it out, or write it small" if token.text == "NOT" else "take it out"
            raise self._fault(token, f"{token.text} has nothing after it", mend, "")
        if token.text == "-" and after.start != token.end:
            raise self._fault(token, "'-' stands alone", "take it out, or join it to the word to leave out", "")

    def _item(self, field: str | None, depth: int) -> Node:
        token = self._take()
        if token.kind == "field":
            return self._field(token, field, depth)
        if token.kind == "(":
            return self._group(token, field, depth)
        return self._value(token, field)

    def _group(self, opened: Token, field: str | None, depth: int) -> Node:
        if depth >= MAX_DEPTH:
            raise self._fault(opened, f"more than {MAX_DEPTH} parentheses in each other", "ask more simply", None)
        tree = self._any(field, depth + 1)
        closing = self._peek()
        if closing is None:
            error = self._fault(opened, "'(' is never closed", "close it with ')'", None)
            error.suggestion = self._text + ")"
            raise error
        self._take()
        return tree

    def _field(self, named: Token, outer: str | None, depth: int) -> Node:
        name = named.text.lower()
        if name != MISSING and name not in BY_NAME:
            message, near = unknown_field(named.text, (*BY_NAME, MISSING), "unknown field")
            rest = self._text[named.end :]
            suggestion = (
                f"{self._text[: named.start]}{near}:{BOUNDS.get(name, '')}{rest}" if near else self._quoted(named)
            )
            hint = "" if near else "; quote a colon that belongs to the text"
            raise UnknownFieldError(
                f"query, character {named.start + 1}: {message}{hint}", position=named.start, suggestion=suggestion
            )
        if outer is not None:
            fault_text = f"field {name!r} stands within the parentheses of field {outer!r}"
            raise self._fault(named, fault_text, "take it out of them", "")
        value = self._peek()
        if value is None or value.start != named.end or value.kind in (")", "or", "and", "not", "field"):
            mended = f"{self._text[: named.end]}{self._text[named.end :].lstrip()}"
            error = self._fault(named, f"field {name!r} has no value", f"write it at once: {_example(name)}", None)
            error.suggestion = mended
            raise error
        self._check_value(named, value)
        return self._item(name, depth)

    def _check_value(self, named: Token, value: Token) -> None:
        """Refuse a negation behind a field, and words in single quotation marks, of which it would have the first."""
        if value.kind != "word" or (named.text.lower() in BY_NAME and BY_NAME[named.text.lower()].kind == "date"):
            return
        before, rest = self._text[: named.start], self._text[value.start :]
        if value.text[0] in "-!" and (asked := rest.lstrip("-!")) and not asked[0].isspace():
            sign, mend = ("minus", "put it") if value.text[0] == "-" else ("exclamation mark", "put a minus")
            what = f"the {sign} of {value.text!r} stands behind its field"
            raise fault(value.start, what, f"{mend} before the field", f"{before}-{named.text}:{asked}")
        single = _SINGLE.match(rest)
        if single is not None:
            mended = f'{self._text[: value.start]}"{single[1]}"{rest[single.end() :]}'
            raise fault(value.start, f"{single[0]} is in single quotation marks", "use double ones", mended)

    def _quoted(self, named: Token) -> str:
        after = self._peek()
        end = after.end if after is not None and after.start == named.end and after.kind == "word" else named.end
        return f'{self._text[: named.start]}"{self._text[named.start : end]}"{self._text[end:]}'

    def _value(self, token: Token, field: str | None) -> Node:
        try:
            if field == MISSING:
                return _missing(token, self._of)
            fields = (field,) if field else self._defaults
            if token.kind == "quoted":
                return quoted(fields, token.text, token.tail, self._today)
            if token.kind == "range":
                return between(self._of_dates(field), token.text, token.tail, self._today)
            if token.kind == "compare":
                return self._comparison(token, field)
            if BY_NAME[fields[0]].kind == "text" and (sign := _NEAR.fullmatch(token.text)):
                raise self._nearness(token, sign)
            return bare(fields, self._words(token, field), self._today)
        except Fault as error:
            end = self._tokens[self._at - 1].end
            whole = Token(token.kind, token.text, token.start, end)
            spaced = self._spaced_date(whole, field)
            if spaced is not None:
                shown = self._text[spaced.start : spaced.end]
                raise self._fault(spaced, f"a date with spaces: {shown!r}", "put it in quotes", f'"{shown}"') from None
            raise self._fault(whole, error.what, error.mend, error.instead) from None

    def _nearness(self, token: Token, sign: re.Match[str]) -> QuerySyntaxError:
        """Return the error for what other programs write between words that stand near each other."""
        what, mend = f"{token.text!r} brings no words together", 'write "two words"~5'
        pair = self._tokens[max(self._at - 2, 0) : self._at + 1]
        if len(pair) < 3 or any(side.tail or side.kind not in ("word", "quoted") for side in pair[::2]):
            return fault(token.start, what, f"{mend}, or quote it", None)
        first, last = (side.text for side in pair[::2])
        slop = min(max(int(sign["far"] or 10), 1), MAX_SLOP)
        either = [f'"{first} {last}"~{slop}', f'"{last} {first}"~{slop}']
        instead = either[0] if (sign["sign"] or "").lower() in _ORDERED else f"({' OR '.join(either)})"
        suggestion = self._text[: pair[0].start] + instead + self._text[pair[2].end :]
        return fault(token.start, what, f"{mend}, or quote it", suggestion)

    def _of_dates(self, field: str | None) -> Field:
        if field is None:
            raise Fault("brackets hold ranges of dates", "write date:2016-07..2016-09, or quote them", "")
        return BY_NAME[field]

    def _comparison(self, sign: Token, field: str | None) -> Node:
        after = self._peek()
        if field is None:
            raise Fault(f"{sign.text!r} compares dates only", "write date:>2016-07, or quote it", "")
        if after is None or after.start != sign.end or after.kind not in ("word", "quoted"):
            raise Fault(
                f"{sign.text!r} has nothing to compare with", "write date:>2016-07", f"{sign.text}{self._today}"
            )
        return compared(BY_NAME[field], sign.text, self._take().text, self._today)

    def _words(self, first: Token, field: str | None) -> list[str]:
        """Return the words that ask for one value: those that stand together within a field's parentheses."""
        words = [first.text]
        attached = self._at >= 2 and self._tokens[self._at - 2].kind == "field"
        if field is None or attached or BY_NAME[field].kind not in ("name", "value", "date"):
            return words
        while (token := self._peek()) is not None and token.kind == "word":
            words.append(self._take().text)
        return words

    def _spaced_date(self, token: Token, field: str | None) -> Token | None:
        """Return ``token`` with the words after it where they were meant as one date: ``date:14 July 2016``."""
        if token.kind != "word" or field not in BY_NAME or BY_NAME[field].kind != "date":
            return None
        for ahead in (3, 2, 1):
            following = self._tokens[self._at : self._at + ahead]
            if len(following) == ahead and all(part.kind == "word" for part in following):
                end = following[-1].end
                if _is_date(self._text[token.start : end], self._today):
                    return Token("word", token.text, token.start, end)
        return None

    def _fault(self, token: Token, what: str, mend: str, instead: str | None) -> QuerySyntaxError:
        """Return an error at ``token``; with ``instead`` in its place the text is suggested."""
        suggestion = None
        if instead is not None:
            before, after = self._text[: token.start], self._text[token.end :]
            suggestion = before + instead + after if instead else f"{before.rstrip()} {after.lstrip()}".strip()
        return fault(token.start, what, mend, suggestion)


def _missing(token: Token, of: Of) -> Node:
    name = token.text.strip().lower()
    own = "speaker" if of == "quotes" else ""
    askable = tuple(field.name for field in FIELDS if field.level == "article" or field.name == own)
    if token.kind not in ("word", "quoted"):
        raise Fault("missing: takes the name of a field", "write missing:date", "date")
    if name in BY_NAME and name not in askable:
        what = f"no quote is without {name!r}" if own else f"{name!r} belongs to quotes, not to articles"
        raise Fault(what, f"missing: asks for {', '.join(askable)}", None)
    if name not in askable:
        message, near = unknown_field(token.text, askable, "missing: takes the name of a field, not")
        what, _, mend = message.rpartition(": ")
        raise Fault(what, mend, near)
    return Missing(name)


def _is_date(text: str, today: date) -> bool:
    try:
        parse_days(text, today)
    except QuerySyntaxError:
        return False
    return True


def _example(name: str) -> str:
    return BY_NAME[name].example if name in BY_NAME else "missing:date"
