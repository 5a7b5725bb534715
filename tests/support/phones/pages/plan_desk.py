"""A planner's browser at the pages of the small plan, and a plan of somebody else beside it."""

from sqlmodel import select

from storage.database import Database
from storage.models import Plan
from tests.support.phones.pages.desk_browser import Browser
from tests.support.worlds.planners import adds_plan, adds_planner
from tests.support.worlds.world import World

HOSTILE = "<script>alert(1)</script>"


class PlanDesk:
    """skhdt plans "mau" alone, khac-skhdt plans "khac"; sct is a focal person."""

    def __init__(self, database: Database) -> None:
        self.world = World(database)
        self.world.links("sct")
        adds_plan(self.world)
        with database.read() as session:
            ids = {one.code: one.id or 0 for one in session.exec(select(Plan))}
        self.plan, self.foreign_plan = ids["mau"], ids["khac"]
        self._narrows()
        adds_planner(self.world, "khac-skhdt", "khac")
        self.browser = self.signed_in("skhdt")
        self.browser.gets(f"/plans/{self.plan}")

    def _narrows(self) -> None:
        from storage.models import Right

        with self.world.database.write() as session:
            for right in session.exec(select(Right)):
                right.plan_id = self.plan

    def signed_in(self, code: str) -> Browser:
        browser = Browser(self.world.runtime)
        browser.signs_in(code)
        browser.gets("/plans")
        return browser

    def at(self, part: str) -> str:
        return f"/plans/{self.plan}{part}"

    def refused(self, part: str, **form: str) -> None:
        """Nobody but the planner of the plan gets in, whatever they send."""
        path, stranger = self.at(part), self.signed_in("khac-skhdt")
        assert self.signed_in("sct").posts(path, **form).status_code == 404
        assert stranger.posts(path, **form).status_code == 404
        assert stranger.gets(path).status_code in (404, 405)
        assert self.browser.posts(path, csrf="0" * 32, **form).status_code == 403
        assert self.browser.posts(path, csrf=stranger.csrf, **form).status_code == 403
        assert Browser(self.world.runtime).posts(path, **form).status_code == 401
        foreign = path.replace(f"/plans/{self.plan}", f"/plans/{self.foreign_plan}")
        assert self.browser.posts(foreign, **form).status_code == 404

    def heard(self) -> str:
        self.world.clock.forward(hours=2)
        return "\n".join(one.text for one in self.world.delivers())
