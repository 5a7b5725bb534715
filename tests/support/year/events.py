"""What may happen in a simulated year: each event takes the province and tells what it did."""

import random
from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, select

from scheduler.reminders.nudges import nudge_preview, pairs_of, send_nudge
from storage.audit import record
from storage.database import insert_if_new
from storage.importing.folder.model import PlanFolder, SuccessionEntry
from storage.models import (
    Absence,
    Appointment,
    Consent,
    Expectation,
    Person,
    Plan,
    Post,
    Report,
    Review,
    Status,
)
from storage.people.absences import announce_absence, end_absence
from storage.people.appointments import find_person
from storage.plans.lookup import find_plan
from storage.plans.reassigning.choices import reassign, to_reassign
from storage.reports.requests.extensions import BadExtension, ask_extension, decide_extension
from storage.reports.snoozes import snooze
from storage.reports.submission import submit
from tests.support.worlds.world import CALENDAR
from tests.support.year.simulation import DAY, Event, Province


def an_agency_reports(province: Province, session: Session) -> str:
    """About half of what it owes."""
    owed = province.owed(session)
    chosen = province.one_of(owed)
    if chosen is None:
        return ""
    theirs = [one for one in owed if one.agency_id == chosen.agency_id]
    theirs = [one for one in theirs if province.rng.random() < 0.5]
    for one in theirs:
        status = province.rng.choice((Status.ONGOING, Status.COMPLETED))
        report = Report(expectation_id=one.expectation_id, status=status, submitted_at=province.now)
        submit(session, report, province.today)
    return f"agency {chosen.agency_id}: {[one.expectation_id for one in theirs]}"


def a_report_is_returned(province: Province, session: Session) -> str:
    newest = session.exec(select(Report).order_by(col(Report.id).desc()).limit(30)).all()
    report = province.one_of(newest)
    if report is None:
        return ""
    session.add(Review(report_id=report.id or 0, accepted=False, reviewed_at=province.now))
    record(session, province.now, "report.returned", f"expectation:{report.expectation_id}")
    return f"expectation {report.expectation_id}"


def a_day_is_extended(province: Province, session: Session) -> str:
    owed = province.one_of(province.owed(session))
    if owed is None:
        return ""
    later = owed.due_on + 7 * DAY
    session.get_one(Expectation, owed.expectation_id).due_on = later
    record(session, province.now, "extension.granted", f"expectation:{owed.expectation_id}")
    return f"expectation {owed.expectation_id} until {later}"


def a_later_day_is_asked_for(province: Province, session: Session) -> str:
    """And at once decided: some requests are refused."""
    owed = province.one_of(province.owed(session))
    until = province.today + province.rng.randint(1, 40) * DAY
    code = province.planners.get(session.get_one(Plan, owed.plan_id).code) if owed else None
    if owed is None or until <= owed.due_on or code is None:
        return ""
    planner = find_person(session, code)
    assert planner is not None
    expectation = session.get_one(Expectation, owed.expectation_id)
    try:
        asked = ask_extension(
            session, expectation, until, "chờ", None, province.today, province.now
        )
        granted = until if province.rng.random() < 0.6 else None
        decide_extension(session, asked, granted, "vì vậy", planner, province.today, province.now)
    except BadExtension as error:
        return f"refused: {error}"
    return f"expectation {owed.expectation_id} until {until}: {granted}"


def a_day_is_named(province: Province, session: Session) -> str:
    """ "Đã nhận, sẽ báo cáo ngày …", of all that the agency owes."""
    who = province.one_of(province.owing(session, reached=True))
    if who is None:
        return ""
    ids = [o.expectation_id for o in province.owed(session) if o.agency_id == who.agency.id]
    until = CALENDAR.add_working_days(province.today, province.rng.randint(1, 10))
    snooze(session, ids, who.person.id or 0, province.today, until, province.now)
    return f"agency {who.agency.id} will report {len(ids)} on {until}"


def somebody_goes_on_leave(province: Province, session: Session) -> str:
    """With or without a stand-in, who may be on leave too or never reached."""
    people = province.owing(session)
    who, other = province.one_of(people), province.one_of(people)
    if who is None or other is None:
        return ""
    named = other.person if province.rng.random() < 0.5 else None
    if named is not None and named.id == who.person.id:
        named = None
    starts_on = province.today + province.rng.randint(0, 5) * DAY
    ends_on = starts_on + province.rng.randint(0, 20) * DAY
    announce_absence(session, who.person, starts_on, ends_on, named, province.today, province.now)
    return f"{who.person.code} until {ends_on}, stand-in {named and named.code}"


def somebody_is_back(province: Province, session: Session) -> str:
    away = session.exec(select(Absence).where(col(Absence.ended_at).is_(None))).all()
    absence = province.one_of(away)
    if absence is None:
        return ""
    person = session.get_one(Person, absence.person_id)
    return f"{person.code}: {end_absence(session, person, province.today, province.now)}"


def a_leader_is_appointed(province: Province, session: Session) -> str:
    who = province.one_of(province.owing(session))
    if who is None:
        return ""
    leader = Person(code=f"leader-{len(province.log)}", full_name="Trần Văn Mẫu")
    session.add(leader)
    session.flush()
    _appoint(session, leader, who.agency.id or 0, province.today, Post.LEADER)
    province.links(session, leader)
    return f"{leader.code} of agency {who.agency.id}"


def a_planner_nudges(province: Province, session: Session) -> str:
    code = province.rng.choice(sorted(province.planners))
    plan, planner = find_plan(session, code), find_person(session, province.planners[code])
    assert plan is not None
    assert planner is not None
    shown = pairs_of(nudge_preview(session, plan, province.now, CALENDAR))
    chosen = {pair for pair in sorted(shown) if province.rng.random() < 0.5}
    if not chosen:
        return ""
    done = send_nudge(session, plan, chosen, planner, province.now, CALENDAR)
    return f"{code}: {sorted(chosen)}, {len(done.queued)} agencies"


def somebody_blocks_us(province: Province, session: Session) -> str:
    who = province.one_of(province.owing(session, reached=True))
    if who is None or who.account is None:
        return ""
    province.phones.blocked.add(who.account.address)
    return who.person.code


def somebody_comes_back(province: Province, session: Session) -> str:
    """And writes: till then nobody can know."""
    address = province.one_of(sorted(province.phones.blocked))
    if address is None:
        return ""
    province.phones.blocked.remove(address)
    province.hears(session, address, "trợ giúp")
    return address


def a_post_is_handed_over(province: Province, session: Session) -> str:
    """It ends today or ended yesterday; somebody new follows the day after."""
    who = province.one_of(province.owing(session))
    posts = select(Appointment).where(Appointment.post == Post.FOCAL)
    post = who and session.exec(posts.where(Appointment.person_id == who.person.id)).first()
    if not post or post.ends_on or post.starts_on >= province.today:
        return ""
    post.ends_on = province.today - province.rng.randint(0, 1) * DAY
    newcomer = Person(code=f"new-{len(province.log)}", full_name="Nguyễn Văn Mẫu")
    session.add(newcomer)
    session.flush()
    _appoint(session, newcomer, post.agency_id, post.ends_on + DAY)
    province.links(session, newcomer)
    return f"person {post.person_id} to {newcomer.code} after {post.ends_on}"


def a_second_agency(province: Province, session: Session) -> str:
    people = province.owing(session, reached=True)
    one, other = province.one_of(people), province.one_of(people)
    if one is None or other is None or one.agency.id == other.agency.id:
        return ""
    _appoint(session, one.person, other.agency.id or 0, province.today)
    return f"{one.person.code} answers for agency {other.agency.id} too"


def _appoint(
    session: Session, person: Person, agency_id: int, starts_on: date, held: Post = Post.FOCAL
) -> None:
    post = Appointment(
        person_id=person.id or 0, agency_id=agency_id, post=held, starts_on=starts_on
    )
    insert_if_new(session, Appointment, post.model_dump(exclude={"id"}))


def consent_is_withdrawn(province: Province, session: Session) -> str:
    given = select(Consent).where(col(Consent.withdrawn_at).is_(None)).order_by(col(Consent.id))
    consent = province.one_of(session.exec(given).all())
    if consent is None:
        return ""
    consent.withdrawn_at = province.now
    record(session, province.now, "consent.withdrawn", f"person:{consent.person_id}")
    return f"person {consent.person_id}"


def somebody_links(province: Province, session: Session) -> str:
    """Who could not be reached till now, or has thought better of it."""
    who = province.one_of(province.owing(session, reached=False))
    if who is None:
        return ""
    province.links(session, who.person)
    return who.person.code


def an_item_is_reassigned(province: Province, session: Session) -> str:
    code = province.rng.choice(sorted(province.planners))
    plan, planner = find_plan(session, code), find_person(session, province.planners[code])
    assert plan is not None
    assert planner is not None
    unsettled = province.one_of(to_reassign(session, plan, province.today))
    owing = [one for one in province.owing(session) if one.agency.province == plan.province]
    target = province.one_of(owing)
    if unsettled is None or target is None:
        return ""
    reassign(session, plan, [unsettled], [target.agency], planner, province.now)
    return f"{code} {unsettled.item} to agency {target.agency.id}"


def a_folder_is_corrected(province: Province, session: Session) -> str:
    rng, code = province.rng, province.rng.choice(sorted(province.planners))
    folder = province.folders[code]
    what = rng.choice((with_a_day_moved, with_another_lead, without_an_item, with_an_end))
    province.loads(session, code, what(folder, rng, province.today))
    return f"{code} {what.__name__}"


def a_task_is_due_on_another_day(province: Province, session: Session) -> str:
    rng, folder = province.rng, province.folders.get("cchc")
    if folder is None:
        return ""
    chosen = rng.choice([item for item in folder.items if item.due_on is not None])
    moved = replace(chosen, due_on=(chosen.due_on or date.min) + rng.randint(-20, 20) * DAY)
    items = tuple(moved if item == chosen else item for item in folder.items)
    province.loads(session, "cchc", replace(folder, items=items))
    return f"{moved.code} {moved.due_on}"


# --- Corrections of a plan folder -----------------------------------------------------------------


def with_a_day_moved(folder: PlanFolder, rng: random.Random, _: date) -> PlanFolder:
    rules = list(folder.head.rules)
    chosen = rng.randrange(len(rules))
    rules[chosen] = replace(rules[chosen], day=rng.randint(2, 27))
    days = {(rule.tier, rule.month, rule.day) for rule in rules}
    head = replace(folder.head, rules=tuple(rules))
    return replace(folder, head=head) if len(days) == len(rules) else folder


def with_another_lead(folder: PlanFolder, rng: random.Random, _: date) -> PlanFolder:
    items = list(folder.items)
    chosen = rng.choice([n for n, item in enumerate(items) if item.leads])
    items[chosen] = replace(items[chosen], leads=(rng.choice(folder.agencies).name,))
    return replace(folder, items=tuple(items))


def without_an_item(folder: PlanFolder, rng: random.Random, _: date) -> PlanFolder:
    parents = {item.parent for item in folder.items}
    chosen = rng.choice([item for item in folder.items if item.code not in parents])
    return replace(folder, items=tuple(item for item in folder.items if item != chosen))


def with_an_end(folder: PlanFolder, rng: random.Random, today: date) -> PlanFolder:
    """An agency that is still there gives its duties to another one, or to nobody."""
    named = {step.from_agency for step in folder.succession}
    alive = [
        one
        for one in folder.agencies
        if one.valid_until is None
        and one.name not in named
        and (one.valid_from or date.min) < today - 9 * DAY
    ]
    if len(alive) < 2:
        return folder
    ends, follows = rng.sample(alive, 2)
    to, on = follows.name if rng.random() < 0.7 else "", today + rng.randint(-5, 5) * DAY
    step = SuccessionEntry(ends.name, to, on, confirmed=rng.random() < 0.8)
    until = on - DAY if step.confirmed else None
    agencies = tuple(
        replace(one, valid_until=until) if one == ends else one for one in folder.agencies
    )
    return replace(folder, agencies=agencies, succession=(*folder.succession, step))


# How often each, beside the others
EVENTS: dict[Event, int] = {
    an_agency_reports: 10,
    a_report_is_returned: 2,
    a_day_is_extended: 1,
    a_later_day_is_asked_for: 2,
    a_day_is_named: 3,
    somebody_goes_on_leave: 3,
    somebody_is_back: 1,
    a_leader_is_appointed: 1,
    a_planner_nudges: 2,
    somebody_blocks_us: 2,
    somebody_comes_back: 2,
    a_post_is_handed_over: 2,
    a_second_agency: 1,
    consent_is_withdrawn: 1,
    somebody_links: 2,
    an_item_is_reassigned: 2,
    a_folder_is_corrected: 1,
    a_task_is_due_on_another_day: 2,
}
