"""How many people the bots of a roster must serve, and how many bots that takes ."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from storage.messages.lanes import loads
from storage.models import Plan
from storage.people.invitees import roll

BOTS_AN_ACCOUNT = 3  # a Zalo account may have
WARNED_FROM = 80  # per cent: below it no administrator hears of places


@dataclass(frozen=True)
class Places:
    """`people`: everybody who has to be reached; `waiting`: of these, who has no chat yet.

    `free`: places of the bots that nobody has, those kept for the invited among them;
    `a_bot`: how many people one may serve.
    """

    people: int
    waiting: int
    free: int
    bots: int
    a_bot: int

    @property
    def missing(self) -> int:
        return max(0, self.waiting - self.free)

    @property
    def at_least(self) -> int:
        """Bots for everybody, if nobody else wrote to them."""
        return -(-self.people // self.a_bot)

    @property
    def enough(self) -> int:
        """Bots for everybody with room to spare."""
        return self.people * 100 // (self.a_bot * WARNED_FROM) + 1

    @property
    def accounts(self) -> int:
        """Of Zalo, for `enough`."""
        return -(-self.enough // BOTS_AN_ACCOUNT)


def places_of(
    session: Session, plans: Iterable[Plan], on: date, now: datetime, bots: int, a_bot: int
) -> Places:
    """For the people of these plans. `bots`: those set up, of which some may not have run yet."""
    found = roll(session, plans, on, now)
    counted = [one for one in loads(session, now, now) if one.lane.users_allowed is not None]
    free = sum((one.free or 0) + one.kept for one in counted)
    free += max(0, bots - len(counted)) * a_bot
    waiting = len(found.to_invite) + len(found.taking_over)
    return Places(waiting + len(found.linked), waiting, free, max(bots, len(counted)), a_bot)
