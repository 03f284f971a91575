from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import PeopleRulesError
from index.people_rules import PeopleRules, parse_rules


def test_rules_are_one_a_line_with_comments() -> None:
    text = """\ufeff# who is who
    John Kerry = John  Forbes Kerry = Kerry   # the secretary

    Ali Hassan != Hassan Ali
    """

    assert parse_rules(text) == PeopleRules(
        same=(("John Kerry", "John Forbes Kerry", "Kerry"),), different=(("Ali Hassan", "Hassan Ali"),)
    )
    assert parse_rules("") == PeopleRules()


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("# fine\nJohn Kerry", 2, "people.txt:2: no '=' or '!=' between names: write John Kerry = "),
        ("John Kerry =", 1, "people.txt:1: a name is missing in 'John Kerry =': write "),
        ("!= Kerry", 1, "people.txt:1: a name is missing"),
        ("A B != C D != E F", 1, "people.txt:1: '!=' parts two names: write one rule a line"),
        ("A B != C D = E F", 1, "people.txt:1: '!=' parts two names"),
        ("A B = C D\nC D = E F\nA B != E F", 3, "people.txt:3: 'A B' and 'E F' are one person by other lines"),
        ("José B != jose b", 1, "people.txt:1: 'José B' and 'jose b' are one person by other lines, or by spelling"),
    ],
)
def test_a_line_that_is_no_rule_is_told_by_its_number(text: str, line: int, message: str) -> None:
    with pytest.raises(PeopleRulesError) as caught:
        parse_rules(text)

    assert str(caught.value).startswith(message)
    assert caught.value.line == line


@given(st.text(alphabet="ab =!#\n", max_size=40))
def test_any_text_is_rules_or_an_error_with_a_line(text: str) -> None:
    try:
        rules = parse_rules(text)
    except PeopleRulesError as error:
        assert 1 <= error.line <= len(text.splitlines())
    else:
        assert all(len(names) >= 2 for names in rules.same)
