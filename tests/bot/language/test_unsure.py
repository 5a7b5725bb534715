"""Where the task is certain and the status is not: the words come back with the task."""

import pytest

from bot.language.replies.parser import Unsure, read_line


@pytest.mark.parametrize(
    ("text", "ref", "words"),
    [
        (
            "1 đã ban hành Kế hoạch số 45/KH-UBND ngày 12/3/2026",
            "1",
            "đã ban hành Kế hoạch số 45/KH-UBND ngày 12/3/2026",
        ),
        ("9.2: đã tổ chức 3 lớp tập huấn", "9.2", "đã tổ chức 3 lớp tập huấn"),
        ("3 vướng mắc đã được khắc phục", "3", "vướng mắc đã được khắc phục"),
        ("nhiệm vụ bốn dự kiến tháng 12 xong", "4", "dự kiến tháng 12 xong"),
        ("CT.4 đạt 12%", "CT.4", "đạt 12%"),
        ("ct 9: 12,5", "CT.9", "12,5"),
        ("chỉ tiêu 3 được 450 ha", "CT.3", "được 450 ha"),
    ],
)
def test_the_words_come_back_with_their_task(text: str, ref: str, words: str) -> None:
    reading = read_line(text)
    assert reading.read == ()
    assert reading.unsure == (Unsure(ref, words),)
    assert len(reading.unread) == 1


@pytest.mark.parametrize(
    "text",
    ["hạn nộp là 14/11 hả", "9.4 tới đâu rồi", "9.4 có phải báo cáo không", "1 xong chưa",
     "2 đồng chí đi họp", "5 người chưa làm", "3 60", "1 xong, 1 chưa", "10/11 em gửi báo cáo",
     "9.2 mục 1 xong, mục 2 chưa làm", "4 nhầm rồi", "1 số vấn đề cần báo cáo",
     "30 phút nữa em gọi",
     "9.5 không phải nhiệm vụ của Sở", "7 không thuộc nhiệm vụ của sở em", "9.5 sửa lại giúp",
     "9.5 xin lùi hạn đến 20/11 vì chờ kinh phí", "1, 1 đã ban hành văn bản",
     "3 gồm 3 dự án: 2 xong, 1 đang làm", "tất cả đã ban hành"],
)  # fmt: skip
def test_a_question_a_count_and_a_contradiction_are_no_content(text: str) -> None:
    assert read_line(text).unsure == ()


def test_several_tasks_share_the_words() -> None:
    assert read_line("1, 3 đã ban hành kế hoạch; 2 xong").unsure == (
        Unsure("1", "đã ban hành kế hoạch"),
        Unsure("3", "đã ban hành kế hoạch"),
    )


@pytest.mark.parametrize("text", ["1 xong, 1 chưa rõ lắm", "1 đã ban hành văn bản; 1 xong"])
def test_half_of_what_is_said_of_a_task_is_not_read(text: str) -> None:
    reading = read_line(text)
    assert (reading.read, reading.unsure, len(reading.unread)) == ((), (), 2)
