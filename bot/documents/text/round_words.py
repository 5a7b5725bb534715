"""What a reporting round is called in a line: of what it is, its last day, as of when."""

from datetime import datetime

from bot.language.wording import day, shortened
from locales import Translator
from storage.models import Plan, Round

TITLE_SHOWN = 70  # letters of a plan's title, or of a round's


def round_words(round_: Round, say: Translator) -> str:
    """ "báo cáo năm 2026, hạn 14/11/2026"."""
    due = day(round_.due_on)
    if round_.of_items:
        return say("tasks due on {due}", due=due)
    if round_.rule_id is None:
        return say("{title}, due {due}", title=shortened(round_.title, TITLE_SHOWN), due=due)
    return say("report of {year}, due {due}", year=round_.year, due=due)


def plan_and_round(plan: Plan, round_: Round, say: Translator) -> str:
    return f"{shortened(plan.title, TITLE_SHOWN)}: {round_words(round_, say)}"


def as_of_words(plan: Plan, round_: Round, as_of: datetime, say: Translator) -> str:
    """Which round of which plan, and as of when; `as_of` in the local zone."""
    return say(
        "{round}; as of {as_of}.",
        round=plan_and_round(plan, round_, say),
        as_of=as_of.strftime("%H:%M %d/%m/%Y"),
    )
