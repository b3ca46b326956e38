"""Bytes to text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import UnreadableInputError
from reportedly.read.decoding import Decoded, decoded

RUSSIAN = "Два человека пострадали при падении беспилотника на склад рядом с городом, сообщил мэр."
UKRAINIAN = "Двоє людей постраждали, коли безпілотник упав на склад поблизу міста, повідомив мер."


@given(st.text())
def test_utf_8_is_taken_as_it_is(text: str) -> None:
    raw = text.encode()
    assert decoded(raw).text.encode() in (raw, raw.removeprefix(codecs.BOM_UTF8))


@pytest.mark.parametrize(
    ("mark", "charset", "said"),
    [
        (codecs.BOM_UTF8, "utf-8", None),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_goes(mark: bytes, charset: str, said: str | None) -> None:
    assert decoded(mark + UKRAINIAN.encode(charset)) == Decoded(UKRAINIAN, said)


@pytest.mark.parametrize(
    ("text", "charset"),
    [(RUSSIAN, "cp1251"), (UKRAINIAN, "cp1251"), (RUSSIAN, "koi8-u"), (RUSSIAN, "cp866"), ("The café at Orléans – hit.", "cp1252")],
)
def test_other_encodings_are_guessed_where_utf_8_fails(text: str, charset: str) -> None:
    found = decoded(text.encode(charset))
    assert found.text == text
    assert found.charset is not None


def test_a_declared_encoding_comes_before_the_guess() -> None:
    assert decoded("Łódź".encode("iso-8859-2"), "ISO-8859-2") == Decoded("Łódź", "iso-8859-2")
    assert decoded("“Łódź”".encode(), "iso-8859-2") == Decoded("“Łódź”")


@pytest.mark.parametrize("declared", ["no-such", "utf-16", "rot13", "ascii", "", "idna"])
def test_a_wrong_declaration_does_no_harm(declared: str) -> None:
    assert decoded(RUSSIAN.encode("cp1251"), declared if declared != "ascii" else None).text == RUSSIAN


def test_latin_1_means_what_browsers_take_it_for() -> None:
    assert decoded("“café”".encode("cp1252"), "iso-8859-1") == Decoded("“café”", "cp1252")


@pytest.mark.parametrize(
    "raw", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", b"PK\x03\x04\x14\0\xff\xfe\x01", b"\xff\xfe\0", bytes(range(256)), codecs.BOM_UTF8 + b"\xff"]
)
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableInputError):
        decoded(raw)
