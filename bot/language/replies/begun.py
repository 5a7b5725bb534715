"""What was done so far beside how it stands: "đã ký hợp đồng, đang thi công"."""

from collections.abc import Sequence

from bot.language.numbers.amounts import LONGEST_SUBJECT
from bot.language.replies.clauses import Clause
from bot.language.words.lexicon import CORRECTS, THINGS, UNITS
from bot.language.words.status_books import NO_SUBJECT
from bot.language.words.tokens import Token, tidy, tokens_of, words_of
from storage.models import Status

# Behind what was done so far these tell how it stands
_GO_ON = {Status.IN_PROGRESS, Status.BLOCKED, Status.AWAITING_GUIDANCE}
_OF_PARTS = {Status.COMPLETED, Status.IN_PROGRESS, Status.NOT_STARTED}


def is_begun(clauses: Sequence[Clause], said: frozenset[Status]) -> bool:
    """ "Đã ký hợp đồng, đang thi công": what was done so far, and that it goes on."""
    first = clauses[0].rest
    if not first:  # "đã gỡ xong vướng mắc, đang thi công": no more than that nothing is wrong
        return said == {Status.IN_PROGRESS}
    if any(token.kind == "percent" for token in first) or len(first) < 2:
        return False
    if said == {Status.COMPLETED} and clauses[-1].status is not None and not clauses[-1].telling:
        return _tells_of_work(first)  # "phát 3.000 tờ rơi, xong"
    if any(_OF_WORK.match(clause.first, 0) and clause.percent for clause in clauses[1:]):
        return said <= {Status.IN_PROGRESS}  # "giải ngân 12 tỷ, khối lượng đạt 65%"
    if said == {Status.IN_PROGRESS} and _somebody_did(first):
        return True  # "UBND huyện đã phê duyệt chủ trương, đang chọn nhà thầu"
    if _DONE.match(first, 0) and not _NOT_DONE.match(first, 1):
        if not said:  # "đã mở 3 lớp, đạt 75%": of the work, where no money is told of
            is_share = any(clause.percent for clause in clauses[1:])
            return is_share and not any(_MONEY.find(first))
        return len(said) == 1 and said <= _GO_ON | {Status.COMPLETED}
    if any(token.kind == "number" for token in first):
        return False
    if len(clauses) > 1 and _SO.match(clauses[1].first, 0):  # "mưa lũ nên chưa làm được"
        return len(said) == 1 and said <= _GO_ON | {Status.NOT_STARTED}
    is_part = any(_FINISHED.find(first))  # "xong phần khảo sát, còn lại đang làm"
    return is_part and said == {Status.IN_PROGRESS}


def _somebody_did(first: Sequence[Token]) -> bool:
    at = next((at for at in range(1, LONGEST_SUBJECT) if _DONE.match(first, at)), 0)
    is_of_now = not any(NO_SUBJECT.find(first[:at]))
    return at > 0 and is_of_now and not _NOT_DONE.match(first, at + 1)


def counts_what_was_done(text: str) -> bool:
    """ "Đã mở 12 lớp": short as it may be, it can be nothing else; "sửa thành 12 lớp" is."""
    tokens = tokens_of(tidy(text))
    return _counts_things(tokens) and not any(_CORRECTS.find(tokens))


def _counts_things(tokens: Sequence[Token]) -> bool:
    """ "12 lớp", "phát 3.000 tờ rơi", "quan trắc 4/4 đợt": and nothing is left of it."""
    counts = (at for at, token in enumerate(tokens) if token.kind == "number")
    return not any(_LEFT.find(tokens)) and any(_COUNTED.match(tokens, at + 1) for at in counts)


def _tells_of_work(first: Sequence[Token]) -> bool:
    is_done = _DONE.match(first, 0) and not any(_LEFT.find(first))
    return bool(is_done) or _counts_things(first)


def status_of_parts(said: frozenset[Status]) -> Status | None:
    """ "Gđ 1 xong, gđ 2 đang đấu thầu": under way; where all that are named are done, others may
    be left."""
    is_begun = Status.IN_PROGRESS in said or len(said) > 1
    return Status.IN_PROGRESS if is_begun and said <= _OF_PARTS else None


_CORRECTS = words_of(CORRECTS, "sửa, thành, bỏ, đổi, thôi")
_COUNTED = words_of(THINGS, UNITS)
_LEFT = words_of(
    """chưa, còn, đang, vướng, mới, phần, bước, giai đoạn, gđ, khâu, nếu, sẽ, dự kiến, chờ, đợi,
xin,
    đề nghị, không, sau khi, khi, để, muốn, cần, phải, trừ, thủ tục, hồ sơ, họp, dự thảo"""
)
_MONEY = words_of("giải ngân, thu, chi, nộp, cấp vốn, bố trí, tỷ, triệu, đồng, thanh toán")
_OF_WORK = words_of("khối lượng, tiến độ, khối lượng công việc")
_FINISHED, _SO = words_of("xong, rồi, hoàn thành, hoàn tất"), words_of("nên, cho nên")
_DONE, _NOT_DONE = words_of("đã"), words_of("hết, chưa, không, xin, đề nghị, nghỉ, báo, hỏi, gửi")
