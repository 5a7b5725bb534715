"""What refuses a file or a folder is said in the reader's language: what was seen, what to do."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from locales import translator
from storage import lazy
from storage.importing.document import UnreadableDecision
from storage.importing.files.reader import read_source
from storage.importing.folder.model import BadPlanFolder
from storage.importing.folder.reader import read_folder
from tests.support.paths import DATA, ROOT

REFUSALS = {"UnreadableDecision", "BadPlanFolder", "FolderTaken"}
IN_PARTS = "{file} is {words}"  # which say what to do
ROOMS = ("importing", "plans")
CODE = [one for room in ROOMS for one in sorted((ROOT / "storage" / room).rglob("*.py"))]


def refusals() -> Iterator[tuple[str, ast.expr]]:
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[said, *_]) if name in REFUSALS:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", said


def test_nothing_is_refused_in_one_language_only() -> None:
    plain = [where for where, said in refusals() if isinstance(said, ast.JoinedStr | ast.Constant)]
    assert plain == []


def test_each_says_what_was_seen_and_what_to_do() -> None:
    vietnamese, bad, seen = translator("vi"), [], 0
    for where, said in refusals():
        match said:
            case ast.Call(func=ast.Name(id="lazy"), args=[ast.Constant(value=str(words))]):
                form = vietnamese.words.get(words, "")
                seen += 1
                is_whole = ";" in words and ";" in form
                bad += [] if is_whole or words == IN_PARTS else [where]
    assert bad == []
    assert seen > 40


def test_every_sentence_of_reading_and_loading_has_its_vietnamese() -> None:
    """Those too that a refusal gets from a function, or keeps in a table."""
    vietnamese = translator("vi")
    sentences = {
        words
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "lazy"
        for words in [ast.literal_eval(node.args[0])]
        if any(map(str.isalpha, re.sub(r"{\w+}", "", words)))
    }
    same = [words for words in sentences if vietnamese.words.get(words, words) == words]
    assert same == []
    assert len(sentences) > 250


def test_the_commands_refuse_in_vietnamese_too() -> None:
    """Nothing is said by `fail` in words of its own in the file of import, load and template."""
    tree = ast.parse((ROOT / "bot" / "cli" / "plans.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    said = [one.args for one in calls if isinstance(one.func, ast.Name) and one.func.id == "fail"]
    assert said
    assert [args for args in said if isinstance(args[0], ast.JoinedStr | ast.Constant)] == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("kế hoạch.txt", b"", "kế hoạch.txt không có nội dung; đề nghị chép văn bản"),
        ("cu.doc", bytes.fromhex("D0CF11E0A1B11AE1") + "WordDocument".encode("utf-16-le"),
         "cu.doc là văn bản Word đời cũ (.doc); đề nghị mở bằng Word và lưu thành .docx"),
        ("anh.pdf", b"\xff\xd8\xff", "anh.pdf là tệp ảnh; đề nghị xin cơ quan ban hành tệp gốc"),
        ("hong.docx", b"PK\x03\x04x", "hong.docx bị"),
        ("trang.htm", b"<html>", "trang.htm là trang web; đề nghị mở bằng trình duyệt"),
    ],
)  # fmt: skip
def test_a_file_is_refused_in_vietnamese(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableDecision) as refusal:
        read_source(path)
    assert words in refusal.value.said(translator("vi"))
    assert str(refusal.value) == refusal.value.said(translator("en"))


def test_a_folder_is_refused_in_vietnamese_a_line_each() -> None:
    with pytest.raises(BadPlanFolder) as refusal:
        read_folder(ROOT / "no-such-folder")
    assert refusal.value.said(translator("vi")) == [
        "đây không phải thư mục; đề nghị chọn thư mục có tệp plan.toml của kế hoạch"
    ]
    many = BadPlanFolder(*(lazy("{file} is empty; x", file=n) for n in range(60)))
    assert len(many.said(translator("vi"))) == 51
    assert many.said(translator("vi"))[-1] == (
        "còn 10 lỗi tương tự; đề nghị sửa các lỗi trên rồi thử lại"
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("ladder = [3, 1]", "plan.toml ghi ladder = [3, 1]; đề nghị ghi các ngày theo thứ tự"),
        ('office_hours = ["25:00"]', "plan.toml ghi office_hours = ['25:00']; đề nghị ghi các"),
    ],
)
def test_days_and_hours_of_a_folder_are_refused_in_vietnamese(
    tmp_path: Path, line: str, words: str
) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(DATA / "ben-tre", folder)
    toml = folder / "plan.toml"
    toml.write_text(f"{line}\n{toml.read_text(encoding='utf-8')}", encoding="utf-8")
    with pytest.raises(BadPlanFolder) as refusal:
        read_folder(folder)
    assert any(words in one for one in refusal.value.said(translator("vi")))
