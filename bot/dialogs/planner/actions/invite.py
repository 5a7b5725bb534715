"""Inviting: a new one-use code for somebody, with a text to pass on."""

from datetime import datetime, timedelta

from bot.dialogs.effects import InvitePerson, SayAlso
from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import Invitee
from bot.dialogs.planner.agency_wording import agency_label
from bot.dialogs.planner.plan_choice import about_plan, more, next_page, page, plan_of
from bot.language.people_wording import POSTS
from bot.language.wording import document_name, shortened, where_to_open
from locales import Translator
from storage.names import fold

PAGE = 7
BUTTON = 30  # letters
VALID_FOR = timedelta(days=7)


def _start(slots: Slots, facts: Facts) -> Next | End:
    if not facts.planning.invitees(slots["plan"]):
        return End(facts.say("No person of these agencies is in the list of people yet."))
    return Next("list", {"plan": slots["plan"], "page": 0, "named": ""})


def _offered(slots: Slots, facts: Facts) -> list[Invitee]:
    """Those whose name or agency was typed; without that, all who are not linked."""
    everybody, wanted = facts.planning.invitees(slots["plan"]), fold(slots.get("named", ""))
    if not wanted:
        return [one for one in everybody if not one.is_linked]
    return [one for one in everybody if wanted in fold(one.full_name) or _is_at(wanted, one)]


def _is_at(wanted: str, one: Invitee) -> bool:
    return any(wanted in fold(agency) for _, agency in one.posts)


def _ask(slots: Slots, facts: Facts) -> Prompt:
    offered, say = _offered(slots, facts), facts.say
    if slots.get("named"):
        text = say('Found for "{text}":', text=slots["named"])
    elif offered:
        text = say.plural(
            "{plan}: {count} person is not linked yet. Choose one, or type a name.",
            "{plan}: {count} people are not linked yet. Choose one, or type a name.",
            len(offered),
            plan=plan_of(slots, facts).title,
        )
    else:
        text = say(
            "Everybody is linked. For a new code, such as after a change of phone, type a name."
        )
    choices = [
        Choice(f"i{one.id}", shortened(one.full_name, BUTTON), _line(one, say))
        for one in page(offered, slots, PAGE)
    ]
    return Prompt(text, (*choices, *more(offered, PAGE, facts)))


def _line(one: Invitee, say: Translator) -> str:
    posts = "; ".join(f"{say(POSTS[post])}, {agency}" for post, agency in one.posts)
    linked = ", " + say("linked already") if one.is_linked else ""
    return f"{one.full_name} ({posts}{linked})"


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    chosen, say = answer.choice or "", facts.say
    if chosen == "more":
        return Next("list", next_page(_offered(slots, facts), slots, PAGE))
    if chosen.startswith("i"):
        return _chosen(int(chosen[1:]), slots, facts)
    named = {**slots, "named": " ".join(answer.text.split()), "page": 0}
    found = _offered(named, facts) if fold(answer.text) else []
    if len(found) == 1:
        return _chosen(found[0].id, slots, facts)
    if not found:
        return Retry(
            say(
                'Nobody called "{text}" has a post in these agencies. Type a part of the name or '
                "of the agency; who is not in the list of people is entered by the administrator.",
                text=shortened(answer.text, 60),
            )
        )
    return Next("list", named)


def _chosen(person_id: int, slots: Slots, facts: Facts) -> Next | Retry | End:
    one = _invitee(person_id, slots, facts)
    if one is None:
        return Retry(facts.say("This person has no post in these agencies any more."))
    if one.is_linked:
        return Next("again", {"plan": slots["plan"], "person": person_id})
    return _invited(one, slots, facts)


def _invitee(person_id: int, slots: Slots, facts: Facts) -> Invitee | None:
    everybody = facts.planning.invitees(slots["plan"])
    return next((one for one in everybody if one.id == person_id), None)


def _invited(one: Invitee, slots: Slots, facts: Facts) -> End:
    """The text to forward is a message of its own; what to do with it comes behind."""
    code, until = facts.new_code(), facts.now + VALID_FOR
    done = facts.say(
        "Please forward the message above to {person} ({agency}) only. The code is valid until "
        "{until}; earlier codes of this person no longer are.",
        person=one.full_name,
        agency=agency_label(one.posts[0][1]),
        until=_clock(until, facts),
    )
    letter = _letter(one, plan_of(slots, facts).decision, code, until, facts)
    return End(done, (InvitePerson(slots["plan"], one.id, code), SayAlso(letter)))


def _letter(one: Invitee, decision: str, code: str, until: datetime, facts: Facts) -> str:
    say = facts.say
    invited = say(
        "Dear {address} {name}.\nUnder {decision}, you are invited to link your chat to "
        "the reminder service, to be reminded of your agency's reports and to answer in short. "
        "Please open the chat with the service and type this code: {code}",
        address=one.address,
        name=one.full_name.split()[-1],
        decision=document_name(decision, say),
        code=code,
    )
    once = say(
        "It can be used once, until {until}. Please do not pass it on.",
        until=_clock(until, facts),
    )
    where = where_to_open(facts.ways_in(code, one.id), say)
    return "\n".join((invited, *where, once, say("Yours respectfully.")))


def _clock(instant: datetime, facts: Facts) -> str:
    return instant.astimezone(facts.zone).strftime("%H:%M %d/%m/%Y")


def _ask_again(slots: Slots, facts: Facts) -> Prompt:
    one, say = _invitee(slots["person"], slots, facts), facts.say
    text = say(
        "{person} is linked already. A new code is needed only for another phone or chat. "
        "Make one?",
        person=one.full_name if one else "-",
    )
    return Prompt(text, (Choice("yes", say("Make a new code")), Choice("no", say("Go back"))))


def _take_again(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    one = _invitee(slots["person"], slots, facts)
    if answer.choice == "no" or one is None:
        return _start(slots, facts)
    if answer.choice != "yes":
        return Retry(facts.say("Please choose one of the answers."))
    return _invited(one, slots, facts)


INVITE = about_plan(
    "invite",
    _start,
    {"list": Step(_ask, _take, free_text=True), "again": Step(_ask_again, _take_again)},
    words=("mời", "invite"),
)
