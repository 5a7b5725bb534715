"""A task and its deadline in words."""

from bot.dialogs.facts import Owed
from bot.wording import shortened
from locales import Translator

BUTTON = 30  # letters


def task_line(owed: Owed, say: Translator, length: int = 90) -> str:
    """ "9.4 Hỗ trợ các doanh nghiệp tiếp cận…" """
    if owed.title:
        return f"{owed.code} {shortened(owed.title, length)}".strip()
    return task_name(owed, say)


def task_name(owed: Owed, say: Translator) -> str:
    """The code, which is what a button has room for."""
    if owed.code:
        return owed.code
    if owed.title:
        return shortened(owed.title, BUTTON)
    return say("Consolidated report") if owed.sums_up else say("General report")


def days_left(owed: Owed, say: Translator) -> str:
    """How long is left until the day we ask for, in working days."""
    left = owed.working_days_left
    if left > 0:
        return say.plural("{count} working day left", "{count} working days left", left)
    if left == 0:
        return say("due today")
    return say.plural("{count} working day late", "{count} working days late", -left)
