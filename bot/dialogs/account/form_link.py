"""The form on the web: a link to it, the one-time word that opens it, and taking links back."""

from datetime import date, timedelta

from bot.dialogs.effects import EndFormLinks, MakeFormWord
from bot.dialogs.engine import Dialog, End, Next, Slots
from bot.dialogs.facts.chat import Facts
from bot.documents.wanted_file import LinkKind, WantedLink
from locales import Translator

FORM = "/f"  # where our web side opens the form by a link
LATE = timedelta(days=60)  # behind the last due day: what is late is still to be reported
LONGEST = timedelta(days=366)  # whatever day somebody has mistyped


def form_until(facts: Facts) -> date | None:
    """The last day of a link that is made now: it goes with the rounds that are open. None where
    nothing is asked of the person, or they do not answer for it."""
    if facts.person is None or not facts.person.is_focal:
        return None
    asked = [one.due_on for one in (*facts.owed, *facts.reported)]
    last = min(max(asked, default=facts.today), facts.today + LONGEST)
    return max(last, facts.today) + LATE if asked else None


def _link(slots: Slots, facts: Facts) -> Next | End:
    if facts.person is None or facts.invitation is not None:
        return Next(dialog="link")
    say, until = facts.say, form_until(facts)
    if not facts.person.is_focal:
        return End(say("Only the focal person of your agency can report on its tasks."))
    if until is None:
        return End(say("There is nothing to report at present."))
    told = say(
        "Your agency's tasks can be filled in on one page; what is half filled there goes on here, "
        "and the other way round."
    )
    return End(told, file=WantedLink(LinkKind.FORM, until))


def _word(slots: Slots, facts: Facts) -> Next | End:
    if facts.person is None:
        return Next(dialog="link")
    say, word = facts.say, facts.new_code()
    if form_until(facts) is None:
        return End(say("There is nothing to report at present."))
    return End(word_text(word, say), (MakeFormWord(word),))


def word_text(word: str, say: Translator) -> str:
    return say(
        "One-time password for the page of your reports: {word}. It is good for ten minutes; "
        "please give it to nobody.",
        word=word,
    )


def _end(slots: Slots, facts: Facts) -> Next | End:
    if facts.person is None:
        return Next(dialog="link")
    return End(
        facts.say(
            "All links to the page of your reports are taken back; nothing of what was stored "
            'changes. For a new one, type "gui link".'
        ),
        (EndFormLinks(),),
    )


FORM_LINK = Dialog(
    name="form_link",
    enter=_link,
    words=("gửi link", "link", "gửi liên kết", "biểu mẫu", "điền trên web", "form"),
)
FORM_WORD = Dialog(
    name="form_word", enter=_word, words=("mật khẩu một lần", "mật khẩu", "one-time password")
)
FORM_END = Dialog(name="form_end", enter=_end, words=("hủy link", "hủy liên kết", "hủy biểu mẫu"))
