"""One person: posts, chats, leave, invitations; and the ways to change them."""

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import EndFormLinks
from bot.language.people_wording import POSTS, REACHED
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out
from bot.web.pages.people.fields import OUT_OF_DATE
from bot.web.pages.people.whom import Whom, agencies_today, whom
from bot.web.pages.visits import Visit, acted, shown, stored
from storage.people.absences import absences_of
from storage.people.appointments import people_at
from storage.people.invitations import open_invitation
from storage.people.own_data import consents_of
from storage.people.reachability import persons_reached


def routes(runtime: Runtime) -> list[Route]:
    at = "/people/{person_id:int}"
    return [
        Route(at, shown(runtime, person_page), methods=["GET"]),
        Route(f"{at}/end-form-links", acted(runtime, _end_form_links), methods=["POST"]),
    ]


def person_page(visit: Visit, said: str = "", status: int = 200) -> Response:
    """`said`: why the form that was sent changed nothing."""
    who = whom(visit)
    session, person_id, today = visit.session, who.person.id or 0, visit.today
    return visit.page(
        "people/person.html",
        status,
        who=who,
        said=said,
        form=visit.form,
        reached=REACHED[persons_reached(session, [person_id])[person_id]],
        chats=[(account.channel, one) for one, account in consents_of(session, person_id)],
        leave=absences_of(session, [person_id], today),
        invitation=open_invitation(session, person_id, visit.now),
        colleagues=colleagues_of(visit, who),
        agencies=agencies_today(visit, who.plan),
        posts=POSTS,
        today=today,
    )


def _end_form_links(visit: Visit) -> Response:
    who = whom(visit)
    if not carried_out(visit, EndFormLinks(who.person.id)):
        return person_page(visit, visit.say(OUT_OF_DATE), 409)
    return stored(who.link)


def colleagues_of(visit: Visit, who: Whom) -> dict[int, str]:
    """Who else has a post in the person's agencies, by name."""
    offices = {agency.id or 0 for _, agency in who.posts}
    here = people_at(visit.session, offices, visit.today)
    return {one.id or 0: one.full_name for one in here if one.id != who.person.id}
