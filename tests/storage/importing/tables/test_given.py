"""Tasks that sentences give: who leads, who coordinates, what is done, and by when."""

from datetime import date

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from storage.importing.agencies.vocabulary import vocabulary_of
from storage.importing.document import Line, Row
from storage.importing.tables.prose.given import Given, given_tasks
from storage.importing.tables.prose.times import timed
from storage.importing.tables.tasks.timeframes import period_of, read_timeframe

KNOWN = vocabulary_of("Sơn La")
PERIOD = period_of(date(2026, 2, 24), "2026")


def read(*texts: str) -> Given:
    return given_tasks([Line(at, text) for at, text in enumerate(texts, 1)], PERIOD, KNOWN)


def rows(found: Given) -> tuple[Row, ...]:
    return found.grid.rows if found.grid else ()


@pytest.mark.parametrize(
    ("sentence", "lead", "coordinating", "title", "time"),
    [
        (
            "Giao Sở Tài chính chủ trì, phối hợp với Sở Xây dựng, UBND các xã, phường rà soát quỹ"
            " đất, báo cáo UBND tỉnh trước ngày 15/4/2026.",
            *("Sở Tài chính", "Sở Xây dựng, UBND các xã, phường", "Rà soát quỹ đất"),
            "trước ngày 15/4/2026",
        ),
        (
            "Yêu cầu Chủ tịch UBND các xã, phường kiểm tra, xử lý các trường hợp lấn chiếm; hoàn"
            " thành trong quý II/2026.",
            *("UBND các xã, phường", "", "Kiểm tra, xử lý các trường hợp lấn chiếm"),
            "hoàn thành trong quý II/2026",
        ),
        (
            "Sở Du lịch làm đầu mối, phối hợp với Tỉnh đoàn tuyển chọn tình nguyện viên; xong trước"
            " tháng 9/2026.",
            *("Sở Du lịch", "Tỉnh đoàn", "Tuyển chọn tình nguyện viên", "xong trước tháng 9/2026"),
        ),
        (
            "Giám đốc Sở Y tế trực tiếp kiểm tra, xong trước 17h00 ngày 29/4/2026.",
            *("Sở Y tế", "", "Trực tiếp kiểm tra", "xong trước 17h00 ngày 29/4/2026"),
        ),
        (
            "Giao Sở Giáo dục và Đào tạo xây dựng phương án thi; Sở Y tế, Công an tỉnh phối hợp.",
            *("Sở Giáo dục và Đào tạo", "Sở Y tế, Công an tỉnh", "Xây dựng phương án thi", ""),
        ),
        (
            "Sở Công Thương lập danh mục, trong vòng 15 ngày kể từ ngày ban hành Thông báo này.",
            *("Sở Công Thương", "", "Lập danh mục"),
            "trong vòng 15 ngày kể từ ngày ban hành Thông báo này",
        ),
        (
            "Sở Y tế kiểm tra các nhà hàng; đợt 1 trong Quý II/2026, đợt 2 trước ngày 30/9/2026.",
            *("Sở Y tế", "", "Kiểm tra các nhà hàng"),
            "đợt 1 trong Quý II/2026; đợt 2 trước ngày 30/9/2026",
        ),
        (
            "Ban Quản lý dự án các công trình giao thông tỉnh hoàn thành hồ sơ quyết toán.",
            *("Ban Quản lý dự án các công trình giao thông tỉnh", ""),
            *("Hoàn thành hồ sơ quyết toán", ""),
        ),
        (
            "Giao đồng chí Giám đốc Sở Y tế lãnh đạo rà soát nhân lực; hoàn thành quý III/2026.",
            *("Sở Y tế", "", "Lãnh đạo rà soát nhân lực", "hoàn thành quý III/2026"),
        ),
        # days that end nothing: of a cited text, of figures, of a beginning, over already
        (
            "Giao Sở Nội vụ thay thế Quyết định số 12/QĐ-UBND ngày 03/4/2025.",
            *("Sở Nội vụ", "", "Thay thế Quyết định số 12/QĐ-UBND ngày 03/4/2025", ""),
        ),
        (
            "Sở Tài chính đánh giá kết quả giải ngân trong quý I/2026, đề xuất giải pháp.",
            *("Sở Tài chính", ""),
            *("Đánh giá kết quả giải ngân trong quý I/2026, đề xuất giải pháp", ""),
        ),
        (
            "Công an tỉnh tổ chức phân luồng từ ngày 01/4/2026.",
            *("Công an tỉnh", "", "Tổ chức phân luồng từ ngày 01/4/2026", ""),
        ),
        (
            "Sở Xây dựng khắc phục các dự án đã cam kết hoàn thành trước ngày 15/01/2026.",
            *("Sở Xây dựng", ""),
            *("Khắc phục các dự án đã cam kết hoàn thành trước ngày 15/01/2026", ""),
        ),
    ],
)
def test_a_sentence_that_gives_a_task(
    sentence: str, lead: str, coordinating: str, title: str, time: str
) -> None:
    (row,) = rows(read(f"1. {sentence}"))
    assert row.cells[:5] == ("1", title, lead, coordinating, time)
    assert row.cells[-1] == f"1. {sentence}"


@pytest.mark.parametrize(
    ("text", "rest", "due_on"),
    [
        ("rà soát đất (hoàn thành trước ngày 30/6/2026)", "rà soát đất", date(2026, 6, 29)),
        ("rà soát đất, chậm nhất là ngày 30 tháng 6 năm 2026", "rà soát đất", date(2026, 6, 30)),
        ("rà soát đất, thời hạn đến hết tháng 6/2026", "rà soát đất", date(2026, 6, 30)),
        ("rà soát đất, xong Quý 3/2026", "rà soát đất", date(2026, 9, 30)),
        ("rà soát đất trong 6 tháng đầu năm 2026", "rà soát đất", date(2026, 6, 30)),
        ("chi trả trong tháng 4 và tháng 5/2026", "chi trả", date(2026, 5, 31)),
        ("phân luồng từ ngày 01/4/2026 đến hết ngày 15/4/2026", "phân luồng", date(2026, 4, 15)),
        ("giải ngân 100% vốn trong năm 2026", "giải ngân 100% vốn", date(2026, 12, 31)),
        *(
            (said, said, None)
            for said in (
                "rà soát 30/6 hồ sơ còn lại",
                "giải ngân 100% kế hoạch vốn năm 2026",
                "rà soát theo Công văn số 12/UBND ngày 30/6/2026",
                "đánh giá số liệu từ ngày 01/01/2026 đến ngày 31/01/2026",
                "trình trước kỳ họp giữa năm 2026 của HĐND tỉnh",
            )
        ),
    ],
)
def test_when_a_sentence_wants_it_done(text: str, rest: str, due_on: date | None) -> None:
    found = timed(text, PERIOD)
    assert (found.text, found.time.due_on) == (rest, due_on)


@pytest.mark.parametrize(
    "sentence",
    [
        "Sở Tài chính tổng hợp, báo cáo UBND tỉnh trước ngày 25 hằng tháng.",
        "UBND các xã có dự án định kỳ ngày 10 và ngày 25 hằng tháng báo cáo UBND tỉnh.",
        "Sở Ngoại vụ tham mưu UBND tỉnh báo cáo Bộ Ngoại giao trước ngày 30/6/2026.",
        "Giao Văn phòng UBND tỉnh theo dõi, đôn đốc việc thực hiện Thông báo này.",
        "Yêu cầu các sở, ngành thực hiện các nhiệm vụ tại Phụ lục kèm theo.",
        "Các sở, ban, ngành nghiêm túc triển khai thực hiện.",
        "UBND các xã, phường đã hoàn thành rà soát 80%.",
        "Sở Y tế chịu trách nhiệm trước Chủ tịch UBND tỉnh nếu để chậm trễ.",
        "Đồng chí Chánh Văn phòng UBND tỉnh chỉ đạo theo dõi kết quả thực hiện.",
        "Kết quả rà soát gửi UBND tỉnh trước ngày 31/5/2026.",
        "Sở Y tế gửi kết quả rà soát về Sở Nội vụ chậm nhất ngày 15/6/2026.",
        "Sở Nội vụ làm đầu mối, theo dõi, đôn đốc; tổng hợp, báo cáo UBND tỉnh.",
        "Nếu có vướng mắc, các đơn vị kịp thời phản ánh về Sở Y tế để tổng hợp.",
        "Các cơ quan, đơn vị nghiêm túc tổ chức thực hiện./.",
        "Chủ tịch UBND tỉnh yêu cầu các cơ quan thực hiện các nhiệm vụ sau:",
        "Văn phòng UBND tỉnh thông báo để các đơn vị biết, thực hiện.",
    ],
)
def test_a_sentence_that_gives_none_stays_for_the_duties(sentence: str) -> None:
    found = read(f"1. {sentence}")
    assert (found.grid, found.rest, found.unread) == (None, (Line(1, f"1. {sentence}"),), ())


def test_whom_no_office_is_read_of_is_told() -> None:
    found = read("1. Giao đồng chí Trần Văn Mẫu chỉ đạo gỡ vướng.", "2. Hội Mẫu vươn lên nhóm đầu.")
    assert [line.number for line in found.unread] == [1, 2]
    assert rows(found) == ()


def test_a_paragraph_without_an_end_is_not_read_for_minutes() -> None:
    endless = f"1. Sở Y tế {'tổng hợp, theo dõi, ' * 10_000}"
    found = read(endless)
    assert (found.grid, found.rest) == (None, (Line(1, endless),))
    assert [len(line.text) for line in found.unread] == [152]


def test_what_stands_below_an_office_and_behind_a_matter() -> None:
    found = read(
        *("I. ĐÁNH GIÁ CHUNG", "1. Sở Xây dựng rà soát chậm.", "II. NHIỆM VỤ", "1. Sở Y tế:"),
        *("- Rà soát nhân lực, xong trong tháng 5/2026;", "- Lập đề án. Báo cáo hằng tháng."),
        "2. Về giá đất: giao Sở Tài chính thẩm định, xong trước ngày 20/4/2026; giao UBND xã A chi"
        " trả trước ngày 30/5/2026. Định kỳ trước ngày 5 hằng tháng báo cáo UBND tỉnh.",
        "Nơi nhận:",
        "3. Sở Y tế lưu.",
    )
    assert [row.cells[:3] for row in rows(found)] == [
        ("1", "Sở Y tế:", ""),
        ("-", "Rà soát nhân lực", "Sở Y tế"),
        ("-", "Lập đề án", "Sở Y tế"),
        ("2", "Về giá đất: thẩm định", "Sở Tài chính"),
        ("", "Chi trả", "UBND xã A"),
    ]
    left = {line.number: line.text for line in found.rest}
    assert left[6] == "- Báo cáo hằng tháng."
    assert left[7] == "2. Định kỳ trước ngày 5 hằng tháng báo cáo UBND tỉnh."


def test_a_day_of_doing_is_the_tasks_and_a_later_day_of_reporting_stays_a_duty() -> None:
    found = read(
        "1. Giao Sở Y tế lập đề án, hoàn thành trước ngày 30/4/2026, báo cáo UBND tỉnh trước ngày"
        " 15/5/2026."
    )
    assert [row.cells[1:5:3] for row in rows(found)] == [
        ("Lập đề án", "hoàn thành trước ngày 30/4/2026")
    ]
    assert found.rest == (Line(1, "1. Sở Y tế báo cáo UBND tỉnh trước ngày 15/5/2026."),)


OFFICES = st.sampled_from(["Sở Y tế", "Công an tỉnh", "UBND xã Mẫu", "Các sở, ban, ngành"])
DOES = st.sampled_from(["rà soát quỹ đất", "xây dựng đề án", "hoàn thành số hóa hồ sơ"])
DAYS = st.dates(date(2026, 3, 1), date(2026, 12, 31))


@settings(max_examples=40)
@examples(st.lists(st.tuples(OFFICES, DOES, st.none() | DAYS), min_size=1, max_size=5))
def test_every_sentence_that_gives_is_a_row_with_its_own_day_or_none(
    told: list[tuple[str, str, date | None]],
) -> None:
    when = [f", xong trước ngày {day:%d/%m/%Y}" if day else "" for _, _, day in told]
    texts = [
        f"{at}. Giao {who} {does}{by}."
        for at, ((who, does, _), by) in enumerate(zip(told, when, strict=True), 1)
    ]
    found = rows(read(*texts))
    assert [row.cells[2] for row in found] == [who for who, _, _ in told]
    due = [read_timeframe(row.cells[4], PERIOD).due_on for row in found]
    assert [one and one.toordinal() + 1 for one in due] == [
        day and day.toordinal() for _, _, day in told
    ]
