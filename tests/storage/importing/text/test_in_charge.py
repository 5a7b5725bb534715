"""Who coordinates a plan, in the many ways a decision says so, is found without a doubt."""

import pytest

from storage.importing.agencies.vocabulary import vocabulary_of
from storage.importing.document import Line
from storage.importing.text.coordinator import read_coordinator

VOCABULARY = vocabulary_of("Lâm Đồng")
NAMED = (
    ("leads-and-sums-up", "1. Sở Nội vụ chủ trì, phối hợp với các sở, ngành theo dõi, đôn đốc, "
     "tổng hợp kết quả thực hiện, báo cáo UBND tỉnh.", "Sở Nội vụ"),
    ("is-given", "Giao Sở Y tế chủ trì, theo dõi, kiểm tra và tổng hợp báo cáo UBND tỉnh.",
     "Sở Y tế"),
    ("is-given-as", "Giao Sở Tư pháp làm đầu mối tổng hợp, báo cáo.", "Sở Tư pháp"),
    ("is-the-lead", "Sở Công Thương là cơ quan chủ trì, tổng hợp kết quả thực hiện Kế hoạch này.",
     "Sở Công Thương"),
    ("helps-the-committee", "Văn phòng HĐND và UBND xã tham mưu UBND xã theo dõi, đôn đốc, tổng "
     "hợp kết quả.", "Văn phòng HĐND và UBND xã"),
    ("answers-for", "Phòng Kinh tế chịu trách nhiệm tổng hợp, báo cáo kết quả thực hiện Kế hoạch.",
     "Phòng Kinh tế"),
    ("urges-without-the-word-plan", "Sở Xây dựng có trách nhiệm hướng dẫn, đôn đốc, kiểm tra các "
     "đơn vị thực hiện; định kỳ tổng hợp báo cáo UBND tỉnh.", "Sở Xây dựng"),
    ("as-standing-office", "Công an tỉnh (cơ quan thường trực) theo dõi, tổng hợp tình hình.",
     "Công an tỉnh"),
    ("standing-before-the-name", "Cơ quan thường trực: Sở Nông nghiệp và Môi trường.",
     "Sở Nông nghiệp và Môi trường"),
    ("through", "Các sở, ngành báo cáo UBND tỉnh (qua Sở Tài chính tổng hợp) trước ngày 15/11.",
     "Sở Tài chính"),
    ("of-a-board", "1. Cơ quan thường trực Ban An toàn giao thông tỉnh (Công an tỉnh) tổng hợp kết "
     "quả, báo cáo UBND tỉnh.", "Công an tỉnh"),
    ("of-a-ministry", "Vụ Bình đẳng giới là đơn vị đầu mối giúp Bộ trưởng theo dõi Kế hoạch.",
     "Vụ Bình đẳng giới"),
    ("given-to", "Giao cho Phòng Văn hóa - Xã hội xã theo dõi, đôn đốc việc thực hiện.",
     "Phòng Văn hóa - Xã hội xã"),
    ("assigned", "Phân công Văn phòng Sở là đầu mối theo dõi, tổng hợp.", "Văn phòng Sở"),
    ("difficulties-go-to", "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị phản "
     "ánh về Sở Nội vụ để tổng hợp, báo cáo UBND tỉnh xem xét.", "Sở Nội vụ"),
    ("head-of-office", "Giao Chánh Văn phòng UBND tỉnh theo dõi, đôn đốc, tổng hợp kết quả thực "
     "hiện Chỉ thị.", "Văn phòng Ủy ban nhân dân tỉnh"),
)  # fmt: skip
HEADED = (
    ("under-its-heading",
     ("1. Sở Dân tộc và Tôn giáo", "- Chủ trì, hướng dẫn, kiểm tra, đôn đốc việc thực hiện.",
      "- Tổng hợp kết quả, báo cáo UBND tỉnh."), "Sở Dân tộc và Tôn giáo"),
    ("colon",
     ("1. Sở Dân tộc và Tôn giáo:", "Là cơ quan đầu mối, tổng hợp chung."),
     "Sở Dân tộc và Tôn giáo"),
    ("standing-in-brackets-of-the-heading",
     ("1. Sở Y tế (Cơ quan thường trực)", "- Tham mưu UBND tỉnh triển khai Kế hoạch."), "Sở Y tế"),
)  # fmt: skip
NOBODY = (
    ("everybody", "Các sở, ngành theo dõi, đôn đốc việc thực hiện Kế hoạch tại đơn vị."),
    ("its-own-field", "Sở Y tế theo dõi tình hình dịch bệnh."),
)


@pytest.mark.parametrize(("text", "office"), [pytest.param(*one[1:], id=one[0]) for one in NAMED])
def test_a_sentence_names_it(text: str, office: str) -> None:
    assert read_coordinator([Line(1, text)], VOCABULARY)[0] == office


@pytest.mark.parametrize(("texts", "office"), [pytest.param(*o[1:], id=o[0]) for o in HEADED])
def test_its_part_of_the_plan_names_it(texts: tuple[str, ...], office: str) -> None:
    lines = [Line(number, text) for number, text in enumerate(texts, 1)]
    assert read_coordinator(lines, VOCABULARY) == (office, "")


@pytest.mark.parametrize("text", [pytest.param(one[1], id=one[0]) for one in NOBODY])
def test_others_are_not_in_charge(text: str) -> None:
    assert read_coordinator([Line(1, text)], VOCABULARY)[0] == ""
