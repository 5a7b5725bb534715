"""The planner's summary of a round, as text in the chat."""

from bot.dialogs.engine import Dialog, End, Next, Slots
from bot.dialogs.facts import Facts
from bot.documents.text import summary_text


def _enter(slots: Slots, facts: Facts) -> Next | End:
    if facts.person is None:
        return Next(dialog="link")
    if not facts.person.is_planner:
        return End(facts.say("The summary is for the planning department."))
    if not facts.planning.summaries:
        return End(facts.say("No reporting round is open at present."))
    return End(
        "\n\n".join(summary_text(s, facts.say, facts.zone) for s in facts.planning.summaries)
    )


SUMMARY = Dialog(
    name="summary",
    enter=_enter,
    words=("tong hop", "th", "bao cao tong hop", "summary"),
)
