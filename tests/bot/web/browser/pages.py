"""Every page there is: its address, who looks at it, and what it answers with."""

from dataclasses import dataclass

NOBODY, PLANNER, ENGLISH = "", "skhdt", "english"
OFFICIAL, LEADER = "sct", "pct"
AT_THE_FORM = "at the form"  # the official, let in by a link of theirs


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
    Looked("/rounds/{round_id}/agencies/{agency_id}", PLANNER),
    Looked("/rounds/{round_id}/indicators", PLANNER),
    Looked("/rounds/{round_id}/obstacles", PLANNER),
    Looked("/rounds/{round_id}/calls", PLANNER),
    Looked("/rounds/{round_id}/nudge", PLANNER),
    Looked("/rounds/{round_id}/reminders", PLANNER),
    Looked("/rounds/{round_id}/letter", PLANNER),
    Looked("/rounds/{round_id}/files", PLANNER),
    Looked("/requests", PLANNER),
    Looked("/requests", ENGLISH),
    Looked("/requests/decided", PLANNER),
    Looked("/requests/like-tasks", PLANNER),
    Looked("/people", PLANNER),
    Looked("/people", OFFICIAL, 404),
    Looked("/people/add", ENGLISH),
    Looked("/people/{person_id}", PLANNER),
    Looked("/people/{person_id}/change", PLANNER),
    Looked("/people/{person_id}/replace/{agency_id}", PLANNER),
    Looked("/people/{person_id}/erase", ENGLISH),
    Looked("/plans", PLANNER),
    Looked("/plans/{plan_id}", PLANNER),
    Looked("/plans/{plan_id}/items/{item_id}", PLANNER),
    Looked("/plans/{plan_id}/doubts", PLANNER),
    Looked("/plans/{plan_id}/reassign", PLANNER),
    Looked("/plans/{plan_id}/settings", PLANNER),
    Looked("/plans/{plan_id}/settings", ENGLISH),
    Looked("/plans/{plan_id}/rounds", PLANNER),
    Looked("/plans/{plan_id}/rounds/new", PLANNER),
    Looked("/plans/{plan_id}/tasks/new", PLANNER),
    Looked("/f/{token}", NOBODY),
    Looked("/f/unknown", NOBODY, 404),
    Looked("/form/code", NOBODY),
    Looked("/form", AT_THE_FORM),
    Looked("/form/check", AT_THE_FORM),
    Looked("/form/like", AT_THE_FORM),
    Looked("/form/files/{expectation_id}", AT_THE_FORM),
    Looked("/letters/{token}", NOBODY),
    Looked("/letters/unknown", NOBODY, 404),
)
# What answers to GET and is nothing to look at
NO_PAGES = (
    "/",
    "/healthz",
    "/readyz",
    "/download/{token}",
    "/rounds/{round_id}/files/{format}",
    "/rounds/{round_id}/files/letter",
    "/rounds/{round_id}/agencies/{agency_id}/files/{format}",
    "/rounds/{round_id}/attachments/{attachment_id}",
    "/plans/{plan_id}/files/{name}",
    "/calendar/{token}.ics",
    "/api/{rest}",
    "/api/v1/openapi.json",
    "/api/v1/plans",
    "/api/v1/plans/{plan}",
    "/api/v1/plans/{plan}/answers",
    "/api/v1/plans/{plan}/indicators",
    "/api/v1/plans/{plan}/rounds",
    "/api/v1/plans/{plan}/summary",
)
