"""The file of a roster: what a sheet makes of it is read, or refused by line and column."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from storage.people.roster import BadRoster, RosterRow, read_roster, unread_headers
from tests.support.paths import DATA

HEAD = "code,full_name,address,posts,rights,language,office_phone\n"
LINE = "sct,Lê Văn Mẫu Cường,anh,focal@ben-tre:Sở Công Thương,,vi,0275 382 2123\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "people.csv"


def rows(file: Path, text: str, encoding: str = "utf-8") -> list[RosterRow]:
    file.write_bytes(text.encode(encoding))
    return read_roster(file)


def refused(file: Path, text: str, encoding: str = "utf-8") -> str:
    with pytest.raises(BadRoster) as raised:
        rows(file, text, encoding)
    return str(raised.value)


def one(file: Path, text: str, encoding: str = "utf-8") -> RosterRow:
    [found] = rows(file, text, encoding)
    return found


def test_the_samples_are_read_whole() -> None:
    assert len(read_roster(DATA / "people-sample.csv")) == 33
    assert "mobile" not in read_roster(DATA / "people-sample.csv")[0].given


@pytest.mark.parametrize("sign", ";\t")
def test_whatever_separates_the_cells(file: Path, sign: str) -> None:
    plain = one(file, HEAD + LINE)
    assert one(file, (HEAD + LINE).replace(",", sign)) == plain
    several = HEAD.replace(",", sign) + LINE.replace(",", sign).replace(
        "focal@ben-tre:Sở Công Thương", '"focal@ben-tre:Sở A; leader@ben-tre:Sở B, C"'
    )
    assert one(file, several).posts == ("focal@ben-tre:Sở A", "leader@ben-tre:Sở B, C")
    assert one(file, f"sep={sign}\n" + (HEAD + LINE).replace(",", sign)).code == "sct"


def test_marks_line_ends_capitals_and_empty_rows_are_no_matter(file: Path) -> None:
    plain = one(file, HEAD + LINE)
    assert one(file, HEAD + LINE, "utf-8-sig") == plain
    assert one(file, (HEAD.upper() + LINE).replace("\n", "\r\n")) == plain
    ragged = HEAD.replace("\n", ",,\n") + LINE.replace("\n", ",,\n") + ",,,,,,,,\n\n ;\n"
    assert one(file, ragged.replace(" ;\n", "")) == plain
    assert one(file, "Danh sách cán bộ đầu mối\n\n" + HEAD + LINE).code == "sct"
    assert one(file, HEAD + "sct,Lê Văn Mẫu Cường\n").office_phone == ""  # Excel drops the rest


def test_headers_in_vietnamese(file: Path) -> None:
    head = "STT,Mã cán bộ,HỌ VÀ TÊN,Xưng hô,Phân công,Quyền,Ngôn ngữ,Điện thoại cơ quan,Di động\n"
    found = one(file, head + "1," + LINE.replace("\n", ",0912 345 678\n"))
    assert (found.code, found.office_phone) == ("sct", "0275 382 2123")
    assert found.mobile == "84912345678"


def test_an_address_is_kept_in_small_letters(file: Path) -> None:
    assert one(file, "Mã,Thư điện tử\nsct,An.Mau@Tinh.Example\n").email == "an.mau@tinh.example"
    assert "email" not in one(file, "code\nsct\n").given


def test_a_column_that_says_nothing_to_us_is_named(file: Path) -> None:
    file.write_text("STT,mã,họ tên,phụ trách\n1,a,Mẫu,Sở Y tế\n", "utf-8")
    assert unread_headers(file) == ["STT", "phụ trách"]


def test_a_column_that_is_not_there_says_nothing(file: Path) -> None:
    found = one(file, "code,full_name\nsct,Lê Văn Mẫu Cường\n")
    assert found.given == {"code", "full_name"}


PHONES = [
    ("912345678", "0912345678"),
    ("2753822123", "02753822123"),
    ("0912345678", "0912345678"),
    ("0275 382 2123", "0275 382 2123"),
    ("3822123", "3822123"),
]


@pytest.mark.parametrize(("seen", "kept"), PHONES)
def test_a_zero_that_a_sheet_has_dropped_is_put_back(file: Path, seen: str, kept: str) -> None:
    assert one(file, f"code,full_name,office_phone\na,Mẫu,{seen}\n").office_phone == kept


@pytest.mark.parametrize("seen", ["9.12E+08", "9,12E+08", "9E+8"])
@pytest.mark.parametrize("column", ["office_phone", "mobile"])
def test_a_number_cut_short_is_refused(file: Path, seen: str, column: str) -> None:
    said = refused(file, f'code,full_name,{column}\na,Mẫu,\nb,Mẫu,"{seen}"\n')
    assert f"line 3 (b), column '{column}': '{seen}' is a telephone number cut short" in said


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("name\nx\n", "has no column 'code'"),
        ("", "has no column 'code'"),
        ("code,ful_name\na,b\n", "line 1: no column is called 'ful_name'; write full_name"),
        ("code,tên,họ tên\na,b,c\n", "'tên' and 'họ tên' are both full_name"),
        ("code,full_name\n,Mẫu\n", "line 2, column 'code': it is empty"),
        ("code,full_name\na,\n", "line 2 (a), column 'full_name': it is empty"),
        ("code,full_name\na,Mẫu\nA,Mẫu\n", "line 3 (A): code 'A' stands there twice, on line 2"),
        ("code,full_name\na,Mẫu,more\n", "line 2 (a): more cells than columns, 'more'"),
        ("code,full_name\na,1234\n", "column 'full_name': '1234' is no name of a person"),
        (f"code,full_name\na,{'A' * 101}\n", "is no name of a person"),
        ("code,full_name,language\na,Mẫu,fr\n", "line 2 (a), column 'language': language 'fr'"),
        ("code,full_name,mobile\na,Mẫu,12\n", "column 'mobile': mobile '12' is no telephone"),
        ("code,full_name,email\na,Mẫu,a@b\n", "column 'email': email 'a@b' is no address such"),
        ("code,email\na,m@t.example\nb,M@t.example\n", "line 3 (b), column 'email': line 2 has it"),
        ("code,full_name\na,Tr?n Th? Bình\n", "'Tr?n Th? Bình' has lost its Vietnamese letters"),
        ('code,full_name\na,"Mẫu\n', "line 2 is no CSV"),
    ],
)
def test_a_mistake_is_named_by_line_and_column(file: Path, text: str, seen: str) -> None:
    assert seen in refused(file, text)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_told_with_the_way_out(file: Path, encoding: str) -> None:
    said = refused(file, HEAD + LINE, encoding)
    assert "looks like UTF-16; open it in Notepad" in said
    assert "decision" not in said


def test_windows_1258_is_told_with_the_way_out(file: Path) -> None:
    name = "L\u00ea V\u0103n M\u00e2\u0303u C\u01b0\u01a1\u0300ng \u0110\u0103\u0323ng"
    said = refused(file, f"code,full_name\nsct,{name}\n", "cp1258")
    assert "looks like windows-1258" in said


def test_a_workbook_is_read_as_it_is_shown(file: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Danh sách"])
    sheet.append(["Mã", "Họ và tên", "Điện thoại cơ quan"])
    sheet.append(["sct", "Lê Văn Mẫu Cường", 912345678])
    sheet.append([None, None, None])
    sheet.append(["syt", "Hồ Thị Mẫu Lan", "0000 000 010"])
    path = file.with_suffix(".xlsx")
    book.save(path)
    first, second = read_roster(path)
    assert (first.line, first.code, first.office_phone) == (3, "sct", "0912345678")
    assert (second.line, second.office_phone) == (5, "0000 000 010")


def test_what_is_no_sheet_is_refused(file: Path) -> None:
    file.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(BadRoster, match="damaged"):
        read_roster(file)
    file.write_bytes(b"%PDF-1.4")
    with pytest.raises(BadRoster, match="is a PDF"):
        read_roster(file)
    with pytest.raises(BadRoster, match="cannot be read"):
        read_roster(file.parent)
