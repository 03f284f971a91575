"""Pages and texts that hold no story, and stories that look like them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from archive.cli import main
from archive.errors import NoArticleError
from archive.readers.files import recognise_stream
from archive.readers.html import HtmlReader
from tests.readers.making import packed
from tests.readers.support import FIRST, HTML, SECOND, copies, found, known_as, only

PAGE = '<!doctype html><html><head><title>{}</title></head><body><nav><a href="/">Home</a></nav>{}</body></html>'
TEASER = f"<div class=teaser><h3><a href='/alder-{{0}}'>Alder floods for the {{0}}th time</a></h3><p>{FIRST}</p></div>"
CARD = f"<a href='/alder-{{0}}'><h3>Alder floods for the {{0}}th time</h3><p>{FIRST}</p></a>"
LINE = "<li><a href='/alder-{0}'>Alder floods for the {0}th time in a year</a></li>"
MANY = range(1, 7)


def passed(page: str) -> str:
    """Return what a page is told to be that is passed over."""
    with pytest.raises(NoArticleError, match=r"^a\.html: ") as told:
        list(HtmlReader().read(io.BytesIO(page.encode()), "a.html"))
    return str(told.value).removeprefix("a.html: ")


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Page not found | The Lorn Gazette", "<h1>Page not found</h1><p>It may have moved. Try the front page.</p>"),
        ("404 - The Lorn Gazette", "<h2>Oops! That page can’t be found.</h2><p>Maybe try a search?</p>"),
        ("404 Not Found", "<center><h1>404 Not Found</h1></center><hr><center>server/1.0</center>"),
        ("403 Forbidden", "<h1>Forbidden</h1><p>You don't have permission to access /alder on this server.</p>"),
        ("301 Moved Permanently", "<h1>Moved Permanently</h1><p>It has moved <a href='/b'>here</a>.</p>"),
        ("Just a moment...", "<h1>lorn.example</h1><p>lorn.example looks at your connection before going on.</p>"),
        ("The Lorn Gazette", "<h1>We value your privacy</h1><p>We and our 812 partners store cookies.</p>"),
        ("Anmelden | Lorner Bote", "<h1>Anmelden</h1><p>Noch kein Konto?</p>"),
        ("Error 503: Service Unavailable", "<p>The site is down for a while. Come back in an hour.</p>"),
    ],
)
def test_what_a_site_says_in_place_of_a_story_is_passed_over(title: str, body: str) -> None:
    assert passed(PAGE.format(title, body)) == "error page or login"


@pytest.mark.parametrize("each", [TEASER, CARD, LINE], ids=["teasers", "cards", "lines"])
@pytest.mark.parametrize("head", ["", "<h1>Sport</h1>"])
def test_a_front_page_is_passed_over(each: str, head: str) -> None:
    assert passed(PAGE.format("Lorn", head + "".join(map(each.format, MANY)))) == "list of articles"


def test_a_list_of_files_is_passed_over() -> None:
    body = "<h1>Index of /2019</h1><pre><a href='a.html'>a.html</a> 09-Mar-2019 10:00 4711</pre>"

    assert passed(PAGE.format("Index of /2019", body)) == "list of articles"


@pytest.mark.parametrize("each", [TEASER, CARD, LINE], ids=["teasers", "cards", "lines"])
@pytest.mark.parametrize(
    "story",
    [
        f"<h1>Alder floods</h1>{HTML}",
        f"<h1>Alder floods</h1><p>{FIRST}</p>",
        "<h1>Alder floods</h1><p>The river rose over its banks on Friday, again.</p>",
        f"<h1>Alder floods</h1><div class=story><p>{FIRST}</p><h4><a href='/more'>More on the Alder</a></h4></div>",
        "<h1>Results</h1><p>Lorn 3 Astrel 1<br>Vell 2 Port Alden 2<br>Calderra 0 Kestrel 4<br>Tallow 1 Wend 1<br>Selby "
        "2 Harrow 0<br>Brack 5 Ostrel 1</p>",
    ],
    ids=["story", "brief", "line", "with a link in it", "results"],
)  # fmt: skip
def test_a_story_above_what_leads_to_others_is_a_story(each: str, story: str) -> None:
    assert only(PAGE.format("Alder floods", story + "".join(map(each.format, MANY))), "a.html").text


def test_stories_under_headings_that_lead_to_pages_of_their_own_are_kept() -> None:
    stories = "".join(f"<div class=post><h2><a href='/{n}'>Flood {n}</a></h2>{HTML}{HTML}</div>" for n in MANY)

    assert SECOND in only(PAGE.format("Floods", stories), "a.html").text


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2019-03-09">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Access denied"}</script>',
    ],
)
def test_a_page_that_states_an_article_holds_one_whatever_it_is_called(head: str) -> None:
    page = PAGE.format(f"Access denied</title>{head}<title>", f"<h1>Access denied</h1><p>{FIRST}</p>")

    assert only(page, "a.html").stated.headline == "Access denied"


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("Access denied", "".join(f"<p>{n} {SECOND} {FIRST}</p>" for n in MANY)),
        ("500 jobs to go at the harbour", HTML),
        ("404 arrests: what the police found", HTML),
        ("An error in the count", HTML),
        ("Login office of the harbour closes", HTML),
    ],
)
def test_a_story_that_is_called_nearly_so_is_a_story(headline: str, text: str) -> None:
    assert only(PAGE.format(headline, f"<h1>{headline}</h1>{text}"), "a.html").stated.headline == headline


def test_a_heading_of_a_box_beside_a_short_story_says_nothing_of_it() -> None:
    page = PAGE.format("Alder floods", f"<h2>Log in</h2><h2>Alder floods</h2><p>{FIRST}</p>")

    assert only(page, "a.html").text.endswith(FIRST)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        ("# Rules\nUser-agent: *\nDisallow: /admin/\n\nSitemap: https://lorn.example/s.xml\n", "robots.txt",
         "rules for robots"),
        ("https://lorn.example/a\nhttps://lorn.example/b\n", "pages.txt", "list of addresses"),
        ('10.0.0.1 - - [09/Mar/2019:10:00:01 +0000] "GET /a HTTP/1.1" 200 471 "-" "-"\n' * 3, "access.log.1", "log"),
        ("2019-03-09 10:00:01 [crawler.engine] DEBUG: Crawled (200)\n" * 3, "crawl.log", "log"),
        ("2019-03-09T10:00:01.123Z INFO begun\n2019-03-09T10:00:02.123Z ERROR ended\n", "a.txt", "log"),
        ("Mar  9 10:00:01 alder cron[471]: begun\n" * 3, "syslog", "log"),
        ("--2019-03-09 10:00:00--  https://lorn.example/a\nConnecting...\n", "wget-log", "log"),
        ("Page not found\n\nSorry, there is no such page.\n\nHome\nNews\n", "a.txt", "error page or login"),
        ("all:\n\tpython scrape.py\n", "Makefile", "program"),
        ("MIT License\n\nCopyright (c) 2019 Ana Ruiz\n", "LICENSE", "note on the files beside it"),
    ],
)  # fmt: skip
def test_what_is_written_for_programs_is_passed_over_and_named(data: str, name: str, kind: str) -> None:
    assert recognise_stream(io.BytesIO(data.encode()), f"/a/{name}").kind == kind


@pytest.mark.parametrize(
    "text",
    [
        f"https://lorn.example/alder\n\n{FIRST}\n",
        f"User-agent: the word of the year\n\n{FIRST}\n",
        "2019-03-09 10:00:01 The river Alder rose.\n2019-03-09 10:30:00 The mayor spoke.\n",
        "Mar  9 10:00:01 Lorn: the river rose\n" * 3,
        f"Access denied\n\n{FIRST}\n\n{SECOND}\n" + f"\n{FIRST}\n" * 10,
    ],
)
def test_news_that_looks_like_it_is_text(text: str) -> None:
    assert known_as(text.encode(), "a.txt") == "text"


def test_what_is_passed_over_is_counted_by_what_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gone = PAGE.format("Page not found", "<p>Sorry.</p>")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.html").write_text(gone)
    (folder / "b.html").write_text(PAGE.format("Alder floods", HTML))
    (folder / "robots.txt").write_text("User-agent: *\nDisallow: /\n")

    assert main(["--archive", str(tmp_path / "archive"), "index", str(folder)]) == 0
    assert "skipped: error page or login 1, rules for robots 1" in capsys.readouterr().out
    assert main(["parse", str(folder / "a.html")]) == 1
    assert "a.html: skipped: error page or login" in capsys.readouterr().err


def test_a_page_without_a_story_in_an_archive_costs_the_others_nothing() -> None:
    data = packed({
        "a.html": PAGE.format("Page not found", "<p>Sorry.</p>").encode(),
        "b.html": PAGE.format("Alder floods", HTML).encode(),
    })  # fmt: skip

    assert [copy.member for copy in copies(found(data, "a.zip"))] == ["b.html"]
