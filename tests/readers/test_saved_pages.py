"""Pages as they are saved, archived and printed: whose they are, of which day, and where they came from."""

from __future__ import annotations

import json
import time

import pytest

from archive.readers import pressreader
from archive.readers.dates import published
from tests.readers.printing import printed
from tests.readers.support import FIRST, HTML, SECOND, STORY, THIRD, only

HEAD = "<title>Alder floods</title>"
ADDRESS = "https://lorn.example/2019/03/alder-floods"


def page(body: str, head: str = HEAD, before: str = "") -> str:
    return f"<!DOCTYPE html><html lang='en'>{before}<head>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "data",
    [
        page(f"<h1>Alder floods</h1>{HTML}", before=f"<!--\n Page saved with SingleFile \n url: {ADDRESS} \n-->"),
        page(
            f"<h1>Alder floods</h1>{HTML}",
            f"{HEAD}<link rel='canonical' href='https://web.archive.org/web/20190401000000/{ADDRESS}'>",
        ),
        page(
            f"<h1>Alder floods</h1>{HTML}",
            f"{HEAD}<meta property='og:url' content='https://web.archive.org/web/2019id_/{ADDRESS}'>",
        ),
    ],
)
def test_a_page_that_was_kept_has_the_address_that_it_came_from(data: str) -> None:
    assert only(data, "a.html").stated.url == ADDRESS


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Ana Ruiz | 8th March 2019, 6:00 pm", ("Ana Ruiz",)),
        ("By Ana Ruiz · March 8, 2019", ("Ana Ruiz",)),
        ("Published 8 March 2019", ()),
        ("Local News | 2019-03-08", ("Local News",)),
    ],
)
def test_a_line_below_the_heading_tells_the_day_and_who_wrote(line: str, byline: tuple[str, ...]) -> None:
    data = page(f"<div><h1>Alder floods</h1><div class='meta'>{line}</div><div>{HTML}</div></div>")
    stated = only(data, "a.html").stated

    assert stated.published is not None
    assert stated.published.isoformat().startswith("2019-03-08")
    assert stated.byline in (byline, ())


def test_a_day_within_the_story_is_not_when_it_appeared() -> None:
    later = "<p>8 March 1904</p>"
    assert only(page(f"<h1>Alder floods</h1>{HTML}{later}"), "a.html").stated.published is None


@pytest.mark.parametrize(
    "below",
    [
        "<p>8 March 1904 - a day to remember in the lower town</p>",
        "<ul><li><a href='/a'>Why the lower town always floods</a> <span>8 March 2011</span></li></ul>",
    ],
)
def test_a_day_that_is_told_of_below_the_heading_and_that_of_another_story_are_not_when_it_appeared(below: str) -> None:
    assert only(page(f"<h1>Alder floods</h1>{below}{HTML}"), "a.html").stated.published is None


def test_microdata_name_the_paper() -> None:
    publisher = "<div itemprop='publisher' itemscope><meta itemprop='name' content='The Lorn Gazette'></div>"
    assert only(page(f"<h1>Alder floods</h1>{publisher}{HTML}"), "a.html").stated.publication == "The Lorn Gazette"


def test_data_that_build_a_page_may_hold_its_text_in_parts_and_tell_of_it() -> None:
    parts = [{"type": "paragraph", "text": text} for text in (FIRST, SECOND, THIRD)]
    story = {
        "title": "Alder floods",
        "url": "/alder",
        "publishedAt": "2019-03-08",
        "authors": [{"name": "Ana Ruiz"}],
        "body": parts,
    }
    data = json.dumps({"props": {"article": story}})
    copy = only(page(f"<div>Loading</div><script type='application/json'>{data}</script>"), "a.html")

    assert (copy.text, copy.stated.byline) == (STORY, ("Ana Ruiz",))
    assert (copy.stated.published, copy.stated.url) == (published("2019-03-08"), None)
    titled = page(f"<script type='application/json'>{data}</script>", "<title>Alder floods | Lorn</title>")
    assert only(titled, "a.html").stated.headline == "Alder floods"


def test_a_wall_that_asks_for_consent_is_no_story() -> None:
    wall = f"<div id='x-consent-sdk'><h2>We value your privacy</h2><p>{'Our partners store cookies. ' * 5}</p></div>"
    assert only(page(f"{wall}<h1>Alder floods</h1>{HTML}"), "a.html").text == STORY


def test_a_page_of_pressreader_is_of_the_paper_and_the_day_that_its_title_names() -> None:
    head = (
        "<title>PressReader - Lorn Gazette: 2019-03-08 - Alder floods</title><meta property='og:site_name' "
        "content='PressReader'><meta property='og:title' content='Alder floods'>"
    )
    stated = only(page(f"<h1>Alder floods</h1>{HTML}", head), "a.html").stated

    assert (stated.headline, stated.publication) == ("Alder floods", "Lorn Gazette")
    assert stated.published == published("2019-03-08")


def test_a_page_that_pressreader_printed_has_none_of_its_marks() -> None:
    foot = "PRINTED AND DISTRIBUTED BY PRESSREADER PressReader.com +1 604 278 4604 ORIGINAL COPY ORIGINAL COPY"
    blocks = ["Alder floods", "The Lorn Gazette 8 Mar 2019 By Ana Ruiz", FIRST, SECOND, THIRD]
    copy = only(printed(blocks, foot=foot, large=["Alder floods"]), "a.pdf")

    assert (copy.text, copy.stated.headline) == (STORY, "Alder floods")
    assert (copy.stated.publication, copy.stated.byline) == ("The Lorn Gazette", ("Ana Ruiz",))
    assert copy.stated.published == published("2019-03-08")


@pytest.mark.parametrize("block", ["- " * 50_000, "+1 604 " * 20_000, "ORIGINAL COPY " * 10_000, "a" * 200_000])
def test_marks_that_are_meant_to_hang_it_take_no_time(block: str) -> None:
    begun = time.process_time()
    pressreader.printed(f"PressReader.com\n\n{block}")

    assert time.process_time() - begun < 2
