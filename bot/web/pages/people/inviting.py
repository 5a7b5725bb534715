"""Invitations: new codes for those who were chosen, as cards to print or a Word sheet to post."""

from base64 import b64encode
from urllib.parse import quote

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import InvitePerson
from bot.dialogs.planner.actions.invite import VALID_FOR
from bot.documents.invitations.card import Card
from bot.language.wording import document_name, links_by_app
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out
from bot.web.pages.form.visits import HOME
from bot.web.pages.people.fields import OUT_OF_DATE
from bot.web.pages.people.whom import plan_asked
from bot.web.pages.visits import Visit, acted
from locales import DEFAULT_LANGUAGE, translator
from storage.models import Plan
from storage.people.invitations import open_invitation, ways_in
from storage.people.invitees import InOffice, people_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def routes(runtime: Runtime) -> list[Route]:
    return [Route("/people/invite", acted(runtime, _invite), methods=["POST"])]


def _invite(visit: Visit) -> Response:
    """All who were chosen, or nobody; the codes are seen this once."""
    plan, chosen = plan_asked(visit), set(visit.form.all("person"))
    here = [
        one for one in people_of(visit.session, plan, visit.today) if str(one.person.id) in chosen
    ]
    if not here or len(here) != len(chosen):
        return _not_invited(visit, visit.say("Please choose at least one person."), 400)
    codes = [visit.runtime.new_code() for _ in here]
    invited = [
        InvitePerson(plan.id or 0, one.person.id or 0, code)
        for one, code in zip(here, codes, strict=True)
    ]
    if not carried_out(visit, *invited):
        return _not_invited(visit, visit.say(OUT_OF_DATE), 409)
    cards = [_card(visit, plan, one, code) for one, code in zip(here, codes, strict=True)]
    if visit.form.first("form") == "docx":
        return _as_word(cards, visit.say("Invitations {day}", day=f"{visit.today:%d-%m-%Y}"))
    return _as_page(visit, plan, cards)


def _card(visit: Visit, plan: Plan, one: InOffice, code: str) -> Card:
    session, now, public_url = visit.session, visit.now, visit.runtime.public_url
    invitation = open_invitation(session, one.person.id or 0, now)
    return Card(
        address=one.person.address,
        full_name=one.person.full_name,
        agencies=tuple(dict.fromkeys(agency for _, agency in one.posts)),
        decisions=(plan.decision,),
        code=code,
        until=(now + VALID_FOR).astimezone(visit.runtime.calendar.zone),
        form=f"{public_url}{HOME}" if public_url else "",
        ways=ways_in(session, invitation, code, now) if invitation else [],
    )


def _as_page(visit: Visit, plan: Plan, cards: list[Card]) -> Response:
    shown = []
    for card in cards:
        links = links_by_app(card.ways, visit.say)
        first = next(iter(links.values()), "")
        shown.append((card, links, _picture(first) if first else ""))
    decision = document_name(plan.decision, visit.say)
    return visit.page("people/cards.html", plan=plan, cards=shown, decision=decision)


def _picture(link: str) -> str:
    from bot.documents.invitations.qr import qr_picture

    return "data:image/png;base64," + b64encode(qr_picture(link)).decode()


def _as_word(cards: list[Card], name: str) -> Response:
    from bot.documents.invitations.sheet import (
        invitation_sheet,  # Word is read in when it is asked for
    )

    plain = "attachment; filename=\"daumoi.docx\"; filename*=UTF-8''" + quote(
        f"{name}.docx", safe=""
    )

    content = invitation_sheet(cards, translator(DEFAULT_LANGUAGE))
    return Response(content, media_type=DOCX, headers={"content-disposition": plain})


def _not_invited(visit: Visit, said: str, status: int) -> Response:
    return visit.page("people/not_invited.html", status, plan=plan_asked(visit), said=said)
