"""The review queue on a page: the same gate and the same news as in the chat."""

import re

import pytest
from sqlmodel import col, select

from storage.database import Database
from storage.models import AuditEntry, Plan, Report, Review, Right, Round, Tier
from tests.support.phones.pages.desk_browser import Browser, words_of
from tests.support.worlds.answers.answered import NOW, AnsweredWorld


class Queue:
    """1.2 waits to be reviewed; 1.1 was accepted, 1.3 returned."""

    def __init__(self, database: Database) -> None:
        self.world = AnsweredWorld(database)
        self.world.clock.instant = NOW
        self.browser = Browser(self.world.runtime)
        self.browser.signs_in("skhdt")
        with database.read() as session:
            round_ = session.exec(select(Round.id).where(Round.tier == Tier.AGENCIES)).one()
            reports = session.exec(select(Report.id).order_by(col(Report.id))).all()
        self.path = f"/rounds/{round_}/reviews"
        self.accepted, self.waiting, self.returned = map(str, reports)
        self.browser.gets(self.path)

    def reviews(
        self,
        report: str | list[str],
        verdict: str,
        reason: str = "",
        who: Browser | None = None,
        csrf: str | None = None,
    ) -> int:
        """What the form is answered with."""
        form = {"report": report, "verdict": verdict, "reason": reason}
        return (who or self.browser).posts(self.path, csrf, **form).status_code

    def verdicts(self) -> list[tuple[str, bool, str]]:
        with self.world.database.read() as session:
            rows = session.exec(select(Review).order_by(col(Review.id)))
            return [(str(one.report_id), one.accepted, one.reason) for one in rows][2:]


@pytest.fixture
def queue(database: Database) -> Queue:
    return Queue(database)


def test_what_nobody_has_judged_yet_waits_and_nothing_else(queue: Queue) -> None:
    page = queue.browser.gets(queue.path).text
    assert f'value="{queue.waiting}"' in page
    assert f'value="{queue.accepted}"' not in page
    assert f'value="{queue.returned}"' not in page


def test_a_report_is_accepted(queue: Queue) -> None:
    assert queue.reviews(queue.waiting, "accept", "bỏ qua") == 303
    assert queue.verdicts() == [(queue.waiting, True, "")]
    assert "Không có báo cáo nào chờ xét duyệt" in words_of(queue.browser.gets(queue.path))


def test_a_report_is_returned_and_its_reporter_hears_why(queue: Queue) -> None:
    before = len(queue.world.channel.sent)
    assert queue.reviews(queue.waiting, "return", " Thiếu số liệu quý III ") == 303
    assert queue.verdicts() == [(queue.waiting, False, "Thiếu số liệu quý III")]
    queue.world.delivers()
    heard = [one.text for one in queue.world.channel.sent[before:]]
    assert any("Thiếu số liệu quý III" in text for text in heard)


@pytest.mark.parametrize("reason", ["", "  ", "ab", "x" * 501])
def test_nothing_is_returned_without_a_reason(reason: str, queue: Queue) -> None:
    answer = queue.browser.posts(queue.path, report=queue.waiting, verdict="return", reason=reason)
    assert answer.status_code == 400
    assert f'value="{queue.waiting}" checked' in answer.text  # what was chosen is not lost
    assert queue.verdicts() == []


def test_nothing_happens_where_nothing_was_chosen_or_what_is_not_there(queue: Queue) -> None:
    assert queue.reviews([], "accept") == 400
    for odd in ("", "x", "-1", "٣", "999999"):
        assert queue.reviews([queue.waiting, odd], "accept") == 409
    assert queue.verdicts() == []


@pytest.mark.parametrize("verdict", ["", "x", "Accept"])
def test_only_a_plain_accept_accepts(verdict: str, queue: Queue) -> None:
    assert queue.reviews(queue.waiting, verdict) == 400
    assert queue.verdicts() == []


def test_a_page_that_is_out_of_date_changes_nothing(queue: Queue) -> None:
    both = [queue.waiting, queue.accepted]
    assert queue.reviews(both, "accept") == 409
    assert queue.verdicts() == []


def test_nobody_else_reviews_whatever_they_send(queue: Queue) -> None:
    focal = Browser(queue.world.runtime)
    focal.signs_in("sct")
    focal.gets("/rounds")
    form = queue.waiting, "accept"
    assert queue.reviews(*form, who=focal) == 404
    assert queue.reviews(*form, csrf="0" * 32) == 403
    assert queue.reviews(*form, who=Browser(queue.world.runtime)) == 401
    assert queue.verdicts() == []


def test_a_report_of_another_plan_cannot_be_reviewed_through_ones_own(queue: Queue) -> None:
    with queue.world.database.write() as session:
        plan = session.exec(select(Plan)).one()
        other = Plan(**{**plan.model_dump(), "id": None, "code": "other"})
        session.add(other)
        session.flush()
        of_other = Round(
            **{
                **session.exec(select(Round).where(Round.tier == Tier.AGENCIES)).one().model_dump(),
                "id": None,
                "plan_id": other.id,
                "rule_id": None,
            }
        )
        session.add(of_other)
        for right in session.exec(select(Right)):
            right.plan_id = other.id
        session.flush()
        path = f"/rounds/{of_other.id}/reviews"
    answer = queue.browser.posts(path, report=queue.waiting, verdict="accept")
    assert answer.status_code == 409
    assert queue.verdicts() == []


def test_who_reviewed_stands_in_the_audit(queue: Queue) -> None:
    queue.reviews(queue.waiting, "accept")
    with queue.world.database.read() as session:
        newest = session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()
    assert newest is not None
    assert newest.action.startswith("report.")
    assert newest.person_id is not None


def test_whoever_is_told_need_not_wait_for_the_next_look(queue: Queue) -> None:
    before = queue.world.runtime.queued.count
    queue.reviews(queue.waiting, "return", "Thiếu số liệu quý III")
    assert queue.world.runtime.queued.count > before


def test_one_report_is_accepted_or_returned_alone_whatever_else_is_chosen(queue: Queue) -> None:
    page = queue.browser.gets(queue.path).text
    assert f'name="accept" value="{queue.waiting}"' in page
    form = {"report": queue.accepted, "verdict": ""}
    reasons = {f"reason-{queue.waiting}": " Thiếu số liệu ", "reason": "của nhiều báo cáo"}
    answer = queue.browser.posts(queue.path, **form, **reasons, **{"return": queue.waiting})
    assert answer.status_code == 303
    assert queue.verdicts() == [(queue.waiting, False, "Thiếu số liệu")]
    seen = words_of(queue.browser.gets(answer.headers["location"]))
    assert "Đã trả lại 1 báo cáo" in seen


def test_one_tap_accepts(queue: Queue) -> None:
    answer = queue.browser.posts(queue.path, accept=queue.waiting)
    assert queue.verdicts() == [(queue.waiting, True, "")]
    assert "Đã chấp nhận 1 báo cáo" in words_of(queue.browser.gets(answer.headers["location"]))
    assert queue.browser.posts(queue.path, accept=queue.waiting).status_code == 409
    for odd in ("x", "-1", "999999", queue.returned):
        assert queue.browser.posts(queue.path, accept=odd).status_code == 409


def test_a_reason_typed_for_one_is_kept_where_it_is_too_short(queue: Queue) -> None:
    named = f"reason-{queue.waiting}"
    answer = queue.browser.posts(queue.path, **{named: "ab", "return": queue.waiting})
    assert answer.status_code == 400
    assert f'name="{named}" value="ab"' in answer.text
    assert queue.verdicts() == []


def test_the_page_says_which_keys_there_are_and_has_no_script_of_its_own(queue: Queue) -> None:
    page = queue.browser.gets(queue.path)
    assert "Phím tắt: J" in words_of(page)
    assert page.text.count("<script") == page.text.count('<script src="/static/reviews.js">') == 1
    assert queue.browser.gets("/static/reviews.js").status_code == 200


@pytest.mark.parametrize("odd", ["x", "-1", "<script>", "٣", ""])
def test_nothing_is_said_to_be_stored_that_an_address_makes_up(odd: str, queue: Queue) -> None:
    page = queue.browser.gets(f"{queue.path}?accepted={odd}")
    assert page.status_code == 200
    assert 'role="alert"' not in page.text


_FORM = re.compile(r"<form[^>]*>.*?</form>", re.DOTALL)
_BUTTON = re.compile(r'<button[^>]* name="(\w+)" value="(\w+)"')


def test_enter_in_a_reason_never_accepts(queue: Queue) -> None:
    """A browser then presses the first button of the form."""
    forms = _FORM.findall(queue.browser.gets(queue.path).text)
    with_reason = [form for form in forms if 'name="reason' in form]
    assert [_BUTTON.findall(form)[0] for form in with_reason] == [
        ("return", queue.waiting),
        ("verdict", "return"),
    ]
