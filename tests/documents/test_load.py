"""Files of every format become documents; what cannot be read costs one clear line."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from daylight.documents.load import LARGEST_FILE, LARGEST_TEXT, LONGEST_LINE, find_files, load
from daylight.documents.segments import readable_text
from daylight.errors import InputError
from daylight.records import Document, document_id

SENTENCE = "The minister said on Tuesday that patrols in the strait would begin at once, according to two officials."
PAGE = f"""<!doctype html><html><head><title>Two Allies | Lake</title><meta property="og:title" content="Two Allies">
<meta property="og:site_name" content="The Lake Institute"><meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2026-03-03T10:00:00Z"><script>steal()</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Two Allies</h1><p>{SENTENCE}</p>
<ul><li>Ankara wants <a href="https://lake.example/2026/03/02/talks">talks</a> before anything else happens.</li></ul>
<p onclick="steal()">Bucharest does not want any talks before the fleet has left the strait for good, it says.</p>
</article><footer>© 2026 The Lake Institute. All rights reserved.</footer></body></html>"""
MESSAGE = f"""From: The Lake Institute <brief@lake.example>
Subject: =?utf-8?q?Two_Allies?=
Date: Tue, 03 Mar 2026 10:00:00 +0000
Message-ID: <1@lake.example>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<html><body><p>View this email in your browser</p><p>{SENTENCE}</p><p>Unsubscribe</p></body></html>
"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def only(path: Path) -> Document:
    (document,) = load(path)
    return document


def clean(document: Document) -> str:
    return readable_text(document.text, document.segments)


def docx_file(*paragraphs: str) -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.title = "Two Allies"
    document.core_properties.created = datetime.datetime(2026, 3, 3)
    document.add_heading("Two Allies", 0)
    for text in paragraphs:
        document.add_paragraph(text)
    document.add_paragraph("Ankara wants talks.", style="List Bullet")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_file(*pages: list[str]) -> bytes:
    """A minimal PDF of some lines a page, written by hand."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        moves = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F1 10 Tf 50 780 Td {moves}ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % content
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{k} 0 R' for k in kids)}] /Count {len(kids)} >>".encode()
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


# --- formats ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_text_of_a_file_is_what_open_reads(tmp_path: Path, encoding: str) -> None:
    text = "Café talks\r\n\r\nThe envoy said “no” – twice.\rThen he left.\n"
    path = write(tmp_path, "a.txt", text.encode(encoding))
    document = only(path)
    assert document.text == path.read_text(encoding=encoding)
    assert document.attributes["encoding"] == encoding
    assert document.id == document_id(document.text)


def test_utf_16_without_a_mark_is_read(tmp_path: Path) -> None:
    assert only(write(tmp_path, "a.txt", SENTENCE.encode("utf-16-le"))).text == SENTENCE


def test_a_few_broken_bytes_do_not_change_the_encoding(tmp_path: Path) -> None:
    text = ("Türkiye said “no” to Erdoğan’s guests – twice. " * 20).encode() + b"\xff"
    assert only(write(tmp_path, "a.txt", text)).attributes["encoding"] == "utf-8"


def test_markdown_front_matter_states_title_and_date(tmp_path: Path) -> None:
    text = f"---\ntitle: Two Allies\ndate: 2026-03-03\nauthor: Ann Lee\n---\n\n# Two Allies\n\n{SENTENCE}\n"
    document = only(write(tmp_path, "a.md", text))
    assert (document.title, document.published) == ("Two Allies", datetime.date(2026, 3, 3))
    assert document.format == "markdown"
    assert clean(document) == SENTENCE


@pytest.mark.parametrize(
    "stated", ["2026-03-03T10:00Z", "Tue, 03 Mar 2026 10:00:00 +0000", "March 3, 2026", "3 mars 2026"]
)
def test_a_stated_date_is_read_in_many_forms(tmp_path: Path, stated: str) -> None:
    document = only(write(tmp_path, "a.md", f"---\ndate: {stated}\n---\n\n{SENTENCE}\n"))
    assert document.published == datetime.date(2026, 3, 3)


@pytest.mark.parametrize("stated", ["soon", "March", "2026"])
def test_a_stated_date_that_is_not_full_is_not_taken(tmp_path: Path, stated: str) -> None:
    assert only(write(tmp_path, "a.md", f"---\ndate: {stated}\n---\n\nThe envoy left.\n")).published is None


def test_a_title_in_metadata_is_mended_and_the_text_is_not(tmp_path: Path) -> None:
    document = only(write(tmp_path, "a.jsonl", '{"title": "TÃ¼rkiye waits", "text": "TÃ¼rkiye waits."}'))
    assert (document.title, document.text) == ("Türkiye waits", "TÃ¼rkiye waits.")


def test_the_article_is_taken_out_of_a_saved_page(tmp_path: Path) -> None:
    document = only(write(tmp_path, "a.html", PAGE))
    assert (document.title, document.publisher) == ("Two Allies", "The Lake Institute")
    assert document.published == datetime.date(2026, 3, 3)
    assert document.attributes["author"] == "Ann Lee"
    assert SENTENCE in clean(document)
    assert "Ankara wants talks before anything else happens." in clean(document)
    assert [(c.url, c.date) for c in document.citations] == [("https://lake.example/2026/03/02/talks", "2026-03-02")]
    assert "steal" not in document.text
    assert "rights" not in document.text


def test_a_page_without_an_article_gives_all_its_text(tmp_path: Path) -> None:
    assert "Seoul waits." in only(write(tmp_path, "a.html", "<html><body><p>Seoul waits.</p></body></html>")).text


def test_a_pdf_is_read_without_the_lines_that_repeat_on_its_pages(tmp_path: Path) -> None:
    body = ["The minister said that the nego-", "tiation would go on in the city", "until both of the sides agreed."]
    pages = [
        ["The Lake Brief 2026", f"This is part {word}.", *body, f"Part {word} is over.", f"Page {number}"]
        for number, word in enumerate("abcd", 1)
    ]
    document = only(write(tmp_path, "a.pdf", pdf_file(*pages)))
    assert document.format == "pdf"
    assert document.attributes["pages"] == 4
    assert "Lake Brief" not in document.text
    assert "Page" not in document.text
    whole = "The minister said that the negotiation would go on in the city until both of the sides agreed."
    assert clean(document).count(whole) == 4


def test_a_word_document_is_read_with_headings_and_bullets(tmp_path: Path) -> None:
    document = only(write(tmp_path, "a.docx", docx_file(SENTENCE)))
    assert [segment.kind for segment in document.segments] == ["title", "paragraph", "bullet"]
    assert (document.title, document.published) == ("Two Allies", datetime.date(2026, 3, 3))


def test_a_newsletter_is_read_without_what_surrounds_it(tmp_path: Path) -> None:
    document = only(write(tmp_path, "a.eml", MESSAGE))
    assert (document.title, document.publisher) == ("Two Allies", "The Lake Institute")
    assert document.published == datetime.date(2026, 3, 3)
    assert clean(document) == SENTENCE


def test_an_mbox_holds_many_messages(tmp_path: Path) -> None:
    second = MESSAGE.replace("Tuesday", "Friday").replace("03 Mar", "06 Mar")
    mbox = f"From a@b Tue Mar  3 10:00:00 2026\n{MESSAGE}\nFrom a@b Fri Mar  6 10:00:00 2026\n{second}\n"
    dates = [document.published for document in load(write(tmp_path, "a.mbox", mbox))]
    assert dates == [datetime.date(2026, 3, 3), datetime.date(2026, 3, 6)]


@pytest.mark.parametrize(
    "feed",
    [
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Lake</title><item><title>Two Allies</title>"
        "<link>https://lake.example/1</link><pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate>"
        "<description>&lt;p&gt;{}&lt;script&gt;steal()&lt;/script&gt;&lt;/p&gt;</description></item></channel></rss>",
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Lake</title><entry>"
        "<title>Two Allies</title><link href='https://lake.example/1'/><published>2026-03-03T10:00:00Z</published>"
        "<content type='html'>&lt;p&gt;{}&lt;/p&gt;</content></entry></feed>",
    ],
)
def test_each_entry_of_a_feed_is_a_document(tmp_path: Path, feed: str) -> None:
    document = only(write(tmp_path, "a.xml", feed.format(SENTENCE)))
    assert (document.name, document.publisher, document.url) == ("Two Allies", "Lake", "https://lake.example/1")
    assert document.published == datetime.date(2026, 3, 3)
    assert clean(document) == SENTENCE


def test_each_line_of_a_jsonl_file_is_a_document(tmp_path: Path) -> None:
    lines = '{"doc": "a", "text": "Seoul waits.", "published": "2026-03-03", "desk": 7}\n\n{"text": "Seoul \\ud800"}\n'
    first, second = load(write(tmp_path, "a.jsonl", lines))
    assert (first.name, first.published, first.attributes) == ("a", datetime.date(2026, 3, 3), {"desk": 7})
    assert second.name == "text 3"
    second.text.encode("utf-8")  # half a surrogate pair could not be kept on a desk


def test_the_content_of_a_file_outdoes_its_name(tmp_path: Path) -> None:
    assert only(write(tmp_path, "a.pdf", SENTENCE)).format == "text"
    assert only(write(tmp_path, "b.txt", PAGE)).format == "html"
    assert only(write(tmp_path, "c.html", pdf_file([SENTENCE]))).format == "pdf"
    assert only(write(tmp_path, "d.doc", docx_file(SENTENCE))).format == "docx"


def test_a_memo_with_from_and_subject_lines_is_no_email(tmp_path: Path) -> None:
    assert only(write(tmp_path, "a.txt", f"From: Ann\nSubject: the strait\n\n{SENTENCE}")).format == "text"


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SENTENCE.encode())))
    (document,) = load("-")
    assert (document.name, document.text) == ("standard input", SENTENCE)


def test_a_text_in_another_language_is_kept_and_named(tmp_path: Path) -> None:
    text = "Der Minister sagte am Dienstag, dass die Verhandlungen über die Meerenge ohne Ergebnis blieben."
    assert only(write(tmp_path, "a.txt", text)).language == "de"
    assert only(write(tmp_path, "b.txt", "Министр заявил, что переговоры завершились.")).language == "ru"
    assert only(write(tmp_path, "c.txt", SENTENCE)).language == "en"


def test_a_text_of_only_boilerplate_is_kept_and_says_so(tmp_path: Path) -> None:
    document = only(write(tmp_path, "a.txt", "Subscribe to our newsletter\n\nLeave a comment\n"))
    assert document.attributes["unread"] == "no readable text, only headings or boilerplate"


def test_null_bytes_and_marks_of_direction_are_read_through(tmp_path: Path) -> None:
    document = only(write(tmp_path, "a.txt", "The en\x00voy \u202esaid\u202c no\u200f."))
    assert clean(document) == "The envoy said no."


# --- files -----------------------------------------------------------------------------------------------------------


def test_folders_are_read_through_in_an_order_that_does_not_depend_on_how_they_are_named(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    files = [write(tmp_path, "z.txt", "x"), write(tmp_path / "b", "a.md", "x")]
    write(tmp_path, "picture.png", b"\x89PNG")
    write(tmp_path, ".hidden.txt", "x")
    found, missing = find_files([tmp_path, files[0]])
    assert found == sorted(map(str, files))
    assert found == find_files([files[0], tmp_path / "b", tmp_path])[0]
    assert missing == []


def test_missing_files_and_empty_folders_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found, missing = find_files([tmp_path / "nowhere.txt", tmp_path / "empty"])
    assert found == []
    assert "nowhere.txt: there is no such file" in missing[0]
    assert "empty: the folder holds no document" in missing[1]


# --- what cannot be read ---------------------------------------------------------------------------------------------


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * (8 * 2**20))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", lambda: b"", "is empty"),
        ("a.txt", lambda: b" \n\n\t", "is empty"),
        ("a.txt", lambda: bytes(range(256)) * 40, "binary"),
        ("a.txt", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        ("a.doc", lambda: b"\xd0\xcf\x11\xe0" + bytes(100), "old Office file"),
        ("a.rtf", lambda: rb"{\rtf1 hello}", "RTF"),
        ("a.zip", lambda: b"PK\x03\x04" + bytes(100), "ZIP archive"),
        ("a.pdf", lambda: b"%PDF-1.7 and nothing else", "broken PDF"),
        ("a.pdf", lambda: pdf_file([SENTENCE])[:200], "PDF"),
        ("a.pdf", lambda: pdf_file([]), "without text"),
        ("a.docx", lambda: docx_file(SENTENCE)[:3000], "ZIP archive|broken DOCX"),
        ("a.docx", bomb, "zip bomb"),
        ("a.html", lambda: "<html><body>" + "<div>" * 100_000, "nested"),
        ("a.html", lambda: "<html><body>" + "<p>Seoul waits.</p>" * 250_000, "MB of markup"),
        ("a.html", lambda: "<html><body><script>steal()</script></body></html>", "no text"),
        ("a.jsonl", lambda: '{"doc": "a"}', 'line 1 has no "text"'),
        ("a.jsonl", lambda: "{not json}", "line 1 is no JSON"),
        ("a.jsonl", lambda: '{"text": "a", "published": "soon"}', "not a date"),
        ("a.xml", lambda: "<rss version='2.0'><channel><title>x</title></channel></rss>", "no feed with texts"),
        ("a.xml", lambda: "<!DOCTYPE x [<!ENTITY a 'b'>]><rss version='2.0'><channel/></rss>", "entities"),
        ("a.eml", lambda: "From: a@b\nDate: Tue, 03 Mar 2026 10:00:00 +0000\nSubject: x\n\n", "without a text"),
        ("a.txt", lambda: b"word\n" * (LARGEST_TEXT // 5 + 1), "split it into parts"),
        ("a.txt", lambda: b"word " * (LONGEST_LINE // 5 + 1), "break it into paragraphs"),
        ("a.txt", lambda: b"a" * (LARGEST_FILE + 1), "larger than the limit"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_costs_one_line_that_names_the_file(
    tmp_path: Path, name: str, content: Callable[[], str | bytes], says: str
) -> None:
    path = write(tmp_path, name, content())
    with pytest.raises(InputError, match=says) as caught:
        list(load(path))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_or_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        list(load(tmp_path / "nowhere.txt"))
    with pytest.raises(InputError, match="is a folder"):
        list(load(tmp_path))


def test_what_was_read_before_a_bad_line_stands(tmp_path: Path) -> None:
    documents = load(write(tmp_path, "a.jsonl", '{"text": "Seoul waits."}\n{"text": 3}\n'))
    assert next(documents).text == "Seoul waits."
    with pytest.raises(InputError, match="line 2"):
        next(documents)


def test_hostile_pages_are_read_as_text_alone(tmp_path: Path) -> None:
    page = f"<html><body><p>{SENTENCE}</p><p>&lt;img src=x onerror=steal()&gt; was shouted.</p><iframe src='file:///x'>"
    document = only(write(tmp_path, "a.html", page))
    assert SENTENCE in document.text
    assert "file:///" not in document.text


def test_the_scripts_of_a_page_do_not_count_against_its_size(tmp_path: Path) -> None:
    script = f"<script>{'x' * 5 * 2**20}</script>"
    assert SENTENCE in only(write(tmp_path, "a.html", PAGE.replace("</head>", f"{script}</head>"))).text


def test_a_long_line_is_divided(tmp_path: Path) -> None:
    document = only(write(tmp_path, "a.txt", "The envoy said no. " * 10_000))
    assert len(document.segments) > 15
    assert max(segment.end - segment.start for segment in document.segments) <= 10_000
