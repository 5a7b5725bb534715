"""Whom to ask: the people who sum the plans up, and the telephone of their office."""

from bot.dialogs.engine import Dialog, End, Next, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.person import Contact


def _enter(slots: Slots, facts: Facts) -> Next | End:
    say = facts.say
    if facts.person is None:
        return Next(dialog="link")
    contacts = facts.own.contacts
    if not contacts:
        return End(say("No planning department is known here yet; please ask your administrator."))
    lines = [say("Please ask the planning department:"), *(_line(one, facts) for one in contacts)]
    return End("\n".join(lines))


def _line(one: Contact, facts: Facts) -> str:
    phone = one.phone or facts.say("no office telephone is noted")
    return "- " + ", ".join(filter(None, (one.full_name, one.agency, phone)))


CONTACT = Dialog(
    name="contact",
    enter=_enter,
    words=(
        *("gặp người phụ trách", "người phụ trách", "gặp người", "gặp cán bộ", "liên hệ"),
        *("hỏi ai", "gọi ai", "số điện thoại", "contact"),
    ),
)
