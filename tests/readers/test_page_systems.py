"""Pages as systems make them and as crawlers pack them."""

from __future__ import annotations

import json

import pytest

from archive.readers import Copy
from archive.readers.warc import WarcReader
from tests.readers import making
from tests.readers.support import FIRST, HTML, STORY, copies, failures, found, only, read


def day(copy: Copy) -> str | None:
    return copy.stated.published.isoformat() if copy.stated.published else None


def page(body: str, title: str = "Alder floods") -> Copy:
    return only(f'<html lang="en"><head><title>{title}</title></head><body>{body}</body></html>', "a.html")


@pytest.mark.parametrize("packed", ["br", "zstd"])
def test_pages_that_were_packed_in_newer_ways(packed: str) -> None:
    data = f"<html><head><title>Alder floods</title></head><body>{HTML}</body></html>".encode()
    for body in (_packed(packed, data), data):
        answer = making.answer(body).replace(b"\r\n\r\n", f"\r\nContent-Encoding: {packed}\r\n\r\n".encode(), 1)
        (copy,) = copies(read(WarcReader(), making.record("response", "https://w.example/1", answer), "a.warc"))
        assert (copy.text, copy.raw) == (STORY, data)


@pytest.mark.parametrize("packed", ["br", "zstd"])
def test_a_packed_page_larger_than_any_costs_itself(packed: str) -> None:
    answer = making.answer(_packed(packed, b"<p>" + b"a" * (65 << 20)))
    answer = answer.replace(b"\r\n\r\n", f"\r\nContent-Encoding: {packed}\r\n\r\n".encode(), 1)
    (failed,) = failures(read(WarcReader(), making.record("response", "https://w.example/1", answer), "a.warc"))

    assert failed.reason == "https://w.example/1: larger than 64 MB, which no page is"


@pytest.mark.parametrize(("packed", "body"), [("br", b"\x00\x01\x02rubbish"), ("zstd", b"(\xb5/\xfdrubbish")])
def test_a_page_that_is_damaged_as_it_is_packed_costs_itself(packed: str, body: bytes) -> None:
    if packed == "br":
        pytest.importorskip("brotli")
    answer = making.answer(body).replace(b"\r\n\r\n", f"\r\nContent-Encoding: {packed}\r\n\r\n".encode(), 1)
    (failed,) = failures(read(WarcReader(), making.record("response", "https://w.example/1", answer), "a.warc"))

    assert failed.reason.startswith("https://w.example/1: damaged")


def _packed(way: str, data: bytes) -> bytes:
    if way == "zstd":
        import zstandard

        return zstandard.compress(data)
    packed: bytes = pytest.importorskip("brotli").compress(data, quality=1)
    return packed


def test_a_page_of_a_system_that_says_who_submitted_it() -> None:
    copy = page(
        '<h1>Alder floods</h1><div class="meta submitted"><span>Submitted by <span class="username">Ana Ruiz</span> on '
        'Fri</span></div><div class="content"><blockquote class="image-field-caption"><p>The river.</p></blockquote>'
        f'{HTML}</div><ul class="links inline"><li class="comment_forbidden"><a href="/l">Log in</a> to post</li></ul>'
    )

    assert (copy.stated.byline, copy.text) == (("Ana Ruiz",), STORY)


@pytest.mark.parametrize(
    "above",
    [
        "<dl><dt>Details</dt><dd>Written by Ana Ruiz</dd><dd>Published: 15 January 2021</dd><dd>Hits: 12</dd></dl>",
        "<table><tr><td><span class=small>Written by Ana Ruiz</span></td></tr><tr><td class=createdate>Friday, "
        "15 January 2021</td></tr></table>",
    ],
)
def test_a_page_that_says_in_words_who_wrote_it_and_when(above: str) -> None:
    copy = page(f"<h2>Alder floods</h2>{above}{HTML}")

    assert (copy.stated.byline, day(copy), copy.text) == (("Ana Ruiz",), "2021-01-15", STORY)


def test_what_a_page_marks_counts_more_than_what_it_says_in_words() -> None:
    copy = page(f"<time datetime=2021-01-15>x</time><p>Published: 3 March 1999</p>{HTML}")

    assert day(copy) == "2021-01-15"


@pytest.mark.parametrize(
    "body",
    [
        "<div class=masthead>{today}</div><div class=story><h1>Alder floods</h1>{own}{story}</div>",
        "<header>{today}</header><main>{own}<h1>Alder floods</h1>{story}</main>",
        "<h1><a href=/>Alder Morning</a></h1>{today}<h1>Alder floods</h1>{own}{story}",
        "{today}<article><h2>Alder floods</h2>{own}{story}</article>",
        "{own}<h2>Alder floods</h2>{story}",
    ],
)
def test_the_day_in_a_masthead_is_not_that_of_the_story(body: str) -> None:
    today, own = "<time datetime=2024-06-01>1 June</time>", "<time datetime=2021-01-15>15 January</time>"

    assert day(page(body.format(today=today, own=own, story=HTML))) == "2021-01-15"


@pytest.mark.parametrize(
    "title", ["Home | Alder Morning", "Alder floods - Home - Alder Morning", "Alder Morning – Home"]
)
def test_no_paper_is_called_home(title: str) -> None:
    copy = page(f"<nav><a href=/>Home</a></nav><h1>Alder floods</h1>{HTML}<p>© 2021 Alder Morning</p>", title)

    assert (copy.stated.publication, copy.stated.headline) == ("Alder Morning", "Alder floods")


def test_data_with_a_comma_too_many_is_read() -> None:
    data = (
        '{"@type": "NewsArticle", "headline": "Tide, ]", "keywords": ["a", "b",\n], "datePublished": "2021-01-15" , }'
    )
    copy = page(f'<script type="application/ld+json">{data}</script>{HTML}')

    assert (copy.stated.headline, copy.stated.keywords, day(copy)) == ("Tide, ]", ("a", "b"), "2021-01-15")


LISTED = (
    '<article class="post"><h2 class="entry-title"><a href="https://w.example/{0}">Alder floods {0}</a></h2>'
    "<time datetime=2021-01-1{0}>x</time><div>{1}</div></article>"
)


def test_a_page_that_lists_whole_stories_holds_each_of_them() -> None:
    body = LISTED.format(1, HTML) + LISTED.format(2, HTML) + LISTED.format(3, f"<p>{FIRST}</p>")
    data = f'<html lang="en"><title>Alder Morning – Home</title><body>{body}</body></html>'
    told = copies(found(data, "a.html"))

    assert [(copy.ordinal, copy.text, day(copy)) for copy in told] == [
        (0, STORY, "2021-01-11"),
        (1, STORY, "2021-01-12"),
    ]
    assert [(copy.stated.headline, copy.stated.url, copy.stated.publication) for copy in told] == [
        (f"Alder floods {n}", f"https://w.example/{n}", "Alder Morning") for n in (1, 2)
    ]
    assert all(copy.raw.decode() in data for copy in told)


@pytest.mark.parametrize(
    "body",
    [
        LISTED.format(1, f"<p>{FIRST}</p>") * 3 + LISTED.format(2, HTML) * 2,
        '<meta property="og:type" content="article">' + LISTED.format(1, HTML) * 2,
        f"<h1>Storm</h1><article><h2>At 6</h2><time>6:00</time>{HTML}</article><article><h2>At 5</h2>{HTML}</article>",
    ],
)
def test_a_page_that_announces_stories_or_tells_one_in_parts_holds_one(body: str) -> None:
    assert len(found(f"<html><body>{body}</body></html>", "a.html")) == 1


def test_a_page_that_sells_the_rest_of_its_story() -> None:
    copy = page(f'{HTML}<div class="paywall"><h2>Subscribe to go on</h2><p>From 1 crown a week</p></div>')
    framed = page(f'<div class="paywall">{HTML}<p>Subscribers met again.</p></div>')

    assert copy.text == STORY
    assert framed.text.startswith(FIRST)


def test_a_page_that_shows_the_first_of_a_story_that_its_data_holds_whole() -> None:
    rest = "The mayor opened the school on the hill to those whose houses are wet, and sent boats along the quays. " * 4
    data = [json.dumps({"@type": "NewsArticle", "headline": "x", "articleBody": each}) for each in (STORY + rest, rest)]
    whole, other = (page(f'<script type="application/ld+json">{each}</script>{HTML}') for each in data)

    assert (whole.text, whole.warnings) == (
        f"{STORY}{rest}".strip(),
        ("the text is that of the data for search engines",),
    )
    assert other.text == STORY


def test_a_page_whose_data_only_names_who_published_it() -> None:
    graph = [
        {"@type": "NewsArticle", "headline": "Alder floods", "publisher": {"@id": "#o"}, "author": [{"@id": "#p"}]},
        {"@type": "Organization", "@id": "#o", "name": "Alder Morning"},
        {"@type": "Person", "@id": "#p", "name": "Ana Ruiz"},
    ]
    data = json.dumps({"@context": "https://schema.org", "@graph": graph})
    copy = page(f'<script type="application/ld+json">{data}</script>{HTML}')

    assert (copy.stated.publication, copy.stated.byline) == ("Alder Morning", ("Ana Ruiz",))


def test_a_headline_that_stands_twice_above_the_story_is_none_of_it() -> None:
    assert page(f"<article><h1>Alder floods</h1><h3>Alder floods</h3>{HTML}</article>").text == STORY


def test_a_page_made_for_printers() -> None:
    copy = page(f"<div><p><b>Alder Morning</b></p><p>Alder floods</p><hr>{HTML}</div>", "Print - Alder floods")

    assert (copy.stated.headline, copy.text) == ("Alder floods", STORY)


def test_one_tag_that_is_a_list() -> None:
    assert only(
        f'<html><head><meta property="article:tag" content="Floods,Rain"></head><body>{HTML}</body></html>', "a.html"
    ).stated.keywords == ("Floods", "Rain")


TALK = "".join(
    f'<li class="comment"><div class="comment-body"><p>{FIRST} I saw it rise higher in another year, and so did he, '
    f"number {n}.</p></div></li>"
    for n in range(20)
)
TOLD = f'<div id="comments" class="comments-area"><h2>20 thoughts</h2><ol class="comment-list">{TALK}</ol></div>'


@pytest.mark.parametrize(
    "kind",
    [
        "article-body ad-free",
        "entry-content has-related",
        "story no-ads",
        "post-content comments-open",
        "content share-wrapper",
        "article__body js-ad-container",
        "node node-article node-promoted clearfix",
        "post-12 post hentry category-local tag-credit",
    ],
)
@pytest.mark.parametrize("below", ["", TOLD])
def test_the_frame_of_a_story_may_be_named_as_furniture_is_but_comments_go(kind: str, below: str) -> None:
    beside = '<div class="share"><p>Send it to friends</p></div><p class="credit">Photo by the Alder Morning</p>'

    apart = page(f'<div id="content"><h1>Alder floods</h1><div class="{kind}">{HTML}</div>{beside}{below}</div>')
    around = page(f'<div class="{kind}"><h2>Alder floods</h2><div class="content">{HTML}{beside}</div>{below}</div>')

    assert apart.text == STORY
    assert around.text.removeprefix("Alder floods\n\n") == STORY


def test_paragraphs_may_be_named_as_furniture_is() -> None:
    marked = HTML.replace("<p>", '<p class="paragraph share-text">')

    assert page(f'<h1>Alder floods</h1>{marked}<p class="share">Send it to friends</p>{TOLD}').text == STORY


@pytest.mark.parametrize("inner", ["comment", "msg"])
def test_comments_longer_than_the_story_are_none_of_it(inner: str) -> None:
    assert (
        page(
            f"<h1>Alder floods</h1><div>{HTML}</div>{TOLD.replace('comment', inner)}".replace('id="msg', 'id="comments')
        ).text
        == STORY
    )
