"""The pages: a link to sign in by, and signing out in every browser."""

from bot.dialogs.effects import SignOutEverywhere
from bot.dialogs.engine import Dialog, End, Next, Slots
from bot.dialogs.facts.chat import Facts
from bot.documents.wanted_file import LinkKind, WantedLink

SIGN_IN = "/sign-in"  # where our web side takes the link


def _open(slots: Slots, facts: Facts) -> Next | End:
    """The link itself is made when the words are about to be sent."""
    say = facts.say
    if facts.person is None:
        return Next(dialog="link")
    if not facts.person.has_pages:
        return End(
            say(
                "The pages are for the planning department, the leaders of the province and the "
                'administrator. For what your agency has to report, please type "nhiem vu".'
            )
        )
    return End(say("The pages of Đầu Mối:"), file=WantedLink(LinkKind.SIGN_IN))


def _sign_out(slots: Slots, facts: Facts) -> Next | End:
    say = facts.say
    if facts.person is None:
        return Next(dialog="link")
    count = facts.own.browsers
    words = say.plural(
        "You are signed out of the pages in {count} browser.",
        "You are signed out of the pages in {count} browsers.",
        count,
    )
    if not count:
        words = say("You were signed in to the pages nowhere.")
    # A link that waits to be used ends, too
    return End(words, (SignOutEverywhere(),))


OPEN_PAGES = Dialog(
    "open_pages", _open, words=("mở trang", "đăng nhập", "trang web", "open pages", "sign in")
)
SIGN_OUT = Dialog(
    "sign_out",
    _sign_out,
    words=("đăng xuất mọi nơi", "đăng xuất", "sign out everywhere", "sign out"),
)
