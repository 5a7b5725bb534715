"""The people of the database as they are now, for whoever looks the roster up."""

from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from storage.models import Person, Plan
from storage.people.appointments import posts_of
from storage.people.chat_accounts import reachable_accounts
from storage.plans.planners import rights_of


def roster_view(session: Session, on: date) -> list[dict[str, Any]]:
    """Everybody, as plain data: posts and rights of that day, and the channels that reach them."""
    plans = {plan.id: plan.code for plan in session.exec(select(Plan))}
    reached = reachable_accounts(session)
    return [
        {
            "code": person.code,
            "full_name": person.full_name,
            "posts": [
                {"post": post.post, "agency": agency.name, "since": post.starts_on.isoformat()}
                for post, agency in posts_of(session, person.id or 0, on)
            ],
            "rights": [
                right.kind + (f"@{plans[right.plan_id]}" if right.plan_id else "")
                for right in rights_of(session, person.id or 0)
            ],
            "channels": [reached[person.id].channel] if person.id in reached else [],
            "office_phone": person.office_phone,
            "email": person.email,
        }
        for person in session.exec(select(Person).order_by(col(Person.id)))
    ]
