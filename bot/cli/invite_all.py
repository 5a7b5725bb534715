"""`daumoi invite --all`: a printed card for everybody with a post who is not linked yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from bot.cli import terminal
from bot.cli.invitation_files import (
    ANOTHER_BOT,
    NO_LINK,
    all_or_nothing,
    counts_people,
    form_address,
    make_invitation,
)
from bot.cli.lookup import plan_called
from bot.cli.words import say, tell
from bot.documents.invitations.card import Card
from bot.documents.invitations.sheet import invitation_sheet
from locales import DEFAULT_LANGUAGE, mark, translator
from storage.models import Person, Plan
from storage.people.invitees import Roll, Unlinked

WITHDRAWN = mark("{count} took their consent back; invite them by name if they wish: {names}")
TAKING_OVER = mark("{count} hold the code of a handover, which stays valid: {names}")
ELSEWHERE = mark(
    "{count} have no place on any Zalo bot, but another way in; for a place, {advice}: {names}"
)
WITHOUT = mark("{count} have no place on any bot: {advice}, and invite again: {names}")


@dataclass
class Invited:
    cards: list[Card] = field(default_factory=list)
    elsewhere: list[Person] = field(default_factory=list)  # invited, though every Zalo bot is full
    without: list[Person] = field(default_factory=list)  # there is no bot for them


def invite_all(plan_code: str, sheet: Path, valid_for: timedelta) -> None:
    from storage.people.invitees import roll

    now = terminal.now()
    today = terminal.calendar().today(now)
    with all_or_nothing() as (session, put):
        found = roll(session, _plans(session, plan_code), today, now)
        invited = _invite(session, found.to_invite, now, valid_for)
        if invited.cards:
            put(sheet, invitation_sheet(invited.cards, translator(DEFAULT_LANGUAGE)))
    _tell(found, invited, sheet)
    if invited.without and not invited.cards:
        terminal.refuse("nobody was invited: no bot has a place left")


def _plans(session: Session, code: str) -> list[Plan]:
    from storage.plans.lookup import plans

    found = [plan_called(session, code)] if code else plans(session)
    if not found:
        terminal.refuse("no plan is loaded; try: daumoi plan load data/ben-tre")
    return found


def _invite(
    session: Session, everybody: Iterable[Unlinked], now: datetime, valid_for: timedelta
) -> Invited:
    """Spread over the bots with free places. Whom no bot could serve gets no code."""
    from bot.runtime.invitation_codes import new_code
    from storage.people.invitations import ways_to_come

    done, counted = Invited(), counts_people(session)
    until = terminal.local_time(now + valid_for)
    for one in everybody:
        person_id, code = one.person.id or 0, new_code()
        ways = ways_to_come(session, person_id, code, now)
        if counted and not ways and not form_address():
            done.without.append(one.person)
            continue
        invitation = make_invitation(session, person_id, code, now, valid_for)
        if counted and not invitation.channel:
            done.elsewhere.append(one.person)
        done.cards.append(_card(one, code, until, ways))
    return done


def _card(one: Unlinked, code: str, until: datetime, ways: Sequence[tuple[str, str]]) -> Card:
    return Card(
        address=one.person.address,
        full_name=one.person.full_name,
        agencies=one.agencies,
        decisions=tuple(plan.decision for plan in one.plans),
        code=code,
        until=until,
        ways=ways,
        district=_district(one),
        form=form_address(),
    )


def _district(one: Unlinked) -> str:
    """Of the commune that the person answers for, with its province of before."""
    from storage.importing.places.communes import communes_of
    from storage.importing.places.provinces import province_today

    for plan in one.plans:
        communes = communes_of(province_today(plan.province))
        for commune in (found for found in communes if found.office in one.agencies):
            return f"{commune.district.district}, {commune.district.province}"
    return ""


def _tell(found: Roll, invited: Invited, sheet: Path) -> None:
    cards = invited.cards
    if cards:
        tell(
            "{count} invited, valid until {until:%H:%M %d/%m/%Y}: {sheet}",
            count=len(cards),
            until=cards[0].until,
            sheet=sheet,
        )
    else:
        tell("0 invited; {sheet} is not written.", sheet=sheet)
    tell("{count} linked already.", count=len(found.linked))
    _tell_of(found.withdrawn, WITHDRAWN)
    _tell_of(found.taking_over, TAKING_OVER)
    _tell_of(invited.elsewhere, ELSEWHERE)
    _tell_of(invited.without, WITHOUT)
    if any(not card.ways for card in cards):
        tell(NO_LINK)


def _tell_of(people: Sequence[Person], told: str) -> None:
    if people:
        names = "; ".join(f"{one.full_name} ({one.code})" for one in people)
        tell(told, count=len(people), names=names, advice=say(ANOTHER_BOT))
