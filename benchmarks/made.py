"""Files of every format that hold the same stories, another number in each, so that nothing can be remembered."""

from __future__ import annotations

import csv
import io
import zipfile

WORDS = (
    "PORT ALDEN (Coastwire) - The river Alder rose over its banks on day {n} and flooded {n} houses in the lower town.",
    '"The water came in at the back door and went out at the front," said Joss Tarrow, a fisherman who lives there.',
    "The council of Port Alden met at noon and promised sandbags, pumps and hot soup to all who had asked for them.",
    "Rain is forecast until Sunday, when the wind is to turn north and the river to fall, the weather office said.",
) * 3


_METAS = ("title", "description", "type", "url", "image", "image:width", "image:height", "site", "locale", "updated")
_MENU = ("News", "Sport", "Coast", "Harbour", "Business", "Opinion", "Culture", "Weather", "Letters", "Archive")
_SCRIPT = "window.site=window.site||{};site.push=function(e){(site.q=site.q||[]).push(e)};site.push({page:1});" * 8


def story(n: int) -> list[str]:
    """Return the paragraphs of one story."""
    return [each.format(n=n) for each in WORDS]


def page(n: int) -> bytes:
    """Return a web page of 7 kB, a fifth of which is its story: a head, menus, scripts, and what to read next."""
    text = "".join(f"<p>{each}</p>\n" for each in story(n))
    metas = "".join(f'<meta property="og:{name}" content="{name} of flood {n}">\n' for name in _METAS)
    menu = "".join(f'<li class="menu-item"><a href="/{name}/" data-id="{n}">{name}</a></li>\n' for name in _MENU)
    more = "".join(
        f'<li class="card"><a href="/2021/01/{each}"><img src="/thumb/{each}.jpg" width="320" height="180" alt="">'
        f"<span>The tide of day {each}</span></a></li>\n"
        for each in range(n, n + 12)
    )
    return (
        f'<!doctype html>\n<html lang="en"><head>\n<meta charset="utf-8">\n<title>Flood {n} | Coastwire</title>\n'
        f'{metas}<link rel="stylesheet" href="/site.css">\n<script>{_SCRIPT}</script>\n</head>\n<body class="single">\n'
        f'<header><nav class="menu"><ul>\n{menu}</ul></nav></header>\n<main><article>\n<h1>Flood {n}</h1>\n{text}'
        f'</article>\n<aside class="related"><h2>More</h2><ul>\n{more}</ul></aside></main>\n<footer><ul>\n{menu}</ul>'
        f"<p>Coastwire</p></footer>\n<script>{_SCRIPT}</script>\n</body></html>\n"
    ).encode()


def feed(count: int) -> bytes:
    """Return a feed of RSS with as many stories as are asked for."""
    items = "".join(
        f"<item><title>Flood {n}</title><pubDate>Fri, 15 Jan 2021 18:00:00 GMT</pubDate>"
        f"<description><![CDATA[{''.join(f'<p>{each}</p>' for each in story(n))}]]></description></item>\n"
        for n in range(count)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>C</title>{items}</channel></rss>'.encode()


def nitf(n: int) -> bytes:
    """Return a document of NITF."""
    text = "".join(f"<p>{each}</p>" for each in story(n))
    head = f"<body.head><hedline><hl1>Flood {n}</hl1></hedline></body.head>"
    return f"<nitf><body>{head}<body.content>{text}</body.content></body></nitf>".encode()


def newsml(n: int) -> bytes:
    """Return a package of NewsML."""
    text = "".join(f"<p>{each}</p>" for each in story(n))
    return (
        f"<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>{n}</NewsItemId></NewsIdentifier></Identification>"
        f"<NewsComponent><NewsLines><HeadLine>Flood {n}</HeadLine></NewsLines><ContentItem><DataContent>{text}"
        "</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    ).encode()


def newsmlg2(n: int) -> bytes:
    """Return an item of NewsML-G2."""
    text = "".join(f"<p>{each}</p>" for each in story(n))
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{n}" version="1"><itemMeta><provider><name>Coast'
        "wire</name></provider><versionCreated>2021-01-15T18:00:00Z</versionCreated></itemMeta><contentMeta><headline>"
        f'Flood {n}</headline></contentMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{text}'
        "</body></html></inlineXML></contentSet></newsItem>"
    ).encode()


def reuters(n: int) -> bytes:
    """Return an element of Reuters-21578."""
    text = "\n    ".join(story(n))
    return (
        f'<REUTERS TOPICS="NO" LEWISSPLIT="TRAIN" NEWID="{n}">\n<DATE>26-FEB-1987 15:01:01.79</DATE>\n<TEXT>\n<TITLE>'
        f"FLOOD {n}</TITLE>\n<BODY>{text}\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n"
    ).encode()


def gigaword(n: int) -> bytes:
    """Return a document of Gigaword."""
    text = "\n</P>\n<P>\n".join(story(n))
    return (
        f'<DOC id="CNA_ENG_20210115.{n:04}" type="story">\n<HEADLINE>\nFlood {n}\n</HEADLINE>\n<TEXT>\n<P>\n{text}\n'
        "</P>\n</TEXT>\n</DOC>\n"
    ).encode()


def anpa(n: int) -> bytes:
    """Return a message of ANPA 1312."""
    text = "\r\n\t".join(story(n))
    return (
        f"\x16\x16\x01a{n:04}----\r\nr i \x11BC-Flood-{n}\x14 01-15 0123\r\n\x02^BC-Flood-{n},0123<\r\n^Flood {n}<"
        f"\r\n\t{text}\r\n\x03\r\nCW-PA-01-15-21 1800GMT\r\n\x04"
    ).encode()


def nexis(n: int) -> bytes:
    """Return an article as LexisNexis exports it."""
    text = "\n\n".join(f"   {each}" for each in story(n))
    return (
        f"{'':30}{n} of 9999 DOCUMENTS\n\n{'':30}The Lorn Gazette\n\n{'':30}January 15, 2021 Friday\n\nFlood {n}"
        f"\n\nLENGTH: 230 words\n\n{text}\n\nLOAD-DATE: January 15, 2021\n\nLANGUAGE: ENGLISH\n\n\n"
    ).encode()


def factiva(n: int) -> bytes:
    """Return an article as Factiva exports it."""
    text = "\n\n".join(story(n))
    return (
        f"HD  Flood {n}\nWC  230 words\nPD  15 January 2021\nSN  The Lorn Gazette\nSC  LORNG\nLA  English\n\nLP  \n"
        f"{text}\n\nAN  Document LORNG00020210115ef38{n:05}\n\n"
    ).encode()


def proquest(n: int) -> bytes:
    """Return an article as ProQuest exports it."""
    text = "\n\n".join(story(n))
    return (
        f"{'_' * 60}\n\nDocument {n} of 9999\n\nFlood {n}\n\nFull text: {text}\n\nPublication title: The Lorn "
        f"Gazette; Lorn\n\nPublication date: Jan 15, 2021\n\nProQuest document ID: {n}\n\n"
    ).encode()


def bundled(n: int) -> bytes:
    """Return an article as it stands among others in one text."""
    text = "\n\n".join(story(n))
    return f"Flood {n}\n\nBy Ana Ruiz\n\n{text}\n\n{'=' * 60}\n\n".encode()


def table(rows: list[dict[str, str]]) -> bytes:
    """Return a table."""
    target = io.StringIO()
    writer = csv.DictWriter(target, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue().encode()


def mail(n: int) -> bytes:
    """Return a message."""
    head = (
        f"From: Ana Ruiz <ana@wire.example>\nTo: desk@wire.example\nSubject: Flood {n}\nMessage-ID: <{n}@w.example>\n"
    )
    return (head + "Date: Mon, 1 Jan 2001 08:00:00 GMT\n\n" + "\n\n".join(story(n)) + "\n").encode()


def warc(n: int, page: bytes) -> bytes:
    """Return a record of WARC with a page."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://w.example/{n}\r\nWARC-Date: 2021-06-02T10:00:00Z"
        f"\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{n:012d}>\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def arc(n: int, page: bytes) -> bytes:
    """Return a record of ARC with a page, the first one with the head of its file."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    told = b"1 0 Coastwire\nURL IP-address Archive-date Content-type Archive-length\n"
    head = (
        f"filedesc://a.arc 0.0.0.0 20010602100000 text/plain {len(told)}\n".encode() + told + b"\n" if n == 0 else b""
    )
    return head + f"http://w.example/{n} 10.0.0.1 20010602100000 text/html {len(block)}\n".encode() + block + b"\n"


def wet(n: int) -> bytes:
    """Return a record of WET, a page that was turned into text."""
    block = "\n".join(("Flood", *story(n))).encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://w.example/{n}\r\n"
        f"WARC-Date: 2021-06-02T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{n:012d}>\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def wiki(count: int) -> bytes:
    """Return the dump of a wiki with as many articles as are asked for."""
    pages = "".join(
        f"<page><title>Flood {n}</title><ns>0</ns><id>{n}</id><revision><id>{n}</id><timestamp>2021-01-15T18:00:00Z"
        f"</timestamp><text>{{{{date|January 15, 2021}}}}\n{_marked(n)}\n== Sources ==\n* {{{{source|url=x}}}}\n"
        "[[Category:Alder]]</text></revision></page>\n"
        for n in range(count)
    )
    told = "<siteinfo><sitename>Coastnews</sitename><base>https://en.coastnews.example/wiki/Main</base></siteinfo>"
    return f'<mediawiki xml:lang="en">{told}{pages}</mediawiki>'.encode()


def _marked(n: int) -> str:
    """Return a story in the markup of wikis, a link and bold type in each paragraph."""
    return "\n\n".join(each.replace("the", "[[The|the]]", 1).replace("town", "'''town'''") for each in story(n))


def sheet(rows: list[dict[str, str]]) -> tuple[str, list[str]]:
    """Return the rows of a sheet of XLSX in markup, and the texts that its cells refer to, as programs write them."""
    told = [list(rows[0]), *(list(row.values()) for row in rows)]
    width = len(told[0])
    cells = "".join(
        f'<row r="{at + 1}">'
        + "".join(f'<c r="{chr(65 + n)}{at + 1}" t="s"><v>{width * at + n}</v></c>' for n in range(width))
        + "</row>"
        for at in range(len(told))
    )
    return cells, [f"<si><t>{value}</t></si>" for values in told for value in values]


def zip(pages: tuple[bytes, ...]) -> bytes:
    """Return an archive of pages."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, page in enumerate(pages):
            archive.writestr(f"{n}.html", page)
    return target.getvalue()
