"""A plan with two rounds of agencies and one of the coordinator, in which anything has happened."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlmodel import Session, col, select

from storage.messages.inbox import account_at
from storage.models import (
    Agency,
    Assignment,
    Attachment,
    CarriedAnswer,
    Expectation,
    Inbox,
    Item,
    ItemKind,
    Person,
    Plan,
    Report,
    Review,
    Role,
    Round,
    Rule,
    Status,
    Succession,
    Tier,
)
from tests.support.worlds.world import ISSUED, ZONE, make_people, make_plan

FORMER, LATER = "Sở Nông nghiệp", "Sở Nông nghiệp và Môi trường"
MERGED_ON = date(2026, 11, 12)
BEGINNING = datetime(2026, 11, 8, 12, tzinfo=ZONE)
DAYS = 12  # in which everything happens, the due day in the middle of them
STATUSES = list(Status)


def make_history(session: Session, seed: int, *, carried: bool = False) -> None:
    """Rows as they may be after answers, corrections, reviews, withdrawals and extensions.

    `carried`: also after answers that others live by, of a task's own day and of what it ended.
    """
    random = Random(seed)
    plan = make_plan(session)
    make_people(session)
    _more(session, plan)
    for round_ in _rounds(session, plan):
        for expectation in _expected(session, plan, round_, random):
            session.add(expectation)
            session.flush()
            _happens(session, expectation, random)
    if carried:
        _carry(session, random)


def any_instants(seed: int) -> Iterator[datetime]:
    """The beginning, the end, and some between."""
    random = Random(seed)
    yield from (BEGINNING, BEGINNING + timedelta(days=DAYS))
    yield from (_at(random) for _ in range(6))


def _at(random: Random) -> datetime:
    return BEGINNING + timedelta(minutes=random.randrange(DAYS * 24 * 60))


def _more(session: Session, plan: Plan) -> None:
    """A second theme with tasks on two levels, an indicator, and an agency that becomes another."""
    former, later = (
        Agency(province="Mẫu", name=name, kind="department") for name in (FORMER, LATER)
    )
    former.valid_until = MERGED_ON - timedelta(days=1)
    session.add_all((former, later))
    session.flush()
    step = Succession(plan_id=plan.id or 0, from_id=former.id or 0, to_id=later.id, on=MERGED_ON)
    step.confirmed = True
    session.add(step)
    parents: dict[str, int | None] = {"": None}
    for place, (code, kind, parent) in enumerate(_ITEMS, start=50):
        item = Item(
            plan_id=plan.id or 0,
            parent_id=parents[parent],
            code=code,
            kind=kind,
            position=place,
            title=f"Nội dung {code}",
            title_raw=f"Nội dung {code}",
            priority_high=code.endswith("a"),
        )
        session.add(item)
        session.flush()
        parents[code] = item.id
        if kind != ItemKind.HEADING:
            session.add(_led(item, former, former))
            session.add(_led(item, former, later))


_ITEMS = (
    ("2", ItemKind.HEADING, ""),
    ("2.1", ItemKind.HEADING, "2"),
    ("2.1.a", ItemKind.TASK, "2.1"),
    ("2.1.b", ItemKind.TASK, "2.1"),
    ("2.10", ItemKind.TASK, "2"),
    ("20", ItemKind.HEADING, ""),
    ("20.1", ItemKind.TASK, "20"),
    ("CT.1", ItemKind.INDICATOR, ""),
)


def _led(item: Item, printed: Agency, agency: Agency) -> Assignment:
    return Assignment(
        item_id=item.id or 0,
        printed_id=printed.id or 0,
        agency_id=agency.id or 0,
        role=Role.LEAD,
        phrase=printed.name,
        valid_from=ISSUED,
    )


def _rounds(session: Session, plan: Plan) -> list[Round]:
    of_tier = {one.tier: one for one in session.exec(select(Rule))}
    rounds = [
        Round(
            plan_id=plan.id or 0,
            rule_id=of_tier[tier].id,
            tier=tier,
            title=f"Đợt {year}",
            year=year,
            opens_on=date(year, 9, 15),
            due_on=date(year, 11, 14),
            covers_from=date(year, 1, 1),
            covers_until=date(year, 12, 31),
            cut_off_on=date(year, 11, 14),
            legal_text="",
            opened_at=BEGINNING,
        )
        for tier, year in ((Tier.AGENCIES, 2025), (Tier.AGENCIES, 2026), (Tier.COORDINATOR, 2026))
    ]
    session.add_all(rounds)
    session.flush()
    return rounds


def _expected(session: Session, plan: Plan, round_: Round, random: Random) -> Iterator[Expectation]:
    """Most of what could be asked; some general reports, some days moved, some ended again."""
    agencies = {one.name: one.id or 0 for one in session.exec(select(Agency))}
    wanted: list[tuple[int | None, int]]
    if round_.tier == Tier.COORDINATOR:
        wanted = [(None, agencies[plan.coordinator])]
    else:
        wanted = [(None, agencies["Sở Y tế"])]
        leads = select(Assignment.item_id, Assignment.agency_id)
        if round_.year < MERGED_ON.year:
            leads = leads.where(Assignment.agency_id != agencies[LATER])
        wanted += sorted(session.exec(leads).all(), key=lambda _: random.random())
    for item_id, agency_id in wanted:
        if random.random() < 0.9:
            is_ended = random.random() < 0.15
            yield Expectation(
                round_id=round_.id or 0,
                agency_id=agency_id,
                item_id=item_id,
                due_on=round_.due_on + timedelta(days=random.choice((0, 0, 0, 2, -2))),
                created_at=BEGINNING if random.random() < 0.8 else _at(random),
                ended_at=_at(random) if is_ended else None,
            )


def _happens(session: Session, expectation: Expectation, random: Random) -> None:
    people = [None, *(one.id for one in session.exec(select(Person)))]
    for at in sorted(_at(random) for _ in range(random.choice((0, 0, 1, 1, 2, 3)))):
        report = Report(
            expectation_id=expectation.id or 0,
            person_id=random.choice(people),
            status=random.choice(STATUSES),
            submitted_at=at,
            sent_at=at - timedelta(hours=random.randrange(30)) if random.random() < 0.4 else None,
            withdrawn_at=at + timedelta(hours=30) if random.random() < 0.2 else None,
        )
        session.add(report)
        session.flush()
        for _ in range(random.choice((0, 1, 2))):
            reviewed_at = at + timedelta(hours=random.randrange(60))
            short = expectation.due_on + timedelta(days=random.randrange(4))
            session.add(
                Review(
                    report_id=report.id or 0,
                    accepted=random.random() < 0.5,
                    reviewed_at=reviewed_at,
                    due_on=random.choice((None, short)),
                )
            )
        for _ in range(random.choice((0, 0, 2))):
            session.add(_photo(session, report, at))


def _carry(session: Session, random: Random) -> None:
    """What was said in the first round, now and then, into the second."""
    said: Any = (
        select(Expectation, Report)
        .join(Report, col(Report.expectation_id) == Expectation.id)
        .join(Round, col(Round.id) == Expectation.round_id)
        .where(Round.year == 2025, col(Expectation.item_id).is_not(None))
        .order_by(col(Report.id))
    )
    later = select(Expectation).join(Round, col(Round.id) == Expectation.round_id)
    asked = session.exec(later.where(Round.year == 2026).order_by(col(Expectation.id))).all()
    for before, report in session.exec(said).all():
        if random.random() < 0.5:
            report.status = Status.COMPLETED
        for one in asked:
            if one.item_id == before.item_id and random.random() < 0.8:
                link = CarriedAnswer(
                    expectation_id=one.id or 0,
                    report_id=report.id or 0,
                    in_period=random.random() < 0.3,
                )
                session.add(link)
    session.flush()


def _photo(session: Session, report: Report, at: datetime) -> Attachment:
    sent = len(session.exec(select(Inbox.id)).all())
    account = account_at(session, "fake", "sct")
    heard = Inbox(
        channel="fake", external_id=f"m{sent}", account_id=account.id or 0, received_at=at
    )
    session.add(heard)
    session.flush()
    return Attachment(
        expectation_id=report.expectation_id,
        report_id=report.id,
        inbox_id=heard.id or 0,
        channel="fake",
        ref="ref",
        media_type="image/jpeg",
        received_at=at,
    )
