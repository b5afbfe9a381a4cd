"""Printing: what people typed stays text, nothing is read or fetched, the PDF is tagged."""

import json
import re
import zlib

import pytest
import typst

from webapp.paper import press
from webapp.paper.pdf import PaperError, _printable, make_pdf

TEMPLATES = sorted(press.TEMPLATES.glob("*.typ"))
HOSTILE = (
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.4"',
    "#pagebreak() #panic() $x^2$ *sterk* _schuin_ `raw` <label> @verwijzing",
    'einde" + read("house.typ") + "',
    "\\u{41} // commentaar /* nog */ ] } ) ~ -- ---",
    "\x00nul bel\x07 half\ud800 draai\u202e",
)
PROBE = '#import "house.typ": *\n#show: house\n= #data.title\n'
PROBE += "#for one in data.texts [ #text(one)<typed> ]"


@pytest.fixture
def probe(tmp_path, monkeypatch):
    """A folder of templates with one that prints whatever it is given."""
    (tmp_path / "house.typ").write_bytes((press.TEMPLATES / "house.typ").read_bytes())
    (tmp_path / "probe.typ").write_text(PROBE, encoding="utf-8")
    monkeypatch.setattr(press, "TEMPLATES", tmp_path)
    return tmp_path


def test_what_people_typed_stays_text(probe):
    clean = [_printable(text) for text in HOSTILE]
    order = {"title": HOSTILE[0], "lang": "nl", "words": {"page": "{n} {all}"}, "texts": clean}
    printed = typst.query(
        probe / "probe.typ",
        "<typed>",
        root=probe,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(order)},
    )

    assert [one["text"] for one in json.loads(printed)] == clean
    assert press.press("probe", json.dumps(order)).startswith(b"%PDF-1.7")


def test_signs_that_cannot_be_printed_are_left_out():
    assert _printable({"a": ["nul\x00\x07 half\ud800 keer\u202eom\nnieuw"]}) == {
        "a": ["nul half? keerom\nnieuw"]
    }


def test_pdf_is_tagged_and_says_its_language_and_title(probe):
    pdf = whole(press.press("probe", _order(["één woord"])))

    assert b"/StructTreeRoot" in pdf
    assert b"/Lang(nl-BE)" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"Titel" in pdf


def test_sign_that_the_typeface_lacks_prints_all_the_same(probe):
    pdf = whole(press.press("probe", _order(["een \U0001f600"])))

    assert b"/StructTreeRoot" in pdf
    assert b"pdfuaid" not in pdf


@pytest.mark.parametrize(
    "line", ['#read("/etc/passwd")', '#read("../press.py")', '#import "/../press.py": *']
)
def test_template_can_read_nothing_else(probe, line):
    (probe / "probe.typ").write_text(line, encoding="utf-8")

    with pytest.raises(typst.TypstError, match=r"not found|escape"):
        press.press("probe", _order([]))


def test_templates_ask_for_no_package_and_make_no_code_of_texts():
    assert TEMPLATES
    for path in TEMPLATES:
        found = re.findall(r"@preview|@local|\b(?:eval|read|plugin)\(", path.read_text("utf-8"))
        assert found == [], path.name


def test_mistake_of_ours_is_told(capfd):
    with pytest.raises(PaperError, match=r"bestaat-niet"):
        make_pdf("bestaat-niet", title="Titel", data={})


def _order(texts):
    words = {"page": "Bladzijde {n} van {all}"}
    return json.dumps({"title": "Titel", "lang": "nl", "words": words, "texts": texts})


def whole(pdf):
    """The PDF with its packed parts unpacked, as far as they are."""
    return pdf + b"\n".join(_streams(pdf))


def _streams(pdf):
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            yield found[1]
