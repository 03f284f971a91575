"""Channels and chats as Telegram Desktop exports them in pages."""

from __future__ import annotations

from tests.readers.support import FIRST, SECOND, STORY, copies, found, only

PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body><div class="page_wrap">'
    '<div class="page_header"><div class="content"><div class="text bold">\nThe Lorn Gazette\n</div></div></div><div '
    'class="page_body chat_page"><div class="history"><div class="message service" id="message-1"><div class="body '
    'details">\n9 March 2019\n</div></div>{}</div></div></div></body></html>'
)
POST = (
    '<div class="message default clearfix{}" id="message{}"><div class="body"><div class="pull_right date details" '
    'title="09.03.2019 11:00:00 UTC+01:00">\n11:00\n</div>{}</div></div>'
)
NAME, TEXT = '<div class="from_name">\n{} \n</div>', '<div class="text">\n{}\n</div>'
BROKEN = STORY.replace("\n\n", "<br><br>")


def test_each_post_of_a_channel_is_an_article_of_a_publication() -> None:
    first = POST.format(
        "", 2, NAME.format("The Lorn Gazette") + TEXT.format(f"<strong>Alder floods</strong><br><br>{BROKEN}")
    )
    second = POST.format(" joined", 3, '<div class="media_wrap clearfix">Photo</div>' + TEXT.format(FIRST))
    flood, rain = copies(found(PAGE.format(first + second), "messages.html"))

    assert (flood.text, flood.stated.headline, flood.stated.publication) == (STORY, "Alder floods", "The Lorn Gazette")
    assert (rain.text, rain.stated.headline, rain.stated.publication) == (FIRST, None, "The Lorn Gazette")
    assert flood.stated.published
    assert flood.stated.published.isoformat() == "2019-03-09T11:00:00+01:00"
    assert (flood.ordinal, rain.ordinal, rain.raw) == (0, 1, FIRST.encode())


def test_a_post_of_a_person_has_a_byline_and_one_passed_on_the_channel_it_is_of() -> None:
    origin = (
        '<div class="from_name">\nVell Morning<span class="date details" title="08.03.2019 10:00:00"> 08.03.2019</span>'
    )
    own = POST.format("", 2, NAME.format("Tomas Brennick") + TEXT.format(SECOND))
    passed_on = POST.format(" joined", 3, f'<div class="forwarded body">{origin}</div>{TEXT.format(FIRST)}</div>')
    by, of = copies(found(PAGE.format(own + passed_on), "messages.html"))

    assert (by.stated.byline, by.stated.publication, by.text) == (("Tomas Brennick",), None, SECOND)
    assert (of.stated.byline, of.stated.publication, of.text) == ((), "Vell Morning", FIRST)


def test_posts_without_words_are_passed_by_and_bold_words_within_a_line_are_no_headline() -> None:
    bold = POST.format("", 2, NAME.format("Tomas Brennick") + TEXT.format(f"<strong>{FIRST[:9]}</strong>{FIRST[9:]}"))
    copy = only(PAGE.format(POST.format("", 1, "<div class='media_wrap'>Photo</div>") + bold), "messages.html")

    assert (copy.text, copy.stated.headline) == (FIRST, None)
