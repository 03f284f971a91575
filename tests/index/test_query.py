"""Query text to tree and back."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QueryError, QuerySyntaxError, UnknownFieldError
from index.fields import FIELDS, Field
from index.query import explain, parse, render, understand
from index.query.lexer import MAX_CHARS
from index.query.nodes import (
    And,
    Dates,
    Every,
    Exact,
    Fuzzy,
    Missing,
    Node,
    Not,
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
from tests.index.generate import make_query

TODAY = date(2016, 7, 14)
TEXT = ("headline", "body")


def word(text: str) -> Word:
    return Word(TEXT, Stemmed(text))


A, B, C = word("a"), word("b"), word("c")


def on(first: str, last: str | None = None) -> Dates:
    return Dates("date", date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", Every()),
        ("  \n", Every()),
        ("a", A),
        ("A", A),
        ("a b c", And((A, B, C))),
        ("a (b c)", And((A, B, C))),
        ("a AND b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a OR (b OR c)", Or((A, B, C))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("a or b and not", And((A, word("or"), B, word("and"), word("not")))),
        ("-a", Not(A)),
        ("NOT a", Not(A)),
        ("NOT -a", A),
        ("a -(b c)", And((A, Not(And((B, C)))))),
        ("co-op", Phrase(TEXT, ("co", "op"))),
        ("U.S.", Phrase(TEXT, ("u", "s"))),
        ("don't", Phrase(TEXT, ("don", "t"))),
        ("it’s,", Or((word("it"), Phrase(TEXT, ("it", "s"))))),
        ("it's", Or((word("it"), Phrase(TEXT, ("it", "s"))))),
        ("al-Doun’s", Or((Phrase(TEXT, ("al", "doun")), Phrase(TEXT, ("al", "doun", "s"))))),
        ('"a b"', Phrase(TEXT, ("a", "b"))),
        ("“a b”", Phrase(TEXT, ("a", "b"))),
        ("”a b”", Phrase(TEXT, ("a", "b"))),
        ("har\u00adbour", Word(TEXT, Stemmed("harbour"))),
        ("\ufeffperson:\u200eker\u200bry \u200e", Values("person", (Exact("kerry"),))),
        ('"a\u2060b c"', Phrase(TEXT, ("ab", "c"))),
        ('"a, b!"', Phrase(TEXT, ("a", "b"))),
        ('"a"', Word(TEXT, Exact("a"))),
        ('"a b"~5', Phrase(TEXT, ("a", "b"), 5)),
        ("head*", Word(TEXT, Prefix("head"))),
        ("HÉAD*", Word(TEXT, Prefix("head"))),
        ("h?ad", Word(TEXT, Wildcard("h?ad"))),
        ("*ad", Word(TEXT, Wildcard("*ad"))),
        ("head?", word("head")),
        ("headline:head?", Word(("headline",), Stemmed("head"))),
        ("person:marl?", Values("person", (Exact("marl"),))),
        ("sea-wall?", Phrase(TEXT, ("sea", "wall"))),
        ('"sea wall"?', Phrase(TEXT, ("sea", "wall"))),
        ("(head)?", word("head")),
        ("he?", Word(TEXT, Wildcard("he?"))),
        ("head??", Word(TEXT, Wildcard("head??"))),
        ("h?ad?", Word(TEXT, Wildcard("h?ad?"))),
        ("h**d*", Word(TEXT, Wildcard("h*d*"))),
        ("colour~", Word(TEXT, Fuzzy("colour", 1))),
        ("colour~2", Word(TEXT, Fuzzy("colour", 2))),
        ("headline:a", Word(("headline",), Stemmed("a"))),
        ("HEADLINE:a", Word(("headline",), Stemmed("a"))),
        ("headline:(a OR b)", Or((Word(("headline",), Stemmed("a")), Word(("headline",), Stemmed("b"))))),
        ('quote:"right thing"', Phrase(("quote",), ("right", "thing"))),
        ("person:kerry", Values("person", (Exact("kerry"),))),
        ("person:Kerry's", Values("person", (Exact("kerry"),))),
        ('speaker:"John Kerry’s"', Values("speaker", (Exact("john"), Exact("kerry")))),
        ('person:"D\'Souza"', Values("person", (Exact("d"), Exact("souza")))),
        ("byline:kerry's~", Values("byline", (Fuzzy("kerry", 1),))),
        ('publication:"Jane\'s Weekly"', Values("publication", (Exact("jane"), Exact("s"), Exact("weekly")))),
        ('person:"john ker*"', Values("person", (Exact("john"), Prefix("ker")))),
        ('publication:"Daily P*"', Values("publication", (Exact("daily"), Prefix("p")))),
        ('id:"3f9a*"', Values("id", (Prefix("3f9a"),))),
        ("stop!", word("stop")),
        ("+storm", word("storm")),
        ("person:'kerry'", Values("person", (Exact("kerry"),))),
        ('person:"John Kerry"', Values("person", (Exact("john"), Exact("kerry")))),
        ("person:(john kerry)", Values("person", (Exact("john"), Exact("kerry")))),
        ('person:"Sen. Kerry"', Values("person", (Exact("kerry"),), "sen")),
        ("speaker:(vice president ker*)", Values("speaker", (Prefix("ker"),), "vice president")),
        ('byline:"Sen. Kerry"', Values("byline", (Exact("kerry"),))),
        ("person:(a OR b c)", Or((Values("person", (Exact("a"),)), Values("person", (Exact("b"), Exact("c")))))),
        ("person:(a AND b)", And((Values("person", (Exact("a"),)), Values("person", (Exact("b"),))))),
        ("person:al-as*", Values("person", (Exact("al"), Prefix("as")))),
        ("person:al-asad~", Values("person", (Exact("al"), Fuzzy("asad", 1)))),
        ("source:rEut*", Values("source", (Prefix("reut"),))),
        ("guid:urn:x-y:*", Values("guid", (Prefix("urn:x-y:"),))),
        ("guid:urn:x", Values("guid", (Exact("urn"), Exact("x")))),
        ("source:OR", Values("source", (Exact("or"),))),
        ("id:3F9a", Values("id", (Prefix("3f9a"),))),
        ("id:3f9a*", Values("id", (Prefix("3f9a"),))),
        ("kind:direct", Values("kind", (Exact("direct"),))),
        ("damage:no*", Values("damage", (Prefix("no"),))),
        ("path:2016/07", PathWords("path", ("2016", "07"))),
        ("path:2016/07/*", PathPattern("path", "2016/07/*")),
        ('path:"my news/*.txt"', PathPattern("path", "my news/*.txt")),
        ('path:"my news"', PathWords("path", ("my", "news"))),
        ("url:example.org", PathWords("url", ("example", "org"))),
        ("date:2016", on("2016-01-01", "2016-12-31")),
        ('date:"14 July 2016"', on("2016-07-14")),
        ("date:(14 July 2016)", on("2016-07-14")),
        ("date:(today OR last month)", Or((on("2016-07-14"), on("2016-06-01", "2016-06-30")))),
        ("date:[2016-07 TO 2016-09]", on("2016-07-01", "2016-09-30")),
        ("date:2016-07..2016-09", on("2016-07-01", "2016-09-30")),
        ("date:2016..", Dates("date", date(2016, 1, 1), None)),
        ("date:..2016-07", Dates("date", None, date(2016, 7, 31))),
        ("date:{2016-07 TO 2016-09}", on("2016-08-01", "2016-08-31")),
        ("date:[2016-07 TO 2016-09}", on("2016-07-01", "2016-08-31")),
        ("date:[ last month  TO  today ]", on("2016-06-01", "2016-07-14")),
        ("date:[* TO 2016]", Dates("date", None, date(2016, 12, 31))),
        ("date:>2016-07", Dates("date", date(2016, 8, 1), None)),
        ("date:>=2016-07", Dates("date", date(2016, 7, 1), None)),
        ("date:<2016-07", Dates("date", None, date(2016, 6, 30))),
        ('date:<="14 July 2016"', Dates("date", None, date(2016, 7, 14))),
        ("added:yesterday", Dates("added", date(2016, 7, 13), date(2016, 7, 13))),
        ("missing:date", Missing("date")),
        ("missing:(date OR place)", Or((Missing("date"), Missing("place")))),
        ("-missing:date", Not(Missing("date"))),
    ],
)
def test_text_means_a_tree(text: str, tree: Node) -> None:
    assert parse(text, today=TODAY) == tree
    assert parse(render(tree), today=TODAY) == tree


def test_words_without_a_field_search_what_is_said_in_quotes() -> None:
    assert parse("right", of="quotes") == Word(("quote",), Stemmed("right"))
    assert render(parse("right", of="quotes"), ("quote",)) == "right"


FAULTS = [
    ("poeple:kerry", 0, "unknown field 'poeple': did you mean 'person'?", "person:kerry"),
    ("from:wire", 0, "unknown field 'from': did you mean 'source'?", "source:wire"),
    ("a since:2016", 2, "unknown field 'since': did you mean 'date'?", "a date:>=2016"),
    ("before:2016-07 a", 0, "unknown field 'before': did you mean 'date'?", "date:<2016-07 a"),
    ("a xyz:b", 2, "unknown field 'xyz': there is headline, body, ", 'a "xyz:b"'),
    ("http://example.org", 0, "unknown field 'http'", '"http://example.org"'),
    ('a "open quote', 2, "a quotation mark is never closed", 'a "open quote"'),
    ("(a b", 0, "'(' is never closed", "(a b)"),
    ("a)", 1, "')' closes nothing", "a"),
    ("()", 1, "there is nothing between the parentheses", None),
    ("person:()", 8, "there is nothing between the parentheses", None),
    ("a OR", 2, "OR has nothing after it", "a"),
    ("OR a", 0, "OR has nothing before it", "a"),
    ("a OR OR b", 2, "OR has nothing after it", "a OR b"),
    ("a AND", 2, "AND has nothing after it", "a"),
    ("AND a", 0, "AND has nothing before it", "a"),
    ("a NOT", 2, "NOT has nothing after it", "a"),
    ("NOT", 0, "NOT has nothing after it", None),
    ("NOT OR a", 0, "NOT has nothing after it", None),
    ("a -", 2, "- has nothing after it", "a"),
    ("a - b", 2, "'-' stands alone", "a b"),
    ("*", 0, "'*' stands for any word", None),
    ("a ?", 2, "'?' stands for any word", "a"),
    ('"a"? b', 3, "'?' stands for any word", '"a" b'),
    ("body:*", 5, "'*' stands for any word", None),
    ("a & b", 2, "'&' has no letters or digits", "a b"),
    ('a ""', 2, '"" has no letters or digits', "a"),
    ("a^2", 0, "'^' weighs nothing here", "a"),
    ("colour~3", 0, "a word can be 1 or 2 letters off, not '3'", "colour~2"),
    ("al-as~", 0, "'~' goes with one plain word", "al as"),
    ("col*~", 0, "'~' goes with one plain word", "col"),
    ("person:*a~", 7, "'~' goes with one plain word", "person:a"),
    ("al-as*", 0, "a word with * or ? takes no marks", "al as*"),
    ('"a b"~', 0, "'~' behind a quotation needs a number", '"a b"~5'),
    ('"a b"~500', 0, "'~' behind a quotation takes 1 to 100, not '500'", '"a b"~5'),
    ('source:"a b"~5', 7, "'~' stands behind a quotation in field 'source'", 'source:"a b"'),
    ("person: kerry", 0, "field 'person' has no value", "person:kerry"),
    ("person:", 0, "field 'person' has no value", None),
    ("(person:)", 1, "field 'person' has no value", None),
    ("person:-kerry", 7, "the minus of '-kerry' stands behind its field", "-person:kerry"),
    ('a person:-"b c" d', 9, "the minus of '-' stands behind its field", 'a -person:"b c" d'),
    ("a person:!kerry", 9, "the exclamation mark of '!kerry' stands behind its field", "a -person:kerry"),
    ("a !b c", 2, "'!' leaves nothing out: '!b': write a minus, or quote it", "a -b c"),
    ("a !person:b", 2, "'!' leaves nothing out: '!person:b'", "a -person:b"),
    ('!"a b"', 0, "'!' leaves nothing out: '!': write a minus, or take it out", '-"a b"'),
    ("person:(a !b)", 8, "'!' leaves nothing out: '!b'", "person:(a -b)"),
    ("+person:a +b", 0, "'+' asks for nothing more: '+person:a'", "person:a +b"),
    ("a | b", 2, "'|' offers no choice: '|': write OR", "a OR b"),
    ("a || b", 2, "'|' offers no choice: '||': write OR", "a OR b"),
    ("a b|c", 2, "'|' offers no choice: 'b|c': write OR, or quote it", "a (b OR c)"),
    ("source:a|b", 7, "'|' offers no choice: 'a|b': write OR, or quote it", "source:(a OR b)"),
    ("person:(a b^2 c)", 8, "'^' weighs nothing here: 'b^2'", "person:(a b c)"),
    ('a "b * * c"', 2, "'*' stands for no word within quotation marks: 'b * * c'", 'a "b c"~3'),
    ("a b w/5 c d", 4, "'w/5' brings no words together", 'a ("b c"~5 OR "c b"~5) d'),
    ('"a b" NEAR c', 6, "'NEAR' brings no words together", '("a b c"~10 OR "c a b"~10)'),
    ("a pre/3 b", 2, "'pre/3' brings no words together", '"a b"~3'),
    ("NEAR/3 b", 0, "'NEAR/3' brings no words together", None),
    ('"a b*"~5', 0, "'*' stands for nothing within quotation marks: 'a b*'", "(a b*)"),
    ("person:'a b' c", 7, "'a b' is in single quotation marks: use double ones", 'person:"a b" c'),
    ("role:‘a b’", 5, "‘a b’ is in single quotation marks: use double ones", 'role:"a b"'),
    ("person:(a body:b)", 10, "field 'body' stands within the parentheses of field 'person'", "person:(a b)"),
    ("kind:dirct", 5, "field 'kind' has no value 'dirct'", "kind:direct"),
    ("damage:sunk", 7, "field 'damage' has no value 'sunk'", "damage:stripped"),
    ("date:foo", 5, "not a date: 'foo'", None),
    ("date:2010-2012", 5, "a hyphen between years: '2010-2012': write two dots", "date:2010..2012"),
    ("date:199x", 5, "not a date: '199x': did you mean '1990s'?", 'date:"1990s"'),
    ("date:2016* a", 5, "not a date: '2016*': did you mean '2016'?", 'date:"2016" a'),
    ("date:none", 5, "not a date: 'none': write missing:date", None),
    ("date:2016-13", 5, "no such day: '2016-13': did you mean '2016'?", 'date:"2016"'),
    ("date:14 July 2016", 5, "a date with spaces: '14 July 2016'", 'date:"14 July 2016"'),
    ("a date:last month b", 7, "a date with spaces: 'last month'", 'a date:"last month" b'),
    ("date:7/14/2016", 5, "not a date: '7/14/2016': did you mean '2016-07-14'?", 'date:"2016-07-14"'),
    ("date:[2016 TO 2015]", 5, "the range ends before it begins", "date:[2015 TO 2016]"),
    ("date:2016..2015", 5, "the range ends before it begins", "date:[2015 TO 2016]"),
    ("date:2016..soon", 5, "not a date: 'soon'", None),
    ("date:..", 5, "the range is open at both ends", "date:[1900 TO 2016]"),
    ("date:{2016-07-14 TO 2016-07-15}", 5, "no day lies between", "date:[2016-07-14 TO 2016-07-15]"),
    ("date:[2016]", 5, "a range needs TO", "date:[2016 TO 2016]"),
    ("date:[* TO *]", 5, "the range is open at both ends", "date:[1900 TO 2016]"),
    ("date:[foo TO 2016]", 5, "not a date: 'foo'", None),
    ("date:[2016", 5, "'[' is never closed", None),
    ("date:[2015 TO 2016", 5, "'[' is never closed", "date:[2015 TO 2016]"),
    ("body:[a TO b]", 5, "field 'body' has no ranges", None),
    ("[a TO b]", 0, "brackets hold ranges of dates", None),
    ("a]", 1, "']' closes nothing", "a"),
    ("date:>", 5, "'>' has nothing to compare with", "date:>2016-07-14"),
    ("date:>*", 5, "no date to compare with: '*'", "date:2016-07-14"),
    ("date:>9999", 5, "no day lies beyond '9999'", None),
    (">5", 0, "'>' compares dates only", "5"),
    ("body:>5", 5, "'>' compares dates only", None),
    ("missing:speaker", 8, "'speaker' belongs to quotes, not to articles", None),
    ("missing:dat", 8, "missing: takes the name of a field, not 'dat': did you mean 'date'?", "missing:date"),
    ("missing:[a TO b]", 8, "missing: takes the name of a field", "missing:date"),
    ("(" * 50 + "a" + ")" * 50, 40, "more than 40 parentheses in each other", None),
]


@pytest.mark.parametrize(("text", "position", "message", "suggestion"), FAULTS)
def test_a_mistake_is_told_with_its_place_and_a_mend(
    text: str, position: int, message: str, suggestion: str | None
) -> None:
    with pytest.raises((QuerySyntaxError, UnknownFieldError)) as caught:
        parse(text, today=TODAY)

    fault: Any = caught.value
    assert str(fault).startswith(f"query, character {position + 1}: {message}")
    assert (fault.position, fault.suggestion) == (position, suggestion)


def test_quotes_can_lack_a_speaker_and_nothing_else_of_their_own() -> None:
    assert parse("missing:speaker", of="quotes") == Missing("speaker")
    with pytest.raises(QuerySyntaxError, match="no quote is without 'kind': missing: asks for headline"):
        parse("missing:kind", of="quotes")


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(QuerySyntaxError, match="longer than"):
        parse("a " * MAX_CHARS)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_the_example_of_every_field_parses(field: Field) -> None:
    assert parse(field.example, today=TODAY) != Every()


def checked(text: str) -> None:
    try:
        tree = parse(text, today=TODAY)
    except (QuerySyntaxError, UnknownFieldError) as error:
        assert error.position is not None
        assert 0 <= error.position <= len(text)
        if error.suggestion is not None:
            parse(error.suggestion, today=TODAY)
    else:
        assert parse(render(tree), today=TODAY) == tree
        assert explain(tree)


_PIECES = st.sampled_from(
    [
        *("storm", "U.S.", "kerry's", "José", "a", "7", "the", "ß", "½", "\u0301", "2016-07", "2016", "direct"),
        *(" ", " ", " ", "  ", "\n", "(", ")", '"', "“", "”", "-", "NOT ", " OR ", " AND ", "[", "]", "{", "}", " TO "),
        *("*", "?", "~", "~2", "~5", "^", ":", ">", "<=", "/", "person:", "date:", "missing:", "path:", "id:", "kind:"),
    ]
)


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_any_words_of_the_language_are_a_tree_or_a_query_error(text: str) -> None:
    checked(text)


@given(st.text(max_size=60))
def test_any_text_is_a_tree_or_a_query_error(text: str) -> None:
    checked(text)


@given(st.integers(min_value=0))
def test_a_tree_written_as_text_is_the_same_tree(seed: int) -> None:
    checked(make_query(Random(seed), 3))


@pytest.mark.parametrize("piece", ["(", "-", '"', "NOT ", "person:", "[", "a OR ", "-(", "*", "~", 'a "b" '])
def test_deep_or_long_nonsense_ends(piece: str) -> None:
    checked(piece * (MAX_CHARS // len(piece) - 1) + "a")


def test_many_alternatives_are_fine() -> None:
    tree = parse(" OR ".join(f"w{number}" for number in range(2000)))

    assert isinstance(tree, Or)
    assert len(tree.parts) == 2000


def test_how_a_question_was_understood_is_told_line_by_line() -> None:
    text = (
        'storm* -"sea wall"~3 (colour~ OR h?t) speaker:(ruiz OR marl) quote:right path:2016/* date:>2016-07 missing:url'
    )

    assert understand(text) == (
        "all of\n"
        '  words that begin with "storm" in headline or body\n'
        "  not\n"
        '    the phrase "sea wall", each at most 3 words after the one before, in headline or body\n'
        "  any of\n"
        '    words at most 1 letter off "colour" in headline or body\n'
        "    words like h?t in headline or body\n"
        "  path like 2016/*\n"
        "  date from 2016-08-01\n"
        "  url is missing\n"
        "  one utterance with\n"
        "    any of\n"
        '      speaker with exactly "ruiz"\n'
        '      speaker with exactly "marl"\n'
        '    the word "right" in any English form in quote'
    )
    assert understand("") == "everything"
    with pytest.raises(QueryError):
        understand("(")
