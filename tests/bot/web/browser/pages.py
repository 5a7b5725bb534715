"""Every page there is: its address, who looks at it, and what it answers with."""

from dataclasses import dataclass

NOBODY, PLANNER, ENGLISH = "", "skhdt", "english"
OFFICIAL, LEADER = "sct", "pct"


@dataclass(frozen=True)
class Looked:
    """`address`: its path is that of the route; the site knows what stands in the braces."""

    address: str
    who: str
    status: int = 200

    def __str__(self) -> str:
        return f"{self.address} {self.who or 'nobody'}"


# A page without a line here fails test_routes.py
PAGES = (
    Looked("/sign-in/{token}", NOBODY),
    Looked("/sign-in/unknown", NOBODY, 404),
    Looked("/rounds", NOBODY, 401),
    Looked("/rounds", PLANNER),
    Looked("/rounds", ENGLISH),
    Looked("/rounds", OFFICIAL),
    Looked("/rounds/4711", PLANNER, 404),
    Looked("/rounds/{round_id}", PLANNER),
    Looked("/rounds/{round_id}", ENGLISH),
    Looked("/rounds/{round_id}?as_of=2026-10-19", PLANNER),
    Looked("/rounds/{round_id}/answers", PLANNER),
    Looked("/rounds/{round_id}/answers?words=khong", ENGLISH),
    Looked("/rounds/{round_id}/items/{item_id}", PLANNER),
    Looked("/rounds/{round_id}/reviews", PLANNER),
    Looked("/rounds/{round_id}/reviews", ENGLISH),
    Looked("/rounds/{round_id}", LEADER),
    Looked("/rounds/{round_id}/reviews", LEADER, 404),
    Looked("/rounds/{round_id}/looks", PLANNER),
    Looked("/rounds/{round_id}/looks", ENGLISH),
    Looked("/look/{token}", NOBODY),
    Looked("/look/unknown", NOBODY, 404),
    Looked("/audit", PLANNER),
    Looked("/audit?kind=report.submitted&day=2026-11-15", ENGLISH),
    Looked("/audit", OFFICIAL, 404),
)
# What answers to GET and is nothing to look at
NO_PAGES = (
    "/",
    "/healthz",
    "/readyz",
    "/download/{token}",
    "/rounds/{round_id}/files/{format}",
)
