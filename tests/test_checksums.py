"""The list of checksums: every difference between it and the files is named, whatever was done to either."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from microcatalogue.checksums import verify_sums
from microcatalogue.publish import publish
from sites import OLD, files


def test_verify_names_every_difference_in_order(tmp_path: Path) -> None:
    publish(files(OLD), tmp_path)
    (tmp_path / "et" / "gone.html").unlink()
    (tmp_path / "et" / "a.html").write_bytes(b"added")
    (tmp_path / "index.html").write_bytes(b"changed")
    (tmp_path / "manifest.json").unlink()
    (tmp_path / "manifest.json").symlink_to("index.html")
    assert verify_sums(tmp_path) == (
        "'et/a.html' is there, but SHA256SUMS does not list it.",
        "'et/gone.html' is missing.",
        "'index.html' has other bytes than SHA256SUMS says.",
        "'manifest.json' is a link or a device, not a file.",
    )


def test_verify_reads_large_files_to_their_end(tmp_path: Path) -> None:
    publish(files(OLD | {"dump": bytes(3 * 2**20)}), tmp_path)
    assert verify_sums(tmp_path) == ()
    with (tmp_path / "dump").open("r+b") as dump:
        dump.seek(-1, 2)
        dump.write(b"x")
    assert verify_sums(tmp_path) == ("'dump' has other bytes than SHA256SUMS says.",)


def test_verify_says_what_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (said,) = verify_sums(tmp_path)
    assert "SHA256SUMS cannot be read: No such file" in said
    publish(files(OLD), tmp_path)
    opening = Path.open

    def refusing(path: Path, mode: str = "r", buffering: int = -1) -> object:
        if path.name == "index.html" and path.parent == tmp_path:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opening(path, mode, buffering)

    monkeypatch.setattr(Path, "open", refusing)
    assert "'index.html' cannot be read: Permission denied." in verify_sums(tmp_path)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda _: b"", "is empty or cut off"),
        (lambda sums: sums[:-1], "is empty or cut off"),
        (lambda sums: b"\xff" + sums, "is not UTF-8"),
        (lambda sums: sums.replace(b"  index", b" index"), "Line 3 of SHA256SUMS is not a checksum"),
        (lambda sums: sums.replace(b"  index", b"  ../index"), "Line 3 of SHA256SUMS is not a checksum"),
        (lambda sums: sums.replace(b"\n", b"\r\n"), "Line 1 of SHA256SUMS is not a checksum"),
        (lambda sums: sums + sums[:75], "is empty or cut off"),
        (lambda sums: sums + sums, "Line 5 of SHA256SUMS is out of order or there twice"),
    ],
)
def test_spoilt_list_is_itself_a_finding(tmp_path: Path, spoil: Callable[[bytes], bytes], said: str) -> None:
    publish(files(OLD), tmp_path)
    (tmp_path / "SHA256SUMS").write_bytes(spoil((tmp_path / "SHA256SUMS").read_bytes()))
    assert said in verify_sums(tmp_path)[0]


def test_list_cut_off_anywhere_is_found(tmp_path: Path) -> None:
    publish(files(OLD), tmp_path)
    sums = (tmp_path / "SHA256SUMS").read_bytes()
    for length in range(len(sums)):
        (tmp_path / "SHA256SUMS").write_bytes(sums[:length])
        assert verify_sums(tmp_path), f"cut off after {length} bytes"
