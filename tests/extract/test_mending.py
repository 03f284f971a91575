"""What programs did to characters before the archive got them is mended, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.extract.mending import ESCAPED, MISREAD, PARTED, mended
from archive.parse import parse
from archive.readers.copy import Copy, Stated


def copy(text: str, stated: Stated | None = None) -> Copy:
    return Copy(raw=text.encode("utf-8", "surrogatepass"), text=text, format="text", stated=stated or Stated())


@pytest.mark.parametrize(
    ("text", "right", "told"),
    [
        ("The board â€“ itâ€™s said.", "The board – it’s said.", MISREAD),
        ("JosÃ© GarcÃ\xada left BogotÃ¡.", "José García left Bogotá.", MISREAD),
        ("Ã\x85sa paid Â£4m.\nAll well.", "Åsa paid £4m.\nAll well.", MISREAD),
        ("“So,” he said.\nâ€œNo,â€\x9d she said.", "“So,” he said.\n“No,” she said.", MISREAD),
        ("â€œIt isnâ€™t over,â€ she said. â€œNo.â€", "“It isn’t over,” she said. “No.”", MISREAD),
        ("Smith &amp; Sons said: &quot;No.&quot;", 'Smith & Sons said: "No."', ESCAPED),
        ("The board&#39;s &#8220;plan&#x201D;&nbsp;failed", "The board's “plan” failed", ESCAPED),
        ("&#0;&#13;&#xD800;", "\ufffd \ufffd", ESCAPED),
    ],
)
def test_what_was_done_to_characters_is_undone_and_told(text: str, right: str, told: str) -> None:
    found = mended(copy(text))

    assert found.text == right
    assert found.warnings == (told,)


@pytest.mark.parametrize(
    "text",
    [
        "AT&T; said R&D; rose &c.",
        "Le château de l’Âme, São Paulo, SÃO PAULO, «Âge»",
        "The ‘château’ – ‘â’ is a letter.",
        "&notanything; & amp;",
        "plain",
        "",
    ],
)
def test_right_text_comes_back_as_it_is(text: str) -> None:
    given_ = copy(text)

    assert mended(given_) is given_


def test_what_the_format_states_is_mended_too() -> None:
    stated = Stated(headline="Mayor&#39;s vow", byline=("JosÃ© Ruiz",), keywords=("Ports &amp; harbours",))

    found = mended(copy("plain", stated)).stated

    assert (found.headline, found.byline, found.keywords) == ("Mayor's vow", ("José Ruiz",), ("Ports & harbours",))


@given(st.text(alphabet="aâÃ€™œ\x9d©&#39;quotamp \n", max_size=60))
def test_any_text_is_mended_without_error(text: str) -> None:
    assert mended(copy(text)).raw == copy(text).raw


def test_an_article_is_read_as_it_was_written_and_kept_as_it_was_found() -> None:
    text = "PORT HALE - Mara Lindqvist, the mayor, said: &quot;It isnâ€™t over.&quot;\n"

    (article,) = parse([copy(text)], "a.txt")

    assert article.raw == text.encode()
    assert [(quote.text, quote.person) for quote in article.quotes] == [("It isn’t over.", "Mara Lindqvist")]
    assert article.warnings == (ESCAPED, MISREAD)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Jose\u0301 Rui\u0301z", "José Ruíz"),
        ("the \ufb01nal o\ufb03ce", "the final office"),
        ("\x93It\x92s over\x85\x94 \x96 he said\x81", "“It’s over…” – he said\x81"),
        ("\ufeffresig\u00adna\u200btion", "resignation"),
        ("PORT\xa0ALDEN (Coastwire)\u202f-\u2007Rain", "PORT ALDEN (Coastwire) - Rain"),
    ],
)
def test_odd_letters_are_written_as_usual_and_not_worth_a_word(text: str, right: str) -> None:
    found = mended(copy(text))

    assert (found.text, found.warnings) == (right, ())


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Alan Whit-\ncombe left. Whitcombe said so.", "Alan Whitcombe\nleft. Whitcombe said so."),
        ("the com-\n   pany resig-\nnation was", "the company\nresignation\nwas"),
        ("it was a long-\nterm plan", "it was a long-term\nplan"),
        ("the anti-\nwar camp, as anti-war camps are", "the anti-war\ncamp, as anti-war camps are"),
        ("a well-\nknown sin-\nger", "a well-known\nsinger"),
        ("trans-\nport", "transport"),
        ("har\u00ad\nbour mas\u00adter", "harbour\nmaster"),
        ("his e-\nmail, and long-\nterm-care too", "his e-mail,\nand long-term-care\ntoo"),
        ("Ruiz-\nGómez left the com-\npany", "Ruiz-\nGómez left the company"),
    ],
)
def test_words_parted_at_line_ends_are_joined_and_that_is_told(text: str, right: str) -> None:
    found = mended(copy(f"In lines\nset short:\n{text}"))

    assert (found.text, found.warnings) == (f"In lines\nset short:\n{right}", (PARTED,))


def test_where_readers_put_lines_together_no_line_end_is_left() -> None:
    found = mended(copy("The fisher-\nman had a long-\nterm plan.\n\nIn lines\nset short, a plan-\nner said."))

    assert found.text == "The fisherman had a long-term plan.\n\nIn lines\nset short, a planner\nsaid."


@pytest.mark.parametrize("text", ["the Asia-\nPacific trade", "pages 4-\n5", "so -\nhe said", "- one\n- two", "No-\n"])
def test_other_hyphens_at_line_ends_stay(text: str) -> None:
    assert mended(copy(text)).text == text
