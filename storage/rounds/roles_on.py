"""What a person was at an agency on a day: focal person, stand-in, leader."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from functools import cache

from sqlmodel import Session, col, select

from storage.models import Appointment, Post
from storage.plans.succession import lineage


class HeardAs(StrEnum):
    FOCAL = "focal"
    STAND_IN = "stand_in"  # also one named for the days of a leave
    LEADER = "leader"


def roles_on(session: Session, person_ids: Iterable[int]) -> Callable[[int, int, date], HeardAs]:
    """(person, agency, day) → what the person was there, a post moving on with its agency."""
    steps = lineage(session)
    successors = cache(steps.successors)
    posts: dict[int, list[Appointment]] = {person_id: [] for person_id in person_ids}
    theirs = select(Appointment).where(col(Appointment.person_id).in_(posts))
    for post in session.exec(theirs.order_by(col(Appointment.id))):
        posts[post.person_id].append(post)

    def role(person_id: int, agency_id: int, day: date) -> HeardAs:
        became = successors(day)
        there = [
            post
            for post in posts[person_id]
            if agency_id in (post.agency_id, became.get(post.agency_id))
        ]
        held = [
            post
            for post in there
            if post.starts_on <= day and (post.ends_on is None or post.ends_on >= day)
        ]
        # A roster loaded later that day may have ended the post, or begun it, the day before
        kinds = {post.post for post in held or there}
        if Post.FOCAL in kinds:
            return HeardAs.FOCAL
        return HeardAs.LEADER if kinds == {Post.LEADER} else HeardAs.STAND_IN

    return role
