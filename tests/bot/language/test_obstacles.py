"""What is read in difficulties and proposals: kind, who must act, documents; and what is alike."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.language.obstacles.clusters import are_alike, clusters_of
from bot.language.obstacles.lexicon import Kind
from bot.language.obstacles.reading import (
    Obstacle,
    agency_names,
    documents_in,
    obstacles_in,
    sentences_of,
)
from bot.language.obstacles.settled import read_settled

NAMES = agency_names(
    [
        ("Sở Tài chính", ["Sở Kế hoạch và Đầu tư", "Sở KH&ĐT", "Sở TC"]),
        ("Sở Y tế", []),
        ("UBND thành phố Mẫu", ["UBND TP Mẫu"]),
    ]
)
READ = [  # the words, what they wait for, who must act
    ("Chờ hướng dẫn của Bộ Y tế", Kind.GUIDANCE, "Bộ Y tế"),
    ("cho huong dan cua bo y te", Kind.GUIDANCE, "Bộ Y tế"),
    ("Trung ương chưa ban hành tiêu chí", Kind.GUIDANCE, "Trung ương"),
    ("các bộ, ngành Trung ương chưa có hướng dẫn", Kind.GUIDANCE, "Trung ương"),
    ("Sở Tài chính chưa cấp kinh phí", Kind.FUNDING, "Sở Tài chính"),
    ("Đề nghị UBND tỉnh bố trí kinh phí", Kind.FUNDING, "UBND tỉnh"),
    ("Sở KH và ĐT chưa thẩm định", Kind.COORDINATION, "Sở Tài chính"),
    ("Khó khăn trong phối hợp với Sở Y tế", Kind.COORDINATION, "Sở Y tế"),
    ("vuong kinh phi", Kind.FUNDING, ""),
    ("Vướng giải phóng mặt bằng", Kind.LAND, ""),
    ("biên chế ít, phải kiêm nhiệm", Kind.STAFF, ""),
    ("Địa bàn rộng, dân cư thưa", Kind.OTHER, ""),
    # A "bộ" of another word is no ministry, and what is referred to is not waited for
    ("Thiếu cán bộ y tế cơ sở", Kind.STAFF, ""),
    ("Đội ngũ cán bộ công an còn mỏng", Kind.STAFF, ""),
    ("Đồng bộ dữ liệu chưa được", Kind.OTHER, ""),
    ("Thiếu kinh phí theo Thông tư số 12/2026/TT-BYT của Bộ Y tế", Kind.FUNDING, ""),
    ("Chưa có kinh phí thực hiện Kế hoạch của UBND tỉnh", Kind.FUNDING, ""),
    # The name of an office is no kind
    ("Chờ Sở Tài chính phê duyệt", Kind.COORDINATION, "Sở Tài chính"),
]


@pytest.mark.parametrize(("words", "kind", "actor"), READ)
def test_kind_and_who_must_act_are_read(words: str, kind: Kind, actor: str) -> None:
    [one] = obstacles_in(words, names=NAMES)
    assert (one.kind, one.actor) == (kind, actor)


@pytest.mark.parametrize(
    "nothing",
    [
        "",
        "Không có",
        "không",
        "Không gặp khó khăn, vướng mắc gì",
        ".",
        "Cơ bản không có khó khăn gì",
    ],
)
def test_nothing_is_no_obstacle(nothing: str) -> None:
    assert obstacles_in(nothing, nothing, NAMES) == []


def test_an_agency_does_not_wait_for_itself() -> None:
    [one] = obstacles_in("Sở Y tế chưa có kinh phí", names=NAMES, own=["Sở Y tế"])
    assert one.actor == ""


def test_two_matters_are_two_and_a_proposal_tells_who_is_waited_for() -> None:
    found = obstacles_in(
        "Thiếu kinh phí; chờ hướng dẫn của Bộ Y tế về đơn giá",
        "Đề nghị UBND tỉnh bố trí kinh phí; tiếp tục tuyên truyền",
        NAMES,
    )
    assert [(one.kind, one.actor) for one in found] == [
        (Kind.FUNDING, "UBND tỉnh"),
        (Kind.GUIDANCE, "Bộ Y tế"),
    ]
    assert found[0].sentences == ("Thiếu kinh phí", "Đề nghị UBND tỉnh bố trí kinh phí")


def test_a_plea_without_a_kind_belongs_to_the_one_thing_that_is_waited_for() -> None:
    [one] = obstacles_in("Thiếu vốn 5.000 triệu đồng. Đề nghị Sở Tài chính tham mưu.", names=NAMES)
    assert (one.kind, one.actor) == (Kind.FUNDING, "Sở Tài chính")


def test_a_sentence_ends_behind_a_word_and_not_in_an_abbreviation() -> None:
    assert list(sentences_of("Vướng mặt bằng. Địa bàn TP. Mẫu rộng 30.000 ha; - thiếu người")) == [
        "Vướng mặt bằng",
        "Địa bàn TP. Mẫu rộng 30.000 ha",
        "thiếu người",
    ]


def test_documents_are_told_apart_by_number_and_law() -> None:
    assert documents_in("Thông tư số 12/2026/TT-BYT") == {"12/2026/tt-byt"}
    assert documents_in("thông tư 12") == {"12"} != documents_in("thông tư 15")
    assert documents_in("thi hành Luật Đất đai") == {"dat dai"}
    assert documents_in("thiếu 5 tỷ năm 2026") == frozenset()


# --- What is alike --------------------------------------------------------------------------------

ALIKE = [
    ["Chờ hướng dẫn của Bộ Y tế", "cho huong dan cua bo y te", "Đang chờ Bộ Y tế hướng dẫn"],
    ["Thiếu kinh phí", "Chưa có kinh phí thực hiện"],
    ["Chưa có hướng dẫn của Bộ Y tế về đơn giá", "Chờ Bộ Y tế ban hành hướng dẫn đơn giá"],
    ["chờ Thông tư 12 của Bộ Y tế"],
    ["chờ Thông tư 15 của Bộ Y tế"],
    ["Chờ hướng dẫn Luật Đất đai"],
    ["Chờ hướng dẫn Luật Đấu thầu"],
    ["Thiếu kinh phí mua máy"],
    ["Chờ hướng dẫn của Bộ Nội vụ"],
]


def read(words: str) -> Obstacle:
    return obstacles_in(words, names=NAMES)[0]


EVERY = [words for group in ALIKE for words in group]


@given(st.permutations(EVERY))
def test_what_waits_for_the_same_is_together_in_whatever_order_it_comes(words: list[str]) -> None:
    found = clusters_of(words, read)
    assert {frozenset(one) for one in found} == {frozenset(one) for one in ALIKE}


WORDS = st.lists(
    st.sampled_from(
        [
            *("chờ", "thiếu", "kinh phí", "hướng dẫn", "Bộ Y tế", "đơn giá", "Thông tư 12"),
            *("vốn", "Thông tư 15", "của", "về", "đất đai", "máy", "UBND tỉnh", "đề nghị"),
        ]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@given(st.lists(WORDS, max_size=8), st.randoms())
def test_every_obstacle_is_in_just_one_cluster_of_which_all_are_alike(
    texts: list[str], chance: object
) -> None:
    raised = [one for text in texts for one in obstacles_in(text)]
    found = clusters_of(raised, lambda one: one)
    assert sorted(o.words for c in found for o in c) == sorted(o.words for o in raised)
    for cluster in found:
        assert all(are_alike(one, other) for one in cluster for other in cluster)
        assert len({one.documents for one in cluster}) == 1
    shuffled = list(raised)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert clusters_of(shuffled, lambda one: one) == found


@given(
    st.lists(
        st.sets(st.sampled_from(["aa", "bb", "cc", "dd", "ee", "ff"]), min_size=3, max_size=5),
        max_size=6,
    )
)
@example([set("abcd"), set("bcde"), set("cdef")])
def test_no_chain_of_likenesses_brings_together_what_is_not_alike(words: list[set[str]]) -> None:
    raised = [Obstacle((" ".join(sorted(one)),), Kind.FUNDING) for one in words]
    for cluster in clusters_of(raised, lambda one: one):
        assert all(are_alike(one, other) for one in cluster for other in cluster)


# --- Whether it is settled ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "is_settled"),
    [
        ("đã giải quyết", True),
        ("rồi", True),
        ("vuong mac da giai quyet", True),
        ("đã tháo gỡ xong, có vốn rồi", True),
        ("chưa", False),
        ("vướng mắc cũ chưa giải quyết", False),
        ("vẫn vướng", False),
        ("đã giải quyết 70% hồ sơ", None),  # that is the work
        ("vướng mắc mới phát sinh", None),
        ("chưa có kinh phí", None),
    ],
)
def test_whether_it_is_settled_is_read(words: str, is_settled: bool | None) -> None:
    said = read_settled(words)
    assert (said.is_settled if said else None) is is_settled


def test_an_abbreviation_of_an_agency_is_no_status() -> None:
    """ "CTK" is also how "chưa triển khai" is written."""
    names = agency_names([("Cục Thống kê", ["CTK", "Cục Thống kê tỉnh"])])
    [one] = obstacles_in("chưa triển khai do chưa có kinh phí", "", names)
    assert one.actor == ""
    [other] = obstacles_in("chờ Cục Thống kê tỉnh cấp số liệu", "", names)
    assert other.actor == "Cục Thống kê"
