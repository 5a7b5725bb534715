"""The list of obstacles, put together; one group of them with who said what; those settled."""

from collections.abc import Iterable, Sequence

from bot.dialogs.engine import Answer, Choice, Next, Prompt, Retry, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.agency_wording import agency_label
from bot.dialogs.planner.plan_choice import may_change, more, next_page, page
from bot.documents.contents.obstacles import Cluster, Raised, clustered, open_ones
from bot.documents.text.obstacles import headline, raised_line, word_line
from bot.language.obstacles.settled import read_settled
from bot.language.obstacles.wording import KIND_WORDS, actor_words
from bot.language.wording import shortened

GROUPS, MEMBERS, HISTORY = 6, 6, 5  # a page: one message on every channel
SHOWN, LABEL = 220, 30  # letters of a member's words; of a choice


def raised(slots: Slots, facts: Facts) -> Sequence[Raised]:
    """Of the plan, or of the person's own agencies where the slots name none."""
    return facts.planning.obstacles(slots["plan"]) if slots["plan"] else facts.own.obstacles


def still_open(slots: Slots, facts: Facts) -> list[Raised]:
    """Without those settled in this very turn: the facts are of its beginning."""
    done = slots.get("done", ())
    return [one for one in open_ones(raised(slots, facts)) if one.key not in done]


def chosen(slots: Slots, facts: Facts) -> list[Raised]:
    """The obstacles that the slots name, as far as they are open still."""
    keys = slots.get("keys", ())
    return [one for one in still_open(slots, facts) if one.key in keys]


def settled_ones(slots: Slots, facts: Facts) -> list[Raised]:
    """Those settled last come first."""
    found = [one for one in raised(slots, facts) if one.word and one.is_settled]
    return sorted(found, key=lambda one: one.word.said_at if one.word else one.since, reverse=True)


def at_list(slots: Slots, said: str = "") -> Next:
    kept = {"plan": slots["plan"], "page": 0, "done": list(slots.get("done", ()))}
    return Next("list", kept, said=said)


# --- The list -------------------------------------------------------------------------------------


def ask_list(slots: Slots, facts: Facts) -> Prompt:
    say, groups = facts.say, clustered(still_open(slots, facts))
    old = (Choice("settled", say("Settled ones")),) if settled_ones(slots, facts) else ()
    if not groups:
        return Prompt(say("No obstacle is open."), old)
    text = say.plural(
        "{count} group of obstacles is open, those of most agencies first; choose one.",
        "{count} groups of obstacles are open, those of most agencies first; choose one.",
        len(groups),
    )
    choices = [
        Choice(f"o{one.members[0].key}", _label(one, facts), headline(one, say))
        for one in page(groups, slots, GROUPS)
    ]
    return Prompt(text, (*choices, *more(groups, GROUPS, facts), *old))


def _label(one: Cluster, facts: Facts) -> str:
    kind = facts.say(KIND_WORDS[one.matter.kind])
    label = f"{kind}, {actor_words(one.matter.actor, facts.say)} ({len(one.agencies)})"
    return shortened(label, LABEL)


def take_list(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry:
    groups, choice = clustered(still_open(slots, facts)), answer.choice or ""
    if choice == "more":
        return Next("list", next_page(groups, slots, GROUPS))
    if choice == "settled":
        return Next("settled", {**slots, "page": 0})
    for one in groups:
        if choice[1:] in (member.key for member in one.members):
            keys = [member.key for member in one.members]
            return Next("group", {**slots, "keys": keys, "page": 0})
    return Retry(facts.say("Please choose one of the answers."))


# --- One group ------------------------------------------------------------------------------------


def ask_group(slots: Slots, facts: Facts) -> Prompt:
    say, members = facts.say, chosen(slots, facts)
    back = Choice("list", say("Other obstacles"))
    if not members:
        return Prompt(say("This obstacle is no longer open."), (back,))
    shown = page(members, slots, MEMBERS)
    lines = [headline(Cluster(tuple(members)), say), *_said_by(shown, facts)]
    may_settle = not slots["plan"] or may_change(slots, facts)
    settle = Choice("settle", say("Settled"))
    ones: tuple[Choice, ...] = ()
    if len(members) > 1:
        settle = Choice("settle", say("All {n} settled", n=len(members)))
        ones = tuple(Choice(f"o{one.key}", _member(one)) for one in shown)
    others = (*ones, *more(members, MEMBERS, facts), back)
    if not may_settle:
        return Prompt("\n".join(lines), others)
    lines.append(say('If it is settled, you may type how: "da giai quyet: …".'))
    return Prompt("\n".join(lines), (settle, *others))


def _member(one: Raised) -> str:
    return agency_label(f"{one.told.code} {one.agency}".strip())


def _said_by(members: Iterable[Raised], facts: Facts) -> Iterable[str]:
    for one in members:
        yield f"- {raised_line(one, facts.zone, facts.say, SHOWN)}"
        if one.word is not None:
            yield f"  {word_line(one, facts.zone, facts.say)}"


def take_group(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry:
    members, choice = chosen(slots, facts), answer.choice or ""
    if choice == "list":
        return at_list(slots)
    if choice == "more":
        return Next("group", next_page(members, slots, MEMBERS))
    if choice == "settle" and members:
        return Next("word", slots)
    if any(choice == f"o{one.key}" for one in members):
        return Next("group", {**slots, "keys": [choice[1:]], "page": 0})
    may_settle = not slots["plan"] or may_change(slots, facts)
    said = read_settled(answer.text) if may_settle and not choice else None
    if said is not None and said.is_settled and members:
        how = said.word.partition(":")[2].strip()  # "đã giải quyết: tỉnh đã cấp vốn"
        return Next("confirm", {**slots, "word": how or said.word})
    return Retry(facts.say("Please choose one of the answers."))


# --- Those settled --------------------------------------------------------------------------------


def ask_settled(slots: Slots, facts: Facts) -> Prompt:
    say, found = facts.say, settled_ones(slots, facts)
    lines = [say("Settled obstacles ({n}), the newest first:", n=len(found))]
    lines += _said_by(page(found, slots, HISTORY), facts)
    back = Choice("list", say("Obstacles that are open"))
    return Prompt("\n".join(lines), (*more(found, HISTORY, facts), back))


def take_settled(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry:
    if answer.choice == "more":
        return Next("settled", next_page(settled_ones(slots, facts), slots, HISTORY))
    if answer.choice == "list":
        return at_list(slots)
    return Retry(facts.say("Please choose one of the answers."))
