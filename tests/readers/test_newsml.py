"""NewsML 1 and G2 beyond the samples: packages that are long, broken, or of other things."""

from __future__ import annotations

import pytest

from archive.errors import ReadError
from archive.readers.newsml import NewsmlReader
from archive.readers.newsmlg2 import NewsmlG2Reader
from tests.readers.support import copies, failures, known_as, read

G2, ONE = NewsmlG2Reader(), NewsmlReader()
NS = "xmlns='http://iptc.org/std/nar/2006-10-01/'"


def item(text: str, guid: str = "g", version: int = 1, more: str = "", meta: str = "") -> str:
    return (
        f"<newsItem guid='{guid}' version='{version}'><itemMeta>{meta}</itemMeta><contentMeta>{more}</contentMeta>"
        f"<contentSet><inlineXML><html><body><p>{text}</p></body></html></inlineXML></contentSet></newsItem>"
    )


def message(*items: str) -> bytes:
    return f"<?xml version='1.0'?>\n<newsMessage {NS}><itemSet>{''.join(items)}</itemSet></newsMessage>".encode()


def old_item(
    inner: str, id: str = "<ProviderId>p</ProviderId><DateId>20190309</DateId><NewsItemId>i</NewsItemId>"
) -> str:
    return (
        f"<NewsItem><Identification><NewsIdentifier>{id}<RevisionId>3</RevisionId></NewsIdentifier></Identification>"
        f"<NewsComponent>{inner}</NewsComponent></NewsItem>"
    )


def old_text(text: str) -> str:
    return f"<ContentItem><MediaType FormalName='Text'/><DataContent>{text}</DataContent></ContentItem>"


def test_each_is_known_by_its_first_element() -> None:
    assert known_as(message(), "a.xml") == "newsml-g2"
    assert known_as(f"<newsItem {NS}>".encode(), "a.txt") == "newsml-g2"
    assert known_as(b"<NewsML Version='1.2'>", "a") == "newsml"
    assert known_as(b"<rss><newsItem/></rss>", "a.xml") not in ("newsml", "newsml-g2")


def test_a_record_is_its_item_byte_for_byte_wherever_it_stands() -> None:
    items = [item("One."), item("Two.", "h")]
    alone, together = read(G2, message(items[1])), read(G2, message(*items))

    assert [copy.raw.decode() for copy in copies(together)] == items
    assert copies(alone)[0].raw == copies(together)[1].raw
    assert [copy.ordinal for copy in copies(together)] == [0, 1]


def test_a_broken_item_costs_itself() -> None:
    data = message(item("One."), item("Two.").replace("</p>", ""), item("Three."))
    records = read(G2, data)

    assert [copy.text for copy in copies(records)] == ["One.", "Three."]
    assert [failed.reason.partition(": ")[0] for failed in failures(records)] == ["line 2"]


def test_a_message_that_is_cut_off_gives_what_came_before() -> None:
    data = message(item("One."), item("Two."))
    records = read(G2, data[: data.index(b"Two.")])

    assert [copy.text for copy in copies(records)] == ["One."]
    assert [failed.reason for failed in failures(records)] == ["line 2: cut off: the file ends within it"]


def test_a_message_cut_off_before_its_first_item_is_an_error() -> None:
    with pytest.raises(ReadError, match=r"^a\.xml:2: not well-formed NewsML-G2: unclosed <itemSet>"):
        read(G2, message().partition(b"</")[0], "a.xml")


def test_a_package_that_only_lists_other_items_holds_no_story() -> None:
    assert read(G2, f"<packageItem {NS} guid='p'><groupSet/></packageItem>".encode()) == []


@pytest.mark.parametrize("kind", ["picture", "graphic", "video", "audio"])
def test_pictures_with_a_caption_are_no_story(kind: str) -> None:
    assert read(G2, message(item("A caption.", meta=f"<itemClass qcode='ninat:{kind}'/>"))) == []


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_a_withdrawal_without_text_is_still_a_record(status: str) -> None:
    (copy,) = copies(read(G2, message(item("", version=2, meta=f"<pubStatus qcode='stat:{status}'/>"))))

    assert (copy.text, copy.stated.guid, copy.stated.version, copy.stated.status) == ("", "g", "2", status)


def test_people_and_places_may_be_told_by_an_assertion() -> None:
    told = (
        "<assert qcode='p:1'><type qcode='cpnat:person'/><name>Clara Weiss</name></assert>"
        "<assert qcode='g:1'><type qcode='cpnat:geoArea'/><name>Astrel</name></assert>"
    )
    data = message(
        item("x", more="<subject qcode='p:1'/><subject qcode='g:1'/>").replace("</itemMeta>", f"</itemMeta>{told}")
    )
    (copy,) = copies(read(G2, data))

    assert [person.name for person in copy.stated.people] == ["Clara Weiss"]
    assert copy.stated.places == ("Astrel",)


def test_prefixes_declared_around_an_item_hold_in_it() -> None:
    data = (
        b"<n:newsMessage xmlns:n='http://iptc.org/std/nar/2006-10-01/' xmlns:x='http://www.w3.org/1999/xhtml'><n:itemSet>"
        b"<n:newsItem guid='g'><n:contentSet><n:inlineXML><x:html><x:body><x:p>The tide.</x:p></x:body></x:html>"
        b"</n:inlineXML></n:contentSet></n:newsItem></n:itemSet></n:newsMessage>"
    )

    assert [copy.text for copy in copies(read(G2, data))] == ["The tide."]


def test_the_encoding_that_the_file_declares_holds_for_each_item() -> None:
    data = "<?xml version='1.0' encoding='windows-1251'?><NewsML>" + old_item(old_text("<p>Вода</p>")) + "</NewsML>"
    (copy,) = copies(read(ONE, data.encode("cp1251")))

    assert (copy.text, copy.encoding) == ("Вода", "windows-1251")


@pytest.mark.parametrize(
    ("id", "guid"),
    [
        ("<ProviderId>p</ProviderId><DateId>20190309</DateId><NewsItemId>i</NewsItemId>", "urn:newsml:p:20190309:i"),
        ("<PublicIdentifier>urn:newsml:p:20190309:i:3U</PublicIdentifier>", "urn:newsml:p:20190309:i"),
        ("<NewsItemId>i</NewsItemId>", "i"),
        ("<NewsItemId>story:417</NewsItemId>", "story:417"),
    ],
)
def test_all_revisions_of_an_item_share_one_guid(id: str, guid: str) -> None:
    (copy,) = copies(read(ONE, f"<NewsML>{old_item(old_text('<p>x</p>'), id)}</NewsML>".encode()))

    assert (copy.stated.guid, copy.stated.version) == (guid, "3")


def test_the_main_text_is_taken_and_captions_are_not() -> None:
    caption = "<NewsComponent><Role FormalName='Caption'/>" + old_text("<p>The caption.</p>") + "</NewsComponent>"
    main = "<NewsComponent><Role FormalName='Main'/>" + old_text("<p>The story.</p>") + "</NewsComponent>"
    first = "<NewsComponent>" + old_text("Plain words.") + "</NewsComponent>"

    assert [
        copy.text for copy in copies(read(ONE, f"<NewsML>{old_item(caption + first + main)}</NewsML>".encode()))
    ] == ["The story."]
    assert read(ONE, f"<NewsML>{old_item(caption)}</NewsML>".encode()) == []


def test_plain_text_keeps_its_lines_and_escaped_html_becomes_paragraphs() -> None:
    plain, marked = (
        old_item(old_text("\n  washington  reuters    as u s\nnext\n")),
        old_item(old_text("&lt;p>a&lt;/p>&lt;p>b")),
    )

    assert [copy.text for copy in copies(read(ONE, f"<NewsML>{plain}{marked}</NewsML>".encode()))] == [
        "  washington  reuters    as u s\nnext",
        "a\n\nb",
    ]


CORPUS = (
    '<?xml version="1.0" encoding="iso-8859-1" ?>\n<newsitem itemid="2286" id="root" date="1996-08-20" xml:lang="en">\n'
    "<title>CALDERRA: Lock at Astrel to close.</title>\n<headline>Lock at Astrel to close.</headline>\n"
    "<byline>Clara Weiss</byline>\n<dateline>ASTREL, Calderra 1996-08-20</dateline>\n"
    "<text>\n<p>The lock will close.</p>\n<p>It is \xf6ld.</p>\n</text>\n<copyright>(c) Coastwire 1996</copyright>\n"
    '<metadata><codes class="bip:countries:1.0"><code code="CAL"/></codes><dc element="dc.source" value="Coastwire"/>'
    '<dc element="dc.date.published" value="1996-08-20"/></metadata>\n</newsitem>\n'
).encode("latin-1")


def test_an_item_of_the_corpora_of_reuters_is_read_with_what_it_states() -> None:
    assert known_as(CORPUS, "2286newsML.xml") == "newsml"
    (copy,) = copies(read(ONE, CORPUS))
    stated = copy.stated

    assert (copy.text, stated.headline) == ("The lock will close.\n\nIt is öld.", "Lock at Astrel to close.")
    assert stated.published is not None
    assert stated.dateline is not None
    assert (stated.published.isoformat(), stated.dateline.text) == ("1996-08-20", "ASTREL, Calderra")
    assert (stated.byline, stated.agency, stated.guid) == (("Clara Weiss",), "Coastwire", "Coastwire:2286")
    assert (stated.language, stated.rights) == ("en", "(c) Coastwire 1996")


def test_an_element_of_that_name_without_a_number_is_something_else() -> None:
    assert known_as(b"<newsitem><text>The lock will close.</text></newsitem>", "a.xml") is None
