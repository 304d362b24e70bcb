//! Web pages, PDF, EPUB and Word documents: what is read in them, what is left out, and what is refused.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::process::Command;
use std::sync::Arc;

use pullquote::answer::{Answer, Ask};
use pullquote::corpus::{self, Loaded};
use pullquote::extract::{ExtractError, Extracted, Kind, article};
use zip::write::SimpleFileOptions;

use crate::engine::engine;
use crate::folder::Folder;

/// A newspaper's page with all that newspapers put around an article.
const NEWSPAPER: &str = include_str!("extract/newspaper.html");
/// A page of a private site, without any metadata but its title.
const BLOG: &str = include_str!("extract/blog.html");

fn html(page: &str) -> Extracted {
    article(page.as_bytes(), Kind::Html).unwrap()
}

fn refusal(bytes: &[u8], kind: Kind) -> String {
    article(bytes, kind).unwrap_err().to_string()
}

#[test]
fn a_newspapers_page_becomes_its_article() {
    let found = html(NEWSPAPER);
    assert_eq!(found.title.as_deref(), Some("Harbour bridge closes for six weeks"));
    assert_eq!(found.author.as_deref(), Some("Mara Lindqvist, Tom O’Neil"));
    assert_eq!(found.publisher.as_deref(), Some("The Northport Courier"));
    assert_eq!(found.date.as_deref(), Some("2025-03-14T06:30:00+01:00"));
    assert_eq!(found.url.as_deref(), Some("https://courier.example/news/harbour-bridge-closes"));
    let expected = "\
NORTHPORT — The harbour bridge will close on Monday for six weeks, the city said on Friday. Engineers found cracks in two of its eleven bearings.

“We would rather close it a week too early than a day too late,” said the city’s chief engineer, Ada Brandt, who ordered the inspection in January.

## What it means for drivers

Some 18,000 cars cross the bridge on a working day. They are to be led over the Mill Road crossing, which takes about twelve minutes longer.

- Buses 4 and 11 end at Quay Street.
- Cyclists may use the old ferry, which costs nothing until May.

The bridge is our front door, and for six weeks we will have to use the window.

The repairs cost 2.4 million crowns, of which the region pays half. The mayor, Jonas Wick, said that the work would be done “by Easter, whatever the weather”.

- Bearing: 3; Found: 9 January; State: cracked
- Bearing: 7; Found: 11 January; State: cracked";
    assert_eq!(found.body, expected);
}

#[test]
fn what_stands_in_a_field_is_not_said_again_above_the_text() {
    let text = "At least 14 people died when the river burst its banks on Thursday night, the mayor, Jon Pell, said. ";
    let page = format!(
        "<html><head><title>River floods Easton | The Daily Post</title><meta property='og:site_name' content='The Daily Post'>\
         <meta name=author content='Ana Ruiz'><meta property='article:published_time' content='2026-03-14T08:00:00Z'></head>\
         <body><article><h1>River floods Easton</h1><p>By <a href=/ana>Ana Ruiz</a></p><p>{text}</p><p>{text}</p></article>\
         </body></html>"
    );
    let found = html(&page);
    assert_eq!(found.title.as_deref(), Some("River floods Easton"));
    assert!(found.body.starts_with("At least 14 people died"), "{}", found.body);
    let folder = Folder::with(&[("flood.html", &page)]);
    let Loaded { corpus, .. } = corpus::load(folder.path()).unwrap();
    assert_eq!(corpus.documents()[0].metadata.date.as_deref(), Some("2026-03-14"));
}

#[test]
fn a_private_page_becomes_its_article() {
    let found = html(BLOG);
    assert_eq!(found.title.as_deref(), Some("Three winters with a wood stove"));
    assert_eq!(found.author, None);
    assert!(found.body.starts_with("When we bought the house in 2019 it had no heating at all."), "{}", found.body);
    assert!(
        found.body.contains("We burn about four cubic metres of birch a winter.[1]")
            || found.body.contains("a winter.")
    );
    for around in ["Leave a reply", "Great post", "Older posts", "Powered by", "Subscribe", "Tweet"] {
        assert!(!found.body.contains(around), "{around}: {}", found.body);
    }
}

#[test]
fn the_body_has_no_marks_but_those_of_its_form() {
    let found = html(
        "<title>Marks</title><article><p>See <a href='https://a.example/x_(y)'>the <em>second</em> report</a> of \
         1.&nbsp;May, p.&#8239;12 [sic] * and _this_ <b>too</b>: 3&nbsp;&lt;&nbsp;4.<img src='x.png' alt='A picture'> It \
         was pub&shy;lished in the city of H<sub>2</sub>O.</p><p>A second paragraph, so that there is an article of \
         some length here, with commas, and with a full stop at the end of it.</p></article>",
    );
    let first = found.body.lines().next().unwrap();
    assert_eq!(
        first,
        "See the second report of 1. May, p. 12 [sic] * and _this_ too: 3 < 4. It was published in the city of H2O."
    );
}

#[test]
fn pages_of_little_are_read_whole() {
    let table = html(
        "<html><body><table><tr><th>Country</th><th>Gold</th></tr><tr><td>Norway</td><td>16</td></tr>\
         <tr><td>Germany</td><td>12</td></tr></table></body></html>",
    );
    assert_eq!(table.body, "- Country: Norway; Gold: 16\n- Country: Germany; Gold: 12");
    let layout = html("<table><tr><td><p>Left one.</p><p>Left two.</p></td><td><p>Right.</p></td></tr></table>");
    assert_eq!(layout.body, "Left one.\n\nLeft two.\n\nRight.");
    assert_eq!(html("<p>One line.").body, "One line.");
    // A page whose every part is named as if it stood around something.
    assert_eq!(html("<div class='share'><p>All there is.</p></div>").body, "All there is.");
    let broken = html("<div><p>First <b>bold <i>both</b> after</i><p>Second</div></span><li>Third <td>Fourth");
    assert!(broken.body.starts_with("First bold both after\n\nSecond"), "{}", broken.body);
}

#[test]
fn pages_without_an_article_say_what_to_do() {
    for page in ["", "   ", "<html><body></body></html>", "<script>document.write('An article')</script>", "<!-- x -->"]
    {
        let error = refusal(page.as_bytes(), Kind::Html);
        assert!(
            error.starts_with("the page has no text without its scripts: skipped; open it in a browser"),
            "{error}"
        );
    }
    let error = refusal(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0", Kind::Html);
    assert!(error.starts_with("it is no HTML that can be read (it is no text): skipped; open it in"), "{error}");
}

#[test]
fn what_was_made_to_do_harm_does_none() {
    let deep = "<div>".repeat(100_000) + "<p>At the bottom.";
    assert!(refusal(deep.as_bytes(), Kind::Html).contains("more than 1000 deep: skipped; save the article's text"));
    // Each of these is another way to nest: without an end, as one's own elements, and as if they were empty.
    for tag in ["<b id=x>", "<x-y>", "<font/>", "<path/>", "<blockquote><p>"] {
        let error = refusal(tag.repeat(100_000).as_bytes(), Kind::Html);
        assert!(error.contains("deep") || error.contains("no text"), "{tag}: {error}");
    }
    for many in ["<p>", "<"] {
        assert!(refusal(many.repeat(1_500_000).as_bytes(), Kind::Html).contains("elements: skipped"));
    }
    let sentence = "<p>The council met again, and it decided nothing, as it had done the week before.</p>\n";
    let long = sentence.repeat(20_000_000 / sentence.len());
    assert!(matches!(article(long.as_bytes(), Kind::Html), Err(ExtractError::Excessive(_))));
    assert!(refusal(&vec![b' '; 64 * 1024 * 1024 + 1], Kind::Html).contains("more than 67108864"));
}

#[test]
fn a_page_with_its_pictures_inside_is_read() {
    let picture = "A".repeat(20_000_000);
    let page = NEWSPAPER.replace("bridge.jpg", &format!("data:image/png;base64,{picture}"));
    assert!(page.len() > 20_000_000);
    assert_eq!(html(&page).body, html(NEWSPAPER).body);
}

#[test]
fn letters_are_read_in_the_encoding_of_the_page() {
    let page = |head: &str| format!("<html><head>{head}</head><body><p>Zürich’s mayor said “no”.</p></body></html>");
    let read = |bytes: &[u8]| article(bytes, Kind::Html).unwrap().body;
    let expected = "Zürich’s mayor said “no”.";
    let windows = |head: &str| encoding_rs::WINDOWS_1252.encode(&page(head)).0.into_owned();
    assert_eq!(read(page("").as_bytes()), expected);
    assert_eq!(read(&windows("")), expected);
    assert_eq!(read(&windows("<meta charset=\"iso-8859-1\">")), expected);
    assert_eq!(read(&windows("<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'>")), expected);
    // It says one thing and is another.
    assert_eq!(read(&windows("<meta charset=utf-8>")), expected);
    assert_eq!(read(page("<meta charset=iso-8859-1>").as_bytes()), expected);
    let utf16 = |mark: &[u8], to: fn(u16) -> [u8; 2]| {
        [mark, &page("").encode_utf16().flat_map(to).collect::<Vec<_>>()].concat()
    };
    assert_eq!(read(&utf16(b"\xff\xfe", u16::to_le_bytes)), expected);
    assert_eq!(read(&utf16(b"\xfe\xff", u16::to_be_bytes)), expected);
    assert_eq!(read(&utf16(b"", u16::to_le_bytes)), expected);
    let greek = encoding_rs::ISO_8859_7.encode("<meta charset=iso-8859-7><p>Η Αθήνα είναι εδώ.").0.into_owned();
    assert_eq!(read(&greek), "Η Αθήνα είναι εδώ.");
}

/// A PDF of these pages, each of lines that begin at a place from the left and from below in a size.
fn pdf(pages: &[Vec<(f64, f64, f64, &str)>], info: &str) -> Vec<u8> {
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), String::new()];
    objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned());
    objects.push(format!("<< {info} >>"));
    let mut kids = String::new();
    for lines in pages {
        let mut content = String::new();
        for (x, y, size, text) in lines {
            let text = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
            writeln!(content, "BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET").unwrap();
        }
        write!(kids, "{} 0 R ", objects.len() + 1).unwrap();
        let stream = objects.len() + 2;
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {stream} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>"
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}endstream", content.len()));
    }
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len());
    file_of(&objects, "/Info 4 0 R")
}

/// A PDF of these objects, numbered from 1.
fn file_of(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(file.len());
        writeln!(file, "{number} 0 obj\n{object}\nendobj").unwrap();
    }
    let table = file.len();
    writeln!(file, "xref\n0 {}\n0000000000 65535 f ", objects.len() + 1).unwrap();
    for place in places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    write!(file, "trailer\n<< /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF", objects.len() + 1)
        .unwrap();
    file.into_bytes()
}

/// Pages of a report, with a running head, page numbers, hyphens at the ends of lines, and a paragraph over two pages.
fn report() -> Vec<u8> {
    let mut pages = Vec::new();
    for (number, lines) in [
        vec![
            (72.0, 760.0, 20.0, "Glaciers of the upper valley"),
            (72.0, 720.0, 11.0, "The three glaciers of the upper valley lost a fifth of their vol-"),
            (72.0, 706.0, 11.0, "ume between 2000 and 2020, the survey found. Most of it went in"),
            (72.0, 692.0, 11.0, "the four hottest summers."),
            (84.0, 678.0, 11.0, "A well-known measuring post on the western tongue had to be set"),
            (72.0, 664.0, 11.0, "back by 340 metres, and is now as well-"),
            (72.0, 650.0, 11.0, "known for that. Its keeper, Rosa Imhof, calls it a farewell on"),
        ],
        vec![
            (72.0, 760.0, 11.0, "wheels."),
            (72.0, 730.0, 11.0, "The survey goes on until 2030 and costs 90,000 francs a year (2019"),
            (72.0, 716.0, 11.0, "prices)."),
        ],
        vec![(72.0, 760.0, 11.0, "It is paid by the cantons.")],
    ]
    .into_iter()
    .enumerate()
    {
        let mut page = vec![(72.0, 800.0, 9.0, "Alpine Survey - Report 17")];
        page.extend(lines);
        page.push((290.0, 40.0, 9.0, ["1", "2", "3"][number]));
        pages.push(page);
    }
    pdf(&pages, "/Title (Microsoft Word - glaciers.docx) /Author (Rosa Imhof) /CreationDate (D:20210504101500+02'00')")
}

#[test]
fn the_lines_of_a_pdf_become_paragraphs() {
    let found = article(&report(), Kind::Pdf).unwrap();
    assert_eq!(found.title.as_deref(), Some("Glaciers of the upper valley"));
    assert_eq!(found.author.as_deref(), Some("Rosa Imhof"));
    assert_eq!(found.date.as_deref(), Some("2021-05-04"));
    let expected = "\
## Glaciers of the upper valley

The three glaciers of the upper valley lost a fifth of their volume between 2000 and 2020, the survey found. Most of it went in the four hottest summers.

A well-known measuring post on the western tongue had to be set back by 340 metres, and is now as well-known for that. Its keeper, Rosa Imhof, calls it a farewell on wheels.

The survey goes on until 2030 and costs 90,000 francs a year (2019 prices).

It is paid by the cantons.";
    assert_eq!(found.body, expected);
}

#[test]
fn a_pdf_that_cannot_be_read_says_what_to_do() {
    let scanned = pdf(&[vec![]], "/Title (A scan of something)");
    let error = refusal(&scanned, Kind::Pdf);
    assert!(error.starts_with("its pages are pictures without text: skipped; run OCR over it first"), "{error}");
    let objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"].map(str::to_owned);
    let locked = "/ID [<00><00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 \
                  /O <0000000000000000000000000000000000000000000000000000000000000000> \
                  /U <1111111111111111111111111111111111111111111111111111111111111111> >>";
    let error = refusal(&file_of(&objects, locked), Kind::Pdf);
    assert!(error.starts_with("it is encrypted: skipped; save a copy of it without a password"), "{error}");
    for bytes in [b"".as_slice(), b"%PDF-1.4", b"%PDF-1.7\ntrailer\n<<", b"Just a text.", &[0; 2048]] {
        let error = refusal(bytes, Kind::Pdf);
        assert!(error.starts_with("it is no PDF that can be read"), "{error}");
    }
}

#[test]
fn a_damaged_pdf_never_does_harm() {
    let whole = report();
    for end in (0..whole.len()).step_by(97) {
        assert!(!matches!(article(&whole[..end], Kind::Pdf), Err(ExtractError::Slow)), "{end}");
    }
    // Every few bytes one is another.
    for place in (0..whole.len()).step_by(31) {
        let mut bytes = whole.clone();
        bytes[place] = bytes[place].wrapping_add(13);
        let found = article(&bytes, Kind::Pdf);
        assert!(!matches!(found, Err(ExtractError::Slow)), "{place}");
    }
    let nested = |open: &str| {
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            format!("<< /Type /Pages /Kids {} >>", open.repeat(200_000)),
        ];
        assert!(article(&file_of(&objects, ""), Kind::Pdf).is_err(), "{open}");
    };
    nested("[");
    nested("<</A");
    // Pages that are their own parents, and a form that shows itself.
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9 /Parent 2 0 R >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
        "<< /Length 5 >>\nstream\n/X Do\nendstream",
        "<< /Subtype /Form /Resources << /XObject << /X 5 0 R >> >> /Length 11 >>\nstream\n/X Do /X Do\nendstream",
    ];
    assert!(article(&file_of(&objects.map(str::to_owned), ""), Kind::Pdf).is_err());
}

#[test]
fn a_pdf_that_unpacks_without_end_is_refused() {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&vec![b' '; 200_000_000]).unwrap();
    let packed = packed.finish().unwrap();
    let mut file = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
        2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
        3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>\nendobj\n"
        .to_vec();
    write!(file, "4 0 obj\n<< /Filter /FlateDecode /Length {} >>\nstream\n", packed.len()).unwrap();
    file.extend(packed);
    file.extend(b"\nendstream\nendobj\ntrailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n0\n%%EOF");
    let error = refusal(&file, Kind::Pdf);
    assert!(error.starts_with("it unpacks to more than 67108864 bytes: skipped"), "{error}");
}

/// An archive of these files.
fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const CONTAINER: (&str, &str) =
    ("META-INF/container.xml", "<container><rootfiles><rootfile full-path=\"OPS/book.opf\"/></rootfiles></container>");
const PACKAGE: (&str, &str) = (
    "OPS/book.opf",
    "<?xml version='1.0'?><package xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata>\
     <dc:title>Salt &amp; Smoke</dc:title><dc:title>The Harbour Books</dc:title><dc:creator>Ida Moen</dc:creator>\
     <dc:creator>Per Dahl</dc:creator><dc:publisher>Quay Press</dc:publisher><dc:date>1998-04-02</dc:date></metadata>\
     <manifest><item id='two' href='text/ch%202.xhtml'/><item id='one' href='text/ch1.xhtml'/>\
     <item id='cover' href='cover.jpg'/></manifest>\
     <spine><itemref idref='cover'/><itemref idref='one'/><itemref idref='two'/><itemref idref='gone'/></spine></package>",
);

#[test]
fn a_book_is_read_in_the_order_of_its_chapters() {
    let book = archive(&[
        CONTAINER,
        PACKAGE,
        ("OPS/text/ch 2.xhtml", "<html><body><h2>Second</h2><p>The boats came back at <i>noon</i>.</p></body></html>"),
        (
            "OPS/text/ch1.xhtml",
            "<html><head><title>x</title></head><body><h1>First</h1><p>Salt was dear in 1712.</p></body></html>",
        ),
    ]);
    let found = article(&book, Kind::Epub).unwrap();
    assert_eq!(found.body, "# First\n\nSalt was dear in 1712.\n\n## Second\n\nThe boats came back at noon.");
    assert_eq!(found.title.as_deref(), Some("Salt & Smoke"));
    assert_eq!(found.author.as_deref(), Some("Ida Moen, Per Dahl"));
    assert_eq!(found.publisher.as_deref(), Some("Quay Press"));
    assert_eq!(found.date.as_deref(), Some("1998-04-02"));
    let locked = archive(&[
        CONTAINER,
        PACKAGE,
        ("OPS/text/ch1.xhtml", "\u{1}\u{2}"),
        (
            "META-INF/encryption.xml",
            "<encryption><EncryptedData><CipherData><CipherReference URI='OPS/text/ch1.xhtml'/></CipherData></EncryptedData></encryption>",
        ),
    ]);
    assert_eq!(article(&locked, Kind::Epub), Err(ExtractError::Encrypted));
    for (files, reason) in [
        (vec![], "it has no META-INF/container.xml"),
        (vec![(CONTAINER.0, "<container/>")], "its container names no package"),
        (vec![CONTAINER], "its package is missing"),
    ] {
        assert!(refusal(&archive(&files), Kind::Epub).contains(reason), "{reason}");
    }
    assert!(refusal(b"PK\x03\x04 and no more", Kind::Epub).starts_with("it is no EPUB that can be read"));
    assert!(refusal(&archive(&[CONTAINER, PACKAGE]), Kind::Epub).starts_with("it has no text: skipped"));
}

#[test]
fn a_word_document_is_read() {
    let document = "<w:document xmlns:w='x'><w:body>\
        <w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>Minutes</w:t></w:r></w:p>\
        <w:p><w:r><w:t xml:space='preserve'>The board met on 3 May </w:t></w:r><w:del><w:r><w:delText>in Rome </w:delText></w:r></w:del>\
        <w:r><w:rPr><w:b/></w:rPr><w:t>in Oslo &amp; online</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>.</w:t></w:r></w:p>\
        <w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>The budget was passed.</w:t></w:r></w:p>\
        <w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>The chair stays.</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Votes for</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        </w:body></w:document>";
    let core = "<cp:coreProperties><dc:title>Minutes of May</dc:title><dc:creator>K. Aas</dc:creator>\
        <dcterms:created>2024-05-03T10:00:00Z</dcterms:created></cp:coreProperties>";
    let found = article(&archive(&[("word/document.xml", document), ("docProps/core.xml", core)]), Kind::Docx).unwrap();
    assert_eq!(
        found.body,
        "# Minutes\n\nThe board met on 3 May in Oslo & online.\n\n- The budget was passed.\n- The chair stays.\n- Votes for; 7"
    );
    assert_eq!(found.title.as_deref(), Some("Minutes of May"));
    assert_eq!(found.author.as_deref(), Some("K. Aas"));
    assert_eq!(found.date.as_deref(), Some("2024-05-03T10:00:00Z"));
    assert!(refusal(&archive(&[("a.txt", "x")]), Kind::Docx).contains("it has no word/document.xml"));
    assert_eq!(article(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind::Docx), Err(ExtractError::Encrypted));
    let deep = format!("<w:document>{}", "<w:p>".repeat(150_000));
    assert!(refusal(&archive(&[("word/document.xml", &deep)]), Kind::Docx).starts_with("it has no text"));
}

#[test]
fn an_archive_that_unpacks_without_end_is_refused() {
    let bomb = format!("<w:document><w:t>{}", "a".repeat(100_000_000));
    let packed = archive(&[("word/document.xml", &bomb)]);
    assert!(packed.len() < 200_000);
    assert!(refusal(&packed, Kind::Docx).starts_with("it unpacks to more than any article has: skipped"));
}

#[test]
fn names_in_an_archive_lead_nowhere_but_into_it() {
    let outside = Folder::with(&[("a/b/data/here", ""), ("secret.xhtml", "<p>This stands outside.</p>")]);
    let secret = outside.file("secret.xhtml").display().to_string();
    let package = format!(
        "<package><manifest><item id='a' href='../../../secret.xhtml'/><item id='b' href='{secret}'/>\
         <item id='c' href='../../../../inside.xhtml'/></manifest>\
         <spine><itemref idref='a'/><itemref idref='b'/><itemref idref='c'/></spine></package>"
    );
    let inside = "<p>This stands inside.</p>";
    let book = archive(&[
        CONTAINER,
        ("OPS/book.opf", &package),
        ("inside.xhtml", inside),
        ("../../../../inside.xhtml", inside),
        ("/etc/pullquote.xhtml", inside),
    ]);
    let folder = Folder::new();
    folder.write("book.epub", &book);
    let loaded = corpus::load_kept(folder.path(), &outside.file("a/b/data")).unwrap();
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.corpus.documents()[0].body().trim(), "This stands inside.");
    let mut files: Vec<String> = walkdir::WalkDir::new(outside.path())
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(outside.path()).unwrap().display().to_string())
        .collect();
    files.sort();
    assert_eq!(files, ["a/b/data/extracted/book.epub.md", "a/b/data/here", "secret.xhtml"]);
    let letter = archive(&[("../word/document.xml", "<w:document><w:t>x</w:t></w:document>")]);
    assert!(refusal(&letter, Kind::Docx).contains("it has no word/document.xml"));
}

fn load(folder: &Folder, data: &Folder) -> Loaded {
    corpus::load_kept(folder.path(), data.path()).unwrap()
}

#[test]
fn an_extracted_article_is_cited_where_its_words_stand() {
    let folder = Folder::with(&[("news/bridge.html", NEWSPAPER), ("notes.md", "The ferry began in 1902.")]);
    folder.write("glaciers.pdf", report());
    let data = Folder::new();
    let loaded = load(&folder, &data);
    assert_eq!(loaded.problems, []);
    let corpus = Arc::new(loaded.corpus);
    let paths: Vec<&str> = corpus.documents().iter().map(|document| document.path.as_str()).collect();
    assert!(paths[0].ends_with("extracted/glaciers.pdf.md"), "{paths:?}");
    assert!(paths[1].ends_with("extracted/news/bridge.html.md"), "{paths:?}");
    assert_eq!(corpus.documents()[1].slug, "news-bridge");
    for document in &corpus.documents()[..2] {
        let stored = fs::read_to_string(&document.path).unwrap();
        assert!(stored.ends_with(document.body()), "{stored}");
    }
    let engine = engine(Arc::clone(&corpus));
    for (question, words, file) in [
        (
            "how many cars cross the bridge?",
            "Some 18,000 cars cross the bridge on a working day.",
            "extracted/news/bridge.html.md",
        ),
        ("how much volume did the glaciers lose?", "lost a fifth of their volume", "extracted/glaciers.pdf.md"),
    ] {
        let Answer::Quoted(quoted) = engine.answer(&Ask::new(question)).unwrap() else {
            panic!("{question}: no answer");
        };
        let quote = &quoted.values[0].evidence[0].quote;
        let document = corpus.document(quote.doc());
        assert!(document.path.ends_with(file), "{question}: {}", document.path);
        let stored = fs::read_to_string(&document.path).unwrap();
        let at = stored.len() - document.body().len();
        let at_span = stored.get(at + quote.span().start..at + quote.span().end).unwrap();
        assert!(at_span == quote.words() && at_span.contains(words), "{question}");
    }
}

#[test]
fn what_is_stored_is_used_again_until_its_source_or_it_changes() {
    let folder = Folder::with(&[("a.html", BLOG), ("b.html", NEWSPAPER)]);
    let data = Folder::new();
    let hash = load(&folder, &data).corpus.hash().to_owned();
    let stored = data.file("extracted/a.html.md");
    let text = fs::read_to_string(&stored).unwrap();
    let was_written = fs::metadata(&stored).unwrap().modified().unwrap();
    assert_eq!(load(&folder, &data).corpus.hash(), hash);
    assert_eq!(fs::metadata(&stored).unwrap().modified().unwrap(), was_written);
    // Somebody's hand, a program of another version, half a file: none of them is the article.
    for changed in [
        text.replace("heating", "cooling"),
        text.replace("extractor: ", "extractor: 9"),
        text.split_at(90).0.to_owned(),
    ] {
        assert_ne!(changed, text);
        fs::write(&stored, changed).unwrap();
        assert_eq!(load(&folder, &data).corpus.hash(), hash);
        assert_eq!(fs::read_to_string(&stored).unwrap(), text);
    }
    folder.write("a.html", BLOG.replace("2019", "2018"));
    assert_ne!(load(&folder, &data).corpus.hash(), hash);
    assert!(fs::read_to_string(&stored).unwrap().contains("2018"));
    // What is gone is gone here too; what others put there stays.
    data.write("extracted/mine.md", "My own notes.");
    fs::remove_file(folder.file("a.html")).unwrap();
    load(&folder, &data);
    assert!(!stored.exists() && data.file("extracted/mine.md").exists() && data.file("extracted/b.html.md").exists());
}

#[test]
fn without_a_data_folder_articles_are_extracted_in_memory() {
    let folder = Folder::with(&[("a.html", BLOG)]);
    let data = Folder::new();
    let kept = load(&folder, &data).corpus;
    let loaded = corpus::load(folder.path()).unwrap().corpus;
    assert_eq!(loaded.hash(), kept.hash());
    assert!(loaded.documents()[0].path.ends_with("/a.html"));
}

#[test]
fn an_article_that_cannot_be_stored_is_not_loaded() {
    let folder = Folder::with(&[("a.html", BLOG), ("b.md", "The ferry began in 1902.")]);
    let data = Folder::new();
    data.write("extracted", "a file where the folder should be");
    let loaded = load(&folder, &data);
    assert_eq!(loaded.corpus.documents().len(), 1);
    let problem = loaded.problems[0].to_string();
    assert!(problem.contains("a.html: what it says cannot be stored as "), "{problem}");
    assert!(problem.contains("let PULLQUOTE_DATA name a folder that can be written"), "{problem}");
}

#[test]
fn slugs_and_problems_are_those_of_other_files() {
    let folder = Folder::with(&[("a.html", BLOG), ("a.md", "The ferry began in 1902."), ("c.html", "<p></p>")]);
    folder.write("copy.htm", BLOG);
    folder.write("d.pdf", "no");
    let loaded = corpus::load(folder.path()).unwrap();
    let slugs: Vec<&str> = loaded.corpus.documents().iter().map(|document| document.slug.as_str()).collect();
    assert_eq!(slugs, ["a", "a-2"]);
    let problems: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
    assert!(problems[0].contains("c.html: the page has no text"), "{problems:?}");
    assert!(problems[1].contains("copy.htm: it has the same text as"), "{problems:?}");
    assert!(
        problems[2].contains("d.pdf: it is no PDF that can be read (it does not begin with %PDF-)"),
        "{problems:?}"
    );
}

#[test]
fn what_belongs_to_a_saved_page_is_no_article() {
    let folder = Folder::with(&[
        ("Bridge.html", NEWSPAPER),
        ("Bridge_files/frame.html", "<p>An advertisement in a frame of its own.</p>"),
        ("Bridge_files/style.css", "p { color: red }"),
        ("Bridge_files/readme.txt", "Part of a script."),
        ("my_files/note.txt", "A folder that only has such a name is one of articles."),
        ("picture.png", "\u{1}"),
    ]);
    let loaded = corpus::load(folder.path()).unwrap();
    let slugs: Vec<&str> = loaded.corpus.documents().iter().map(|document| document.slug.as_str()).collect();
    assert_eq!(slugs, ["Bridge", "my_files-note"]);
    assert_eq!(loaded.problems, []);
}

#[test]
fn the_data_folder_may_be_among_the_articles() {
    let folder = Folder::with(&[("a.html", BLOG)]);
    let data = folder.file("data");
    for _ in 0..2 {
        let loaded = corpus::load_kept(folder.path(), &data).unwrap();
        assert_eq!((loaded.corpus.documents().len(), loaded.problems.len()), (1, 0));
    }
}

#[test]
fn the_terminal_shows_what_is_read_and_writes_it() {
    let folder = Folder::with(&[("a.html", BLOG), ("b.txt", "A text."), ("c.htm", "<p></p>")]);
    let to = folder.file("out");
    let run = |arguments: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_pullquote"));
        let output = program.current_dir(folder.path()).arg("extract").args(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (code, shown, said) = run(&["a.html"]);
    assert_eq!((code, said.as_str()), (Some(0), ""));
    assert!(shown.starts_with("---\nextracted_from: \"a.html\"\nsource_sha256: "), "{shown}");
    assert!(shown.contains("\ntitle: \"Three winters with a wood stove\"\n"), "{shown}");
    assert!(shown.trim_end().ends_with("which in the first winter was the best hour of the day."), "{shown}");
    let (code, shown, said) = run(&["a.html", "b.txt", "c.htm", "none.pdf", "--to", "out"]);
    assert_eq!((code, shown.trim()), (Some(1), "out/a.md"));
    assert!(said.contains("b.txt: the ending \"txt\" is not known; name a .html"), "{said}");
    assert!(said.contains("c.htm: the page has no text"), "{said}");
    assert!(said.contains("none.pdf: it cannot be read"), "{said}");
    // What was written is an article, and is not written over.
    assert_eq!(corpus::load(&to).unwrap().corpus.documents()[0].title(), "Three winters with a wood stove");
    let (code, _, said) = run(&["a.html", "--to", "out"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("out/a.md is there already; delete it, or name another folder"), "{said}");
}
