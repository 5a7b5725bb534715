"""A look at a round by a link: figures and agencies, until it ends, and nothing besides."""

from datetime import timedelta
from html import unescape

import pytest
from sqlmodel import select

from storage.database import Database
from storage.models import AuditEntry, LookLink, Person, Report, Round
from tests.support.phones.pages.desk_browser import Browser, words_of
from tests.support.worlds.effects_world import FOCAL, OTHER_PLANNER, PLANNER, PROVINCE, EffectsWorld

A_SECOND = timedelta(seconds=1)


class Looks:
    """A planner's browser at the page of links of a round, and somebody without an account."""

    def __init__(self, world: EffectsWorld) -> None:
        self.world, self.guest = world, Browser(world.runtime)
        self.browser = Browser(world.runtime)
        self.path = f"/rounds/{world.round}/looks"
        self.browser.signs_in(PLANNER)
        self.browser.gets(self.path)

    def makes(self, days: str = "7", recipient: str = "Ông Mẫu Tư") -> str:
        """The path of the new link."""
        page = self.browser.posts(self.path, recipient=recipient, days=days)
        assert page.status_code == 200
        return "/look/" + unescape(page.text).partition("/look/")[2].partition('"')[0]

    def rows(self) -> list[LookLink]:
        """Those made here; the world has one of its own."""
        with self.world.database.read() as session:
            return list(session.exec(select(LookLink).where(LookLink.id != self.world.look)))

    def sees(self, path: str) -> int:
        return self.guest.gets(path).status_code


@pytest.fixture
def looks(database: Database) -> Looks:
    return Looks(EffectsWorld(database))


def test_whoever_has_the_link_sees_the_figures_by_agency(looks: Looks) -> None:
    path = looks.makes()
    words = words_of(looks.guest.gets(path))
    assert "Phải báo cáo 4" in words
    assert "Sở Công Thương 1/3" in words
    assert "Sở Y tế 0/1" in words


def test_nobody_and_nothing_else_is_to_be_seen(looks: Looks) -> None:
    with looks.world.database.write() as session:
        for report in session.exec(select(Report)):
            report.result = "Một nội dung trả lời"
    page = looks.guest.gets(looks.makes(recipient="Ông Mẫu Tư")).text
    with looks.world.database.read() as session:
        names = [one.full_name for one in session.exec(select(Person))]
    assert not [one for one in (*names, "Ông Mẫu Tư", "Một nội dung trả lời") if one in page]
    assert "href=" not in page.replace('href="/static/desk.css"', "").replace(
        'href="data:,"', ""
    ).replace('href="#main"', "")
    assert "<form" not in page
    for other in ("/rounds", f"/rounds/{looks.world.round}", looks.path, "/audit"):
        assert looks.sees(other) == 401


def test_search_engines_are_kept_off(looks: Looks) -> None:
    for path in (looks.makes(), "/look/unknown"):
        answer = looks.guest.gets(path)
        assert "noindex" in answer.headers["x-robots-tag"]
        assert 'name="robots" content="noindex"' in answer.text
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("days", ["1", "7", "30"])
def test_a_link_ends_by_itself(days: str, looks: Looks) -> None:
    path = looks.makes(days)
    looks.world.clock.instant += timedelta(days=int(days)) - A_SECOND
    assert looks.sees(path) == 200
    looks.world.clock.instant += A_SECOND
    assert looks.sees(path) == 404


def test_a_link_that_was_ended_opens_nothing(looks: Looks) -> None:
    first, second = looks.makes(), looks.makes()
    ended = str(looks.rows()[0].id)
    assert looks.browser.posts(f"{looks.path}/end", look=ended).status_code == 303
    assert (looks.sees(first), looks.sees(second)) == (404, 200)
    assert looks.browser.posts(f"{looks.path}/end", look=ended).status_code == 409


@pytest.mark.parametrize("forged", ["x", "", "../rounds", "%00", "a" * 5000])
def test_a_forged_link_opens_nothing(forged: str, looks: Looks) -> None:
    looks.makes()
    assert looks.sees(f"/look/{forged}") in (401, 404)
    token_hash = looks.rows()[0].token_hash
    assert looks.sees(f"/look/{token_hash}") == 404


def test_a_token_opens_one_kind_of_thing(looks: Looks) -> None:
    """Of a look, of signing in, of a session, of a file: none does for another."""
    look = looks.makes().rpartition("/")[2]
    to_sign_in = looks.browser.link_for(PLANNER).rpartition("/")[2]
    session = looks.browser.cookies["daumoi"]
    for wrong in (
        *(f"/look/{one}" for one in (to_sign_in, session)),
        *(f"/sign-in/{one}" for one in (look, session)),
        *(f"/download/{one}" for one in (look, to_sign_in, session)),
    ):
        assert looks.sees(wrong) == 404, wrong
    for cookie in (look, to_sign_in):
        looks.guest.cookies.set("daumoi", cookie)
        assert looks.sees("/rounds") == 401
        looks.guest.cookies.clear()


def test_openings_are_counted_and_listed_with_who_made_the_link(looks: Looks) -> None:
    path = looks.makes()
    for _ in range(2):
        looks.guest.gets(path)
    words = words_of(looks.browser.gets(looks.path))
    assert "Ông Mẫu Tư" in words
    assert "Lê Văn Mẫu Cường" in words
    assert "2 lần, lần gần nhất" in words
    assert path not in looks.browser.gets(looks.path).text


def test_what_only_looks_at_links_opens_none(looks: Looks) -> None:
    path = looks.makes()
    assert looks.guest.asks("HEAD", path).status_code == 200
    assert looks.rows()[0].times_opened == 0


@pytest.mark.parametrize(
    ("headers", "times"),
    [
        ({"user-agent": "TelegramBot (like TwitterBot)"}, 0),
        ({"user-agent": "facebookexternalhit/1.1"}, 0),
        ({"user-agent": "Mozilla/5.0 (compatible; ZaloBot/1.0; +http://zalo.example)"}, 0),
        ({"user-agent": "python-httpx/0.27"}, 0),
        ({"sec-fetch-dest": "empty", "user-agent": "Mozilla/5.0 Chrome/129"}, 0),
        ({"sec-fetch-dest": "document", "sec-purpose": "prefetch"}, 0),
        ({"sec-fetch-dest": "document", "user-agent": "Mozilla/5.0 Chrome/129"}, 1),
        ({"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) Safari/604.1"}, 1),
    ],
)
def test_a_preview_of_a_link_is_no_opening(
    looks: Looks, headers: dict[str, str], times: int
) -> None:
    path = looks.makes()
    looks.guest.headers = headers
    assert looks.guest.gets(path).status_code == 200
    assert looks.rows()[0].times_opened == times


def test_the_token_is_kept_nowhere(looks: Looks) -> None:
    token = looks.makes().rpartition("/")[2]
    with looks.world.database.read() as session:
        kept = [*session.exec(select(LookLink)), *session.exec(select(AuditEntry))]
    assert token
    assert token not in str([one.model_dump() for one in kept])


def test_the_audit_has_who_made_and_who_ended_it(looks: Looks) -> None:
    looks.makes()
    looks.browser.posts(f"{looks.path}/end", look=str(looks.rows()[0].id))
    with looks.world.database.read() as session:
        found = session.exec(select(AuditEntry).order_by(AuditEntry.id))  # type: ignore[arg-type]
        made = [one for one in found if one.action.startswith("look.")][-2:]
    assert [one.action for one in made] == ["look.given", "look.revoked"]
    assert {one.person_id for one in made} == {looks.world.person[PLANNER]}


@pytest.mark.parametrize(
    ("recipient", "days"), [("", "7"), ("   ", "7"), ("Ông Mẫu", "2"), ("Ông Mẫu", ""), ("x", "٧")]
)
def test_what_is_missing_is_asked_for_and_what_was_typed_stays(
    recipient: str, days: str, looks: Looks
) -> None:
    answer = looks.browser.posts(looks.path, recipient=recipient, days=days)
    assert answer.status_code == 400
    assert f'name="recipient" value="{recipient}"' in answer.text
    assert looks.rows() == []


def test_the_name_of_the_recipient_stays_words(looks: Looks) -> None:
    looks.makes(recipient='"><script>x</script>')
    assert "<script" not in looks.browser.gets(looks.path).text


@pytest.mark.parametrize("who", [FOCAL, PROVINCE, OTHER_PLANNER])
def test_only_the_plans_own_planners_make_and_end_links(who: str, looks: Looks) -> None:
    path, other = looks.makes(), Browser(looks.world.runtime)
    other.signs_in(who)
    other.gets("/rounds")
    assert other.gets(looks.path).status_code == 404
    assert other.posts(looks.path, recipient="Ông Mẫu", days="7").status_code == 404
    assert other.posts(f"{looks.path}/end", look=str(looks.rows()[0].id)).status_code == 404
    assert len(looks.rows()) == 1
    assert looks.sees(path) == 200


@pytest.mark.parametrize("csrf", ["", "0" * 32])
def test_a_form_of_somebody_else_makes_and_ends_nothing(csrf: str, looks: Looks) -> None:
    path = looks.makes()
    form = {"recipient": "Ông Mẫu", "days": "7", "look": str(looks.rows()[0].id)}
    for at in (looks.path, f"{looks.path}/end"):
        assert looks.browser.posts(at, csrf=csrf, **form).status_code == 403
    assert len(looks.rows()) == 1
    assert looks.sees(path) == 200


def test_a_link_of_another_round_is_not_ended_through_ones_own(looks: Looks) -> None:
    looks.makes()
    with looks.world.database.write() as session:
        row = session.get_one(LookLink, looks.rows()[0].id)
        others = session.exec(select(Round.id).where(Round.id != row.round_id)).first()
        row.round_id = others or 0
    answer = looks.browser.posts(f"{looks.path}/end", look=str(looks.rows()[0].id))
    assert answer.status_code == 409
    assert looks.rows()[0].revoked_at is None
