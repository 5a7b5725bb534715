"""People on their pages: found, added, changed, replaced, on leave, invited, erased."""

import re
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from storage.database import Database
from storage.messages.inbox import account_at
from storage.models import (
    Absence,
    Agency,
    Appointment,
    AuditEntry,
    Consent,
    Outbox,
    Person,
    Right,
    RightKind,
)
from storage.people.appointments import focal_points
from storage.people.chat_accounts import WEB
from storage.people.invitations import find_invitation
from storage.people.signing_in.form_links import make_form_link
from tests.support.databases import every_row
from tests.support.phones.pages.desk_browser import Browser, words_of
from tests.support.worlds.answers.answered import NOW, AnsweredWorld
from tests.support.worlds.world import PUBLIC_URL

NEW = {"full_name": "Đỗ Thị Mẫu Yến", "address": "chị", "language": "vi"}
HOSTILE = "<script>alert(1)</script> Mẫu"


class People:
    """skhdt plans; sct is the linked focal person of Sở Công Thương."""

    def __init__(self, database: Database) -> None:
        self.world = AnsweredWorld(database)
        self.world.clock.instant = NOW
        self.browser = Browser(self.world.runtime)
        self.browser.signs_in("skhdt")
        self.browser.gets("/people")
        with database.read() as session:
            self.id = {one.code: one.id or 0 for one in session.exec(select(Person))}
            self.agency = {one.name: one.id or 0 for one in session.exec(select(Agency))}
        self.sct, self.trade = self.id["sct"], self.agency["Sở Công Thương"]

    def posts(self, path: str, csrf: str | None = None, **form: str | list[str]) -> int:
        return self.browser.posts(f"/people{path}", csrf, **form).status_code

    def answering(self) -> list[str]:
        """For Sở Công Thương today."""
        with self.world.database.read() as session:
            found = focal_points(session, NOW.date(), [self.trade])
            return [one.person.full_name for one in found]

    def audited(self) -> list[str]:
        with self.world.database.read() as session:
            query = select(AuditEntry.action).where(AuditEntry.person_id == self.id["skhdt"])
            return [one for one in session.exec(query) if not one.startswith("sign_in")]

    def person(self, name: str) -> Person:
        with self.world.database.read() as session:
            return session.exec(select(Person).where(Person.full_name == name)).one()


@pytest.fixture
def people(database: Database) -> People:
    return People(database)


def test_people_are_found_by_name_agency_and_by_what_stands_between(people: People) -> None:
    page = words_of(people.browser.gets("/people"))
    assert "Nguyễn Văn Mẫu An Sở Công Thương (đầu mối) nhắc được" in page
    assert "Nguyễn Văn Mẫu An" in people.browser.gets("/people?words=cong+thuong").text
    for asked in ("words=y+te", "reached=not_linked"):
        assert "Nguyễn Văn Mẫu An" not in people.browser.gets(f"/people?{asked}").text
    assert "Nguyễn Văn Mẫu An" in people.browser.gets("/people?reached=linked").text


def test_somebody_new_is_added_and_is_asked_for_the_agency(people: People) -> None:
    assert people.posts("/add", agency=str(people.trade), post="focal", **NEW) == 303
    assert "Đỗ Thị Mẫu Yến" in people.answering()
    assert people.audited() == ["person.added"]
    page = people.browser.gets(f"/people/{people.person('Đỗ Thị Mẫu Yến').id}")
    assert "chưa liên kết" in words_of(page)


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("full_name", " . ", "họ và tên"),
        ("full_name", "x" * 101, "họ và tên"),
        ("mobile", "123", "số di động"),
        ("language", "fr", "ngôn ngữ"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_what_was_typed(
    field: str, text: str, told: str, people: People
) -> None:
    form = {**NEW, "office_phone": "0000 000 099", field: text}
    answer = people.browser.posts("/people/add", agency=str(people.trade), post="focal", **form)
    assert answer.status_code == 400
    assert told in words_of(answer).lower()
    assert 'value="0000 000 099"' in answer.text
    assert people.audited() == []


def test_the_data_of_somebody_are_changed_and_which_is_noted(people: People) -> None:
    form = {**NEW, "full_name": "Nguyễn Văn Mẫu An Hai", "address": "anh"}
    assert people.posts(f"/{people.sct}/change", **form) == 303
    assert people.person("Nguyễn Văn Mẫu An Hai").id == people.sct
    with people.world.database.read() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.action == "person.changed")).one()
        assert entry.details == {"columns": ["full_name", "address"]}


def test_a_post_is_given_and_ended(people: People) -> None:
    at, health = f"/{people.sct}", str(people.agency["Sở Y tế"])
    assert people.posts(f"{at}/appoint", agency=health, post="leader") == 303
    assert "Sở Y tế (lãnh đạo phụ trách)" in words_of(people.browser.gets(f"/people{at}"))
    assert people.posts(f"{at}/appoint", agency=health, post="leader") == 409
    assert people.posts(f"{at}/end-post", agency=health, post="leader") == 303
    assert people.posts(f"{at}/end-post", agency=health, post="leader") == 409
    assert people.posts(f"{at}/appoint", agency=health, post="leader") == 303  # on the same day
    assert people.audited() == ["person.appointed", "person.post_ended", "person.appointed"]


def test_somebody_new_takes_over_and_both_are_told(people: People) -> None:
    assert people.posts(f"/{people.sct}/replace/{people.trade}", **NEW) == 303
    assert people.answering() == ["Đỗ Thị Mẫu Yến"]
    with people.world.database.read() as session:
        told = session.exec(select(Outbox.text).order_by(col(Outbox.id).desc())).first()
        assert told is not None
        assert "Đỗ Thị Mẫu Yến là đầu mối của Sở Công Thương từ hôm nay" in told


def test_a_colleague_takes_over(people: People) -> None:
    leader = str(people.id["sct-lanhdao"])
    assert people.posts(f"/{people.sct}/replace/{people.trade}", to=leader) == 303
    assert people.answering() == ["Phạm Thị Mẫu Dung"]


def test_leave_is_noted_told_and_taken_back(people: People) -> None:
    form = {"first": "2026-11-20", "last": "2026-11-24", "to": str(people.id["sct-lanhdao"])}
    assert people.posts(f"/{people.sct}/leave", **form) == 303
    page = words_of(people.browser.gets(f"/people/{people.sct}"))
    assert "Từ 20/11/2026 đến 24/11/2026; người làm thay: Phạm Thị Mẫu Dung" in page
    with people.world.database.read() as session:
        told = session.exec(select(Outbox.text).order_by(col(Outbox.id).desc())).first()
        assert told is not None
        assert "di lam lai" in told
    assert people.posts(f"/{people.sct}/return") == 303
    with people.world.database.read() as session:
        assert session.exec(select(Absence)).one().ended_at is not None
    assert people.posts(f"/{people.sct}/return") == 409


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("", "2026-11-24"),
        ("2026-11-24", "2026-11-20"),
        ("2026-11-01", "2026-11-02"),
        ("2026-11-20", "2028-11-20"),
        ("hôm nay", "2026-11-24"),
    ],
)
def test_days_that_are_no_leave_change_nothing(first: str, last: str, people: People) -> None:
    assert people.posts(f"/{people.sct}/leave", first=first, last=last) == 400
    with people.world.database.read() as session:
        assert session.exec(select(Absence)).all() == []


def test_those_chosen_are_invited_on_cards_or_in_word(people: People) -> None:
    chosen = [str(people.id[code]) for code in ("sct", "syt")]
    answer = people.browser.posts("/people/invite", person=chosen, form="page")
    codes = re.findall(r'class="code">([^<]+)<', answer.text)
    assert f"{PUBLIC_URL}/form" in answer.text  # for whoever has no chat
    with people.world.database.read() as session:
        found = [find_invitation(session, code) for code in codes]
        assert [str(one.person_id) for one in found if one] == chosen
    word = people.browser.posts("/people/invite", person=chosen, form="docx")
    assert word.content.startswith(b"PK")
    assert people.posts("/invite") == 400
    assert people.posts("/invite", person=[chosen[0], "4711"]) == 400
    assert people.audited() == ["person.invited"] * 4


def test_somebody_is_erased_when_their_code_is_typed(people: People) -> None:
    at = f"/{people.sct}/erase"
    assert people.posts(at, code="x") == 400
    assert people.person("Nguyễn Văn Mẫu An").id == people.sct
    assert people.posts(at, code="sct") == 303
    with people.world.database.read() as session:
        assert session.get_one(Person, people.sct).full_name == ""
    assert "Mẫu An" not in people.browser.gets("/people").text
    assert people.browser.gets(f"/people{at}").status_code == 404


def test_the_links_to_somebodys_form_are_ended_and_the_page_says_so(people: People) -> None:
    now = people.world.clock.now()
    with people.world.database.write() as session:
        make_form_link(session, people.sct, "a-link", now, now + timedelta(days=9))
    at = f"/{people.sct}/end-form-links"
    for csrf in ("", "x" * 32):
        assert people.posts(at, csrf) == 403
    focal = Browser(people.world.runtime)
    assert focal.gets("/f/a-link").status_code == 200
    answer = people.browser.posts(f"/people{at}")
    assert "Đã ghi nhận" in words_of(people.browser.gets(answer.headers["location"]))
    assert focal.gets("/f/a-link").status_code == 404
    assert people.audited() == ["form.links_ended"]


def test_who_agreed_at_the_form_is_said_to_have_done_so_there(people: People) -> None:
    with people.world.database.write() as session:
        form = account_at(session, WEB, f"person:{people.sct}")
        session.add(
            Consent(
                account_id=form.id or 0,
                version="1",
                text_hash="x",
                given_at=NOW,
                person_id=people.sct,
            )
        )
    page = words_of(people.browser.gets(f"/people/{people.sct}"))
    assert "biểu mẫu trên web đồng ý" in page


def test_whoever_has_rights_is_left_to_the_administrator(people: People) -> None:
    with people.world.database.write() as session:
        session.add(Right(person_id=people.sct, kind=RightKind.ADMINISTRATOR))
    page = people.browser.gets(f"/people/{people.sct}").text
    assert f"/people/{people.sct}/change" not in page
    for part in ("change", "erase", f"replace/{people.trade}"):
        assert people.browser.gets(f"/people/{people.sct}/{part}").status_code == 404
    assert people.posts(f"/{people.sct}/change", **NEW) in (404, 409)
    assert people.posts(f"/{people.sct}/erase", code="sct") == 404
    assert people.person("Nguyễn Văn Mẫu An").id == people.sct


def test_nobody_of_another_province_is_seen_or_changed(people: People) -> None:
    with people.world.database.write() as session:
        other = Agency(name="Sở Xa", kind="department", province="khac")
        session.add(other)
        session.flush()
        stranger = Person(code="xa", full_name="Ngô Văn Mẫu Xa")
        session.add(stranger)
        session.flush()
        here = date(2026, 1, 1)
        post = Appointment(
            person_id=stranger.id or 0, agency_id=other.id or 0, post="focal", starts_on=here
        )
        session.add(post)
        key, far = stranger.id or 0, str(other.id)
    assert "Mẫu Xa" not in people.browser.gets("/people").text
    before = _rows(people)
    for part in ("", "/change", "/erase", f"/replace/{far}"):
        assert people.browser.gets(f"/people/{key}{part}").status_code == 404
    parts = ("/change", "/erase", "/leave", "/return", "/appoint", "/end-form-links")
    for part in (*parts, f"/replace/{far}"):
        assert people.posts(f"/{key}{part}", code="xa", **NEW) == 404
    assert people.posts("/invite", person=str(key)) == 400
    assert people.posts("/add", agency=far, post="focal", **NEW) == 400
    assert people.posts("/add", plan="4711", agency=far, post="focal", **NEW) == 404
    assert people.posts(f"/{people.sct}/appoint", agency=far, post="focal") == 409
    assert people.posts(f"/{people.sct}/replace/{far}", **NEW) == 404
    assert _rows(people) == before


def test_without_the_own_token_nothing_changes(people: People) -> None:
    before = _rows(people)
    for csrf in ("", "x" * 32):
        assert people.posts("/add", csrf, agency=str(people.trade), post="focal", **NEW) == 403
        assert people.posts(f"/{people.sct}/erase", csrf, code="sct") == 403
        assert people.posts("/invite", csrf, person=str(people.sct)) == 403
    assert _rows(people) == before


def test_who_plans_nothing_sees_nobody(people: People) -> None:
    focal = Browser(people.world.runtime)
    focal.signs_in("sct")
    assert focal.gets("/people").status_code == 404
    assert focal.gets(f"/people/{people.sct}").status_code == 404
    assert Browser(people.world.runtime).gets("/people").status_code == 401


def test_markup_in_a_name_stays_words(people: People) -> None:
    people.posts(f"/{people.sct}/change", **{**NEW, "full_name": HOSTILE})
    for path in ("/people", f"/people/{people.sct}", f"/people/{people.sct}/change"):
        page = people.browser.gets(path).text
        assert "<script" not in page
        assert "&lt;script&gt;" in page


def _rows(people: People) -> object:
    with people.world.database.read() as session:
        return every_row(session)
