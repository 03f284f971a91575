"""A line does what rich does with a text, without rich."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from archive.render.line import Line, line

STYLES = ["", "bold", "red", "dim"]
words = st.text(st.sampled_from(list("ab …é日")), max_size=12)
parts = st.lists(st.tuples(words, st.sampled_from(STYLES)), max_size=4)


def of_rich(given: list[tuple[str, str]]) -> Text:
    return Text.assemble(*given, end="\n", no_wrap=True)


def drawn(text: Text) -> list[tuple[str, set[str]]]:
    """Return each character with the styles that touch it."""
    return [
        (char, {str(span.style) for span in text.spans if span.start <= at < span.end})
        for at, char in enumerate(text.plain)
    ]


@given(parts, parts)
def test_lines_are_put_together_as_rich_does(one: list[tuple[str, str]], other: list[tuple[str, str]]) -> None:
    joined = line(*one).append_line(line(*other))

    assert drawn(joined.text()) == drawn(of_rich(one).append_text(of_rich(other)))
    assert joined.plain == "".join(text for text, _ in one + other)


@given(parts, st.sampled_from(STYLES), st.integers(0, 20), st.integers(0, 20))
def test_a_stretch_is_styled_as_rich_does(one: list[tuple[str, str]], style: str, start: int, end: int) -> None:
    mine, theirs = line(*one), of_rich(one)
    mine.stylize(style, start, end)
    theirs.stylize(style, start, end)

    assert drawn(mine.text()) == drawn(theirs)


@given(parts, st.integers(0, 12))
def test_what_stands_behind_a_place_keeps_its_styles(one: list[tuple[str, str]], start: int) -> None:
    assert drawn(line(*one).after(start).text()) == drawn(of_rich(one))[start:]


@given(parts)
def test_blanks_at_the_end_go_as_with_rich(one: list[tuple[str, str]]) -> None:
    theirs = of_rich(one)
    theirs.rstrip()

    assert drawn(line(*one).rstrip().text()) == drawn(theirs)


@given(st.text(st.sampled_from("ab é"), max_size=20), st.integers(2, 20))
def test_a_line_that_is_too_long_is_cut_as_rich_does(text: str, width: int) -> None:
    mine, theirs = line((text, "bold"), ("xyz", "red")), of_rich([(text, "bold"), ("xyz", "red")])
    theirs.truncate(width, overflow="ellipsis")
    shorter = of_rich([(text, "bold"), ("xyz", "red")])
    shorter.truncate(width)

    assert drawn(line("").append_line(mine).cut(width).text()) == drawn(theirs)
    assert drawn(mine.truncate(width).text()) == drawn(shorter)


def test_text_without_style_has_none() -> None:
    assert Line("a").append("b").append("", "bold").spans == []
