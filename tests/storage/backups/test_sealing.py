"""Sealed in parts: no part may be missing, doubled, moved or of another file."""

from pathlib import Path

import pytest

from storage.migrations.backups import sealing
from storage.migrations.backups.sealing import WrongPassphrase, is_sealed, seal, unseal

WORD = "một câu dài của riêng ta"
PLAIN = bytes(range(35))


@pytest.fixture
def lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """A head and four parts."""
    monkeypatch.setattr(sealing, "_PART", 10)
    monkeypatch.setattr(sealing, "_COST", 2)
    return sealed(tmp_path, "a")


def sealed(folder: Path, name: str) -> list[bytes]:
    (folder / "plain").write_bytes(PLAIN)
    seal(folder / "plain", folder / name, WORD)
    return (folder / name).read_bytes().splitlines(keepends=True)


def opened(folder: Path, lines: list[bytes], word: str = WORD) -> bytes:
    (folder / "opened").unlink(missing_ok=True)
    (folder / "sealed").write_bytes(b"".join(lines))
    unseal(folder / "sealed", folder / "opened", word)
    return (folder / "opened").read_bytes()


def test_it_opens_as_it_was(lines: list[bytes], tmp_path: Path) -> None:
    assert len(lines) == 5
    assert opened(tmp_path, lines) == PLAIN
    assert is_sealed(tmp_path / "sealed")
    assert not is_sealed(tmp_path / "opened")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_parts_are_neither_left_out_nor_moved_nor_exchanged(
    lines: list[bytes], tmp_path: Path
) -> None:
    head, one, two, three, four = lines
    other = sealed(tmp_path, "b")
    changed = two[:20] + (b"A" if two[20:21] != b"A" else b"B") + two[21:]
    for wrong in (
        [head],
        [head, one, two, three],
        [head, one, three, four],
        [head, two, one, three, four],
        [head, one, one, two, three, four],
        [head, one, two, three, four, four],
        [head, one, changed, three, four],
        [head, one, other[2], three, four],
        [other[0], one, two, three, four],
        [head, one, two, three, four[:-9]],
        [head[:-9], one, two, three, four],
    ):
        with pytest.raises(WrongPassphrase):
            opened(tmp_path, wrong)
    with pytest.raises(WrongPassphrase):
        opened(tmp_path, lines, WORD.upper())
