"""Feeds as they are found: what other programs can read of a broken one is read."""

from __future__ import annotations

import base64
import json
from html import escape

import pytest

from archive.readers.feeds import FeedReader
from tests.readers.support import FIRST, HTML, SECOND, STORY, copies, failures, found, known_as, read

TEXT = "The river Alder rose over its banks on Friday and flooded forty houses in the lower town."
XML = '<?xml version="1.0" encoding="UTF-8"?>'
PACKED = base64.b64encode(f"<p>{TEXT}</p>".encode()).decode()


def rss(items: str, head: str = XML) -> str:
    return f'{head}<rss version="2.0"><channel><title>Coastwire</title>{items}</channel></rss>'


def item(title: str = "Alder floods", text: str = TEXT) -> str:
    date = "<pubDate>Fri, 15 Jan 2021 18:00:00 GMT</pubDate>"
    return f"<item><title>{title}</title>{date}<description>{text}</description></item>"


COMPLAINT = "<br />\n<b>Warning</b>: date() in /feed.php<br />\n"
BROKEN = {
    "ampersands": (rss(item("Tallow & Sons", f"{TEXT} AT&T https://w.example/?a=1&b=2.")), "Tallow & Sons", "AT&T"),
    "named characters": (rss(item("Caf&eacute; &mdash; flooded", f"{TEXT} &hellip; &unknown;")), "Café — flooded", "…"),
    "a sign for less": (rss(item(text=f"{TEXT} Prices are < 5 crowns.")), "Alder floods", "< 5 crowns."),
    "html as it is": (rss(item("Alder <i>floods", f"<p>{TEXT}<p>The council met.<br>At 9")), "Alder floods", "met."),
    "tags that cross": (rss(item(text=f"{TEXT} <b>Bold</i> words")), "Alder floods", "Bold words"),
    "names in capitals": (
        f"<RSS VERSION='2.0'><CHANNEL><TITLE>C</TITLE><ITEM><TITLE>Alder floods</TITLE><DESCRIPTION>{TEXT}"
        "</DESCRIPTION></ITEM></CHANNEL></RSS>", "Alder floods", TEXT,
    ),
    "no quotation marks": (rss(f"<item><guid isPermaLink=false>x</guid>{item()[6:]}"), "Alder floods", TEXT),
    "an attribute twice": (rss(f'<item><guid type="a" type="a">x</guid>{item()[6:]}'), "Alder floods", TEXT),
    "a server's complaint before": (COMPLAINT + rss(item()), "Alder floods", TEXT),
    "blank lines before": ("\n\n " + rss(item()), "Alder floods", TEXT),
    "prefixes nobody declares": (
        rss(f"<item><title>Alder floods</title><content:encoded><![CDATA[<p>{TEXT}</p>]]></content:encoded></item>"),
        "Alder floods", TEXT,
    ),
    "control characters": (rss(item("Alder\x0b floods", f"{TEXT}\x1f&#1; End.")), "Alder floods", "End."),
    "escaped twice": (rss(item(text=f"&amp;lt;p&amp;gt;{TEXT}&amp;lt;/p&amp;gt;")), "Alder floods", TEXT),
    "the old channel format": (
        f'<CHANNEL HREF="http://w.example/"><TITLE>C</TITLE><ITEM HREF="http://w.example/1"><TITLE>Alder floods</TITLE>'
        f"<ABSTRACT>{TEXT}</ABSTRACT></ITEM></CHANNEL>", "Alder floods", TEXT,
    ),
    "base 64": (
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>C</title><entry><title>Alder floods</title>'
        f'<content type="text/html" mode="base64">{PACKED}</content></entry></feed>', "Alder floods", TEXT,
    ),
    "an entry that nothing closes": (rss(item()).partition("</item>")[0], "Alder floods", TEXT),
    "an aside spelled in other letters": (rss(f"{item()}<![CdATA[ x ]]>"), "Alder floods", TEXT),
    "a comment with dashes": (rss(f"<!-- bad -- comment -->{item()}"), "Alder floods", TEXT),
}  # fmt: skip


@pytest.mark.parametrize(("data", "headline", "text"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_feed_is_read_with(data: str, headline: str, text: str) -> None:
    (copy,) = copies(read(FeedReader(), data.encode()))

    assert known_as(data.encode(), "feed.rss") == "feed"
    assert copy.stated.headline == headline
    assert copy.text.startswith(TEXT) and text in copy.text
    assert "<p" not in copy.text and "&lt;" not in copy.text
    assert data.encode().find(copy.raw) >= 0


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("latin-1", "UTF-8"), ("cp1252", "ISO-8859-1"), ("utf-8", "ISO-8859-1"), ("utf-8", "UTF-16"), ("cp1252", "UTF-8")],
)
def test_a_declaration_that_does_not_hold_costs_no_letter(encoding: str, said: str) -> None:
    words = f"{TEXT} Le café était fermé, dit Zoé."
    data = rss(item("Café inondé", words), XML.replace("UTF-8", said)).encode(encoding)
    (copy,) = copies(read(FeedReader(), data))

    assert (copy.stated.headline, copy.text) == ("Café inondé", words)


def test_the_mark_of_a_file_in_16_bit_text_holds_for_its_entries() -> None:
    entry = f"<item><title>Tide</title><description>{escape(HTML)}</description></item>"
    (copy,) = copies(found(rss(entry, head="").encode("utf-16"), "a.rss"))

    assert (copy.stated.headline, copy.encoding, copy.warnings) == ("Tide", "utf-16-le", ())


def test_of_what_blogger_exports_only_stories_are_read() -> None:
    def entry(kind: str, title: str) -> str:
        google = "http://schemas.google.com"
        terms = f"<category scheme='{google}/g/2005#kind' term='{google}/blogger/2008/kind#{kind}'/>"
        tag = "<category scheme='http://www.blogger.com/atom/ns#' term='Floods'/>"
        return f"<entry>{terms}{tag}<title>{title}</title><content type='html'>{escape(HTML)}</content></entry>"

    entries = "".join(entry(kind, kind) for kind in ("template", "settings", "post", "comment", "page"))
    read = copies(found(f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Lorn</title>{entries}</feed>", "blog.xml"))

    assert [(copy.stated.headline, copy.stated.keywords) for copy in read] == [
        ("post", ("Floods",)),
        ("page", ("Floods",)),
    ]


def test_an_entry_that_is_not_closed_costs_nothing_of_the_next() -> None:
    data = rss(f"<item><title>First</title><description>{TEXT}</description>{item('Second')}{item('Third')}")

    found = copies(read(FeedReader(), data.encode()))

    assert [copy.stated.headline for copy in found] == ["First", "Second", "Third"]
    assert found[0].warnings[-1].startswith("read by its tags alone: line 1: cut off")
    assert found[1].stated.published is not None


def test_an_entry_without_anything_to_read_is_told() -> None:
    data = rss(f"{item()}<item><title>Sec").encode()
    records = read(FeedReader(), data)

    assert len(copies(records)) == 2
    data = rss(f"{item()}<item><ti").encode()
    assert [each.reason for each in failures(read(FeedReader(), data))] == ["line 1: cut off: the file ends within it"]


def test_an_entry_of_a_title_alone_is_an_article_that_says_so() -> None:
    (copy,) = copies(read(FeedReader(), rss("<item><title>Forty houses under water</title></item>").encode()))

    assert (copy.text, copy.warnings) == ("Forty houses under water", ("no text but a title",))


def test_a_page_that_speaks_of_feeds_is_none() -> None:
    page = f"<html><body><p>{TEXT}</p><p>Write &lt;rss version='2.0'&gt; and an item.</p></body></html>"

    assert known_as(page.encode(), "page.html") == "html"


@pytest.mark.parametrize(
    "frame",
    [
        "<table border=0><tr><td><img src=x></td><td>{}</td></tr></table>",
        '<table><tr><td><div class="article sharing">{}</div></td></tr></table>',
        '<div class="story promo">{}</div>',
        "<form action=/go>{}</form>",
        "<header>{}</header>",
    ],
)
def test_what_holds_most_of_an_entry_only_places_it(frame: str) -> None:
    own = "<font>Courier</font>" + frame.format(HTML)
    told = copies(read(FeedReader(), rss(item(text=f"<![CDATA[{own}]]>")).encode()))
    listed = copies(found(json.dumps([{"title": "Alder floods", "content": own}]), "a.json"))

    assert [copy.text for copy in (*told, *listed)] == [f"Courier\n\n{STORY}"] * 2


def test_tables_of_figures_captions_and_comments_are_left_out_however_long() -> None:
    rows = "<tr><td>Concrete and stone of the quay</td><td><p>2.1 million</p></td></tr>" * 20
    around = f'<table>{rows}</table><p class="caption">{SECOND}</p><div class="comments">{HTML}</div>'

    (copy,) = copies(read(FeedReader(), rss(item(text=escape(f"<p>{FIRST}</p>{around}"))).encode()))

    assert copy.text == FIRST
