"""Files, folders and standard input."""

import gzip
import hashlib
import io
import json
import logging
import os
import shutil
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly import codec
from reportedly.errors import UnreadableInputError
from reportedly.read import Defaults, read
from reportedly.records import Quarantined, Report

TEXT = "Two people were hurt when a drone fell on a depot near the town, the mayor said.\n"
LINE = json.dumps({"id": "a-1", "outlet": "Copper Mail", "published": "2025-02-08", "language": "en", "text": TEXT}).encode()


NONE = Defaults()


def reports(*paths: Path | str, defaults: Defaults = NONE, stdin: bytes = b"") -> list[Report]:
    found = list(read(paths, defaults, io.BytesIO(stdin)))
    assert not [f for f in found if isinstance(f, Quarantined)]
    return [f for f in found if isinstance(f, Report)]


def reasons(*paths: Path | str, stdin: bytes = b"") -> list[tuple[str, str]]:
    return [(f.source, f.reason) for f in read(paths, stdin=io.BytesIO(stdin)) if isinstance(f, Quarantined)]


def wrote(path: Path, raw: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


# one file


@pytest.mark.parametrize("name", ["a.txt", "a.md", "A.TXT"])
def test_a_text_file_is_one_report(tmp_path: Path, name: str) -> None:
    raw = f"outlet: Copper Mail\r\ndate: 2025-02-08\r\n\r\n{TEXT}\r".encode()
    (report,) = reports(wrote(tmp_path / name, raw))
    assert (report.text.encode(), report.report_ref, report.outlet, report.published) == (raw, name, "Copper Mail", "2025-02-08")
    assert (report.raw_sha256, report.media_type) == (hashlib.sha256(raw).hexdigest(), "text/plain")


def test_a_compressed_file_keeps_the_hash_of_what_lies_there(tmp_path: Path) -> None:
    path = wrote(tmp_path / "a.txt.gz", gzip.compress(TEXT.encode()))
    (report,) = reports(path)
    assert (report.text, report.report_ref, report.raw_sha256) == (TEXT, "a.txt.gz", hashlib.sha256(path.read_bytes()).hexdigest())


def test_another_encoding_is_named(tmp_path: Path) -> None:
    text = "Два человека пострадали при падении беспилотника на склад рядом с городом, сообщил мэр."
    (report,) = reports(wrote(tmp_path / "a.txt", text.encode("cp1251")))
    assert (report.text, report.media_type, report.language) == (text, "text/plain; charset=cp1251", "ru")


def test_the_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    (report,) = reports(wrote(tmp_path / "a.txt", b"\xef\xbb\xbfdate: 2025-02-08\n\n" + TEXT.encode()))
    assert (report.text[0], report.published) == ("d", "2025-02-08")


def test_defaults_count_where_the_file_says_nothing(tmp_path: Path) -> None:
    path = wrote(tmp_path / "a.txt", f"outlet: Copper Mail\n\n{TEXT}".encode())
    (report,) = reports(path, defaults=Defaults("Quay Evening", "8 February 2025", "en", "https://quay.example/", "Depot"))
    assert (report.outlet, report.published, report.url, report.title) == ("Copper Mail", "2025-02-08", "https://quay.example/", "Depot")


def test_a_wrong_default_is_refused_before_anything_is_read() -> None:
    with pytest.raises(UnreadableInputError, match="published"):
        read([], Defaults(published="08/02/2025"))


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.txt", b"", "no text"),
        ("a.txt", b" \n\t\r\n", "no text"),
        ("a.txt", b"a\0b", "binary"),
        ("a.txt", b"\xff\xfe\x00\xd8a", "utf-16-le"),
        ("a.pdf", b"%PDF", "unknown kind"),
        ("a", b"text", "unknown kind"),
        ("a.gz", b"text", "unknown kind"),
        ("a.txt.gz", b"no gzip", "damaged"),
        ("a.txt.gz", gzip.compress(TEXT.encode() * 50)[:-20], "truncated"),
        ("a.txt.gz", gzip.compress(b"A" * 65 * 1024 * 1024), "larger than 64 MB"),
        ("a.html", b"", "no text"),
        ("a.html.gz", gzip.compress(b"A" * 9 * 1024 * 1024), "larger than 8 MB"),
    ],
)
def test_a_file_that_is_no_report_has_its_reason(tmp_path: Path, name: str, raw: bytes, reason: str) -> None:
    path = wrote(tmp_path / name, raw)
    ((source, why),) = reasons(path)
    assert source == str(path)
    assert reason in why


def test_the_rest_goes_on(tmp_path: Path) -> None:
    good = wrote(tmp_path / "good.txt", TEXT.encode())
    found = list(read([tmp_path / "missing.txt", good, "bad\0name.txt", good]))
    assert [type(f) for f in found] == [Quarantined, Report, Quarantined, Report]
    assert isinstance(found[0], Quarantined)
    assert (found[0].stage, found[0].reason) == ("read", "no such file or directory")


# what is no regular file


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert reasons(tmp_path / "a.txt") == [(str(tmp_path / "a.txt"), "a pipe, not a file")]
    assert reasons(tmp_path) == reasons(tmp_path / "a.txt")


def test_a_socket_and_a_device_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("a.txt")
        assert reasons("a.txt") == [("a.txt", "a socket, not a file")]
    (tmp_path / "b.txt").symlink_to("/dev/zero")
    assert reasons("b.txt") == [("b.txt", "a device, not a file")]


def test_links_that_lead_nowhere_or_in_a_ring_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "missing")
    (tmp_path / "b.txt").symlink_to(tmp_path / "b.txt")
    assert [reason for _, reason in reasons(tmp_path)] == ["no such file or directory", "too many levels of symbolic links"]


def test_a_link_back_to_a_folder_above_is_refused_once(tmp_path: Path) -> None:
    wrote(tmp_path / "in" / "a.txt", TEXT.encode())
    (tmp_path / "in" / "back").symlink_to(tmp_path)
    found = list(read([tmp_path]))
    assert [type(f) for f in found] == [Report, Quarantined]
    assert "a link back" in found[1].reason  # type: ignore[union-attr]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_refused(tmp_path: Path) -> None:
    wrote(tmp_path / "a.txt", TEXT.encode()).chmod(0)
    (tmp_path / "in").mkdir(mode=0)
    assert [reason for _, reason in reasons(tmp_path)] == ["permission denied"] * 2


def test_what_goes_away_or_is_replaced_while_a_folder_is_read_costs_itself(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt", "d/e.txt", "f/g.txt", "h.txt", "i.jsonl", "z.txt"):
        wrote(tmp_path / name, (LINE if name.endswith("jsonl") else TEXT.encode()))
    reading = read([tmp_path])
    assert isinstance(next(reading), Report)
    (tmp_path / "b.txt").unlink()
    (tmp_path / "c.txt").unlink()
    os.mkfifo(tmp_path / "c.txt")
    shutil.rmtree(tmp_path / "d")
    shutil.rmtree(tmp_path / "f")
    wrote(tmp_path / "f", b"a file now")
    (tmp_path / "h.txt").unlink()
    (tmp_path / "h.txt").mkdir()
    (tmp_path / "i.jsonl").write_bytes(b"")
    told = [f.report_ref if isinstance(f, Report) else (Path(f.source).name, f.reason) for f in reading]
    missing = "no such file or directory"
    assert told == [("b.txt", missing), ("c.txt", "a pipe, not a file"), ("d", missing), "z.txt"]


def test_lines_of_a_file_that_is_cut_while_it_is_read_end_there(tmp_path: Path) -> None:
    file = wrote(tmp_path / "a.jsonl", b"\n".join(LINE.replace(b"a-1", b"a-%d" % n) for n in range(5000)))
    reading = read([file])
    assert isinstance(next(reading), Report)
    os.truncate(file, 1000)
    rest = list(reading)
    assert len(rest) < 4999
    assert all(isinstance(f, Report) or f.stage == "read" for f in rest)


# folders


def test_a_folder_is_read_in_order_of_name_with_all_below_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b/y.txt", "c.jsonl", ".hidden.txt", ".git/x.txt", "README.md", "a/readme.txt"):
        wrote(tmp_path / name, LINE if name.endswith("jsonl") else TEXT.encode())
    assert [r.report_ref for r in reports(tmp_path)] == ["a/b/y.txt", "a/z.md", "b.txt", "a-1"]


def test_other_kinds_in_a_folder_are_counted_in_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("a.txt", "b.pdf", "c.PDF", "d.png", "Makefile"):
        wrote(tmp_path / name, TEXT.encode())
    with caplog.at_level(logging.WARNING, "reportedly"):
        assert len(reports(tmp_path)) == 1
    assert [r.getMessage() for r in caplog.records] == [f"{tmp_path}: passed over 4 files that are no reports (.pdf 2, .png 1, Makefile 1)"]


def test_a_readme_given_by_name_is_read(tmp_path: Path) -> None:
    assert reports(wrote(tmp_path / "README.md", TEXT.encode()))[0].report_ref == "README.md"


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert list(read([tmp_path])) == []


def test_a_name_that_is_no_utf_8_is_written_out(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")
    try:
        Path(os.fsdecode(path)).write_bytes(TEXT.encode())
    except OSError:
        pytest.skip("this file system wants UTF-8")
    assert reports(tmp_path)[0].report_ref == r"caf\xe9.txt"


def test_folders_nested_deeper_than_calls(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 400)
    wrote(deep / "a.txt", TEXT.encode())
    assert len(reports(tmp_path)) == 1


# JSON Lines


def test_a_line_is_a_report(tmp_path: Path) -> None:
    (report,) = reports(wrote(tmp_path / "a.jsonl", LINE + b"\r\n"))
    assert (report.report_ref, report.outlet, report.published, report.language) == ("a-1", "Copper Mail", "2025-02-08", "en")
    assert (report.text, report.raw_sha256) == (TEXT, hashlib.sha256(LINE).hexdigest())


@pytest.mark.parametrize(
    ("fields", "ref"),
    [({"id": "a-1"}, "a-1"), ({"id": 7}, "7"), ({"id": "a", "url": "https://x.example/1"}, "a"), ({"url": "https://x.example/1"}, "https://x.example/1"),
     ({}, "in/a.jsonl:2"), ({"id": " ", "more": {"of": [1, None]}}, "in/a.jsonl:2")],
)  # fmt: skip
def test_what_a_report_is_called(tmp_path: Path, fields: dict[str, object], ref: str) -> None:
    wrote(tmp_path / "in" / "a.jsonl", b"\n" + json.dumps(fields | {"text": TEXT}).encode())
    assert reports(tmp_path)[0].report_ref == ref


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.jsonl.gz"])
def test_a_bad_line_costs_one_line(tmp_path: Path, name: str) -> None:
    raw = b"\xef\xbb\xbf" + LINE + b"\n{bad\n\n   \n" + LINE
    path = wrote(tmp_path / name, gzip.compress(raw) if name.endswith("gz") else raw)
    found = list(read([path]))
    assert [type(f) for f in found] == [Report, Quarantined, Report]
    assert found[1].source == f"{path}:2"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{bad", "not JSON"),
        (b'["text"]', "not a report: Expected `object`"),
        (b"{}", "missing required field `text`"),
        (b'{"text": 5}', "Expected `str`, got `int`"),
        (b'{"text": "a", "outlet": ["b"]}', "$.outlet"),
        (b'{"text": ""}', "no text"),
        (b'{"text": " \\n "}', "no text"),
        (b'{"text": "a\\u0000b"}', "NUL"),
        (b'{"text": "a\\ud800b"}', "half of a surrogate pair"),
        (b'{"text": "a", "id": "\\udc00"}', "half of a surrogate pair"),
        (b'{"text": "caf\xe9"}', "not UTF-8"),
        (b'{"text": "a", "published": "08/02/2025"}', "published"),
        (b'{"text": "a", "published": "2025-02-30"}', "published"),
        (b'{"text": "a", "x": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "nested too deep"),
        (b"[" * 200_000, "not a report"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(tmp_path: Path, line: bytes, reason: str) -> None:
    path = wrote(tmp_path / "a.jsonl", line + b"\n" + LINE)
    first, second = read([path])
    assert isinstance(first, Quarantined)
    assert isinstance(second, Report)
    assert first.source == f"{path}:1"
    assert reason in first.reason
    assert first.raw_sha256 == hashlib.sha256(line).hexdigest()


def test_truncated_and_damaged_gzip_keep_the_complete_lines(tmp_path: Path) -> None:
    lines = [json.dumps({"id": i, "language": "en", "text": hashlib.sha256(str(i).encode()).hexdigest() * 20}).encode() for i in range(200)]
    raw = gzip.compress(b"\n".join(lines) + b"\n")
    found = list(read([wrote(tmp_path / "a.jsonl.gz", raw[: len(raw) // 2])]))
    whole = [f for f in found if isinstance(f, Report)]
    assert [r.report_ref for r in whole] == [str(i) for i in range(len(whole))]
    assert 50 < len(whole) < 150
    assert len(found) == len(whole) + 1
    assert found[-1].reason.startswith("truncated")  # type: ignore[union-attr]
    assert found[-1].source.endswith(f":{len(whole) + 1}")  # type: ignore[union-attr]
    damaged = raw[:-8] + bytes(8)
    *rest, last = read([wrote(tmp_path / "b.jsonl.gz", damaged)])
    assert [type(f) for f in rest] == [Report] * 200
    assert last.reason.startswith("damaged")  # type: ignore[union-attr]


def test_a_line_without_end_is_given_up(tmp_path: Path) -> None:
    path = wrote(tmp_path / "a.jsonl.gz", gzip.compress(LINE + b"\n" + b"A" * (65 * 1024 * 1024) + b"\n" + LINE, 1))
    assert [type(f) for f in read([path])] == [Report, Quarantined, Report]
    assert reasons(path) == [(f"{path}:2", "line longer than 64 MB")]


def test_utf_16_lines_are_refused_once(tmp_path: Path) -> None:
    path = wrote(tmp_path / "a.jsonl", (LINE + b"\n" + LINE).decode().encode("utf-16"))
    assert [reason for _, reason in reasons(path)] == ["UTF-16, but JSON Lines are UTF-8; what follows line 1 was not read"]


def test_lines_are_read_one_by_one(tmp_path: Path) -> None:
    path = wrote(tmp_path / "a.jsonl", LINE + b"\n")
    found = read([path, "-"], stdin=io.BytesIO(LINE))
    assert isinstance(next(found), Report)
    path.unlink()  # a second report is not needed for the first
    assert isinstance(next(found), Report)


@given(st.text(min_size=1), st.one_of(st.none(), st.text()))
def test_text_goes_through_json_lines_unaltered(text: str, title: str | None) -> None:
    line = json.dumps({"id": "a", "language": "en", "title": title, "text": text}).encode()
    (found,) = read(["-"], stdin=io.BytesIO(line))
    if isinstance(found, Report):
        assert found.text == text
        assert [found.text[i] for i in range(len(text))] == list(text)  # offsets are code points
    else:
        assert not text.strip() or "\0" in text + (title or "")


def test_offsets_are_code_points() -> None:
    text = "🙂 e\u0301 İ\u200b12\u00a0000 people"
    (report,) = reports("-", stdin=json.dumps({"text": text}).encode())
    assert report.text[7:13] == text[7:13] == "12\u00a0000"


# what `reportedly read` writes


@pytest.mark.parametrize("own", [{"id": "a-1"}, {"url": "https://x.example/1"}, {"id": "a", "url": "https://x.example/1"}, {}])
def test_a_report_written_out_is_read_back_as_it_was(tmp_path: Path, own: dict[str, object]) -> None:
    wrote(tmp_path / "a.jsonl", json.dumps(own | {"outlet": "Copper Mail", "published": "2025-02-08T10:00", "text": TEXT}).encode())
    wrote(tmp_path / "b.txt", TEXT.encode())
    first = reports(tmp_path)
    assert reports("-", stdin=b"\n".join(codec.encode(r) for r in first)) == first


def test_a_report_altered_since_is_a_new_report(tmp_path: Path) -> None:
    (first,) = reports(wrote(tmp_path / "b.txt", TEXT.encode()))
    (again,) = reports("-", stdin=codec.encode(first).replace(b"Two", b"Ten"))
    assert again.report_id != first.report_id
    assert again.text == TEXT.replace("Two", "Ten")


# standard input


def test_standard_input_may_be_a_text() -> None:
    (report,) = reports("-", stdin=b"\n\ndate 2025-02-08 " + TEXT.encode())
    assert (report.report_ref, report.text, report.published) == ("stdin", f"\n\ndate 2025-02-08 {TEXT}", "2025-02-08")


@pytest.mark.parametrize("start", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_standard_input_may_be_json_lines(start: bytes) -> None:
    found = reports("-", stdin=start + LINE + b"\n" + LINE.replace(b"a-1", b"a-2"))
    assert [r.report_ref for r in found] == ["a-1", "a-2"]


def test_a_bad_first_line_of_json_costs_one_line() -> None:
    found = list(read(["-"], stdin=io.BytesIO(b'{"text": bad}\n' + LINE)))
    assert [type(f) for f in found] == [Quarantined, Report]
    assert found[0].source == "stdin:1"  # type: ignore[union-attr]


@pytest.mark.parametrize(("raw", "reason"), [(b"", "no text"), (b"\n" * 5000, "no text"), (b"\0", "binary"), (b"{braces} in a text", None)])
def test_standard_input_that_is_no_report(raw: bytes, reason: str | None) -> None:
    found = reasons("-", stdin=raw)
    assert found == [] if reason is None else reason in found[0][1]


@given(st.binary(max_size=300))
def test_no_bytes_raise(raw: bytes) -> None:
    assert len(list(read(["-"], stdin=io.BytesIO(raw)))) >= 1
