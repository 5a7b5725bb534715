"""A person's posts: one more, one less, or another one in their place."""

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import AppointPerson, EndPost, ReplaceFocalPerson
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out
from bot.web.pages.people.fields import ADDRESSES, OUT_OF_DATE, fields_of, wanted
from bot.web.pages.people.person import person_page
from bot.web.pages.people.whom import Whom, whom
from bot.web.pages.visits import NotFound, Visit, acted, key_in, shown, stored
from storage.models import Agency, Post
from storage.people.appointments import people_at
from storage.people.roster.columns import LANGUAGES
from storage.people.roster.editing import FIELDS, BadEdit


def routes(runtime: Runtime) -> list[Route]:
    at = "/people/{person_id:int}"
    return [
        Route(f"{at}/appoint", acted(runtime, _appoint), methods=["POST"]),
        Route(f"{at}/end-post", acted(runtime, _end), methods=["POST"]),
        Route(f"{at}/replace/{{agency_id:int}}", shown(runtime, _ask), methods=["GET"]),
        Route(f"{at}/replace/{{agency_id:int}}", acted(runtime, _replace), methods=["POST"]),
    ]


def _appoint(visit: Visit) -> Response:
    return _moved(visit, AppointPerson)


def _end(visit: Visit) -> Response:
    return _moved(visit, EndPost)


def _moved(visit: Visit, kind: type[AppointPerson | EndPost]) -> Response:
    who, agency = whom(visit), visit.form.first("agency")
    key = key_in(agency)
    effect = kind(who.plan.id or 0, who.person.id or 0, key, visit.form.first("post"))
    if not carried_out(visit, effect):
        return person_page(visit, visit.say(OUT_OF_DATE), 409)
    return stored(who.link)


def _ask(visit: Visit, said: str = "", wrong: str = "", status: int = 200) -> Response:
    who, agency = _whose_post(visit)
    return visit.page(
        "people/replace.html",
        status,
        who=who,
        agency=agency,
        said=said,
        wrong=wrong,
        chosen=visit.form.first("to"),
        filled={name: visit.form.first(name) for name in FIELDS},
        colleagues=_others(visit, who, agency),
        addresses=ADDRESSES,
        languages=LANGUAGES,
    )


def _replace(visit: Visit) -> Response:
    """By a colleague, or by somebody whose name was typed."""
    who, agency = _whose_post(visit)
    others = {str(one): one for one in _others(visit, who, agency)}
    to_id = others.get(visit.form.first("to"))
    try:
        fields = None if to_id else fields_of(visit.form)
    except BadEdit as error:
        return _ask(visit, wanted(error, visit.say), error.field, 400)
    plan_id, person_id = who.plan.id or 0, who.person.id or 0
    effect = ReplaceFocalPerson(plan_id, agency.id or 0, person_id, to_id, fields)
    if not carried_out(visit, effect):
        return _ask(visit, visit.say(OUT_OF_DATE), "", 409)
    return stored(f"/people?plan={plan_id}&reached=not_linked")


def _whose_post(visit: Visit) -> tuple[Whom, Agency]:
    """Raises NotFound where they are not that agency's focal person."""
    who, key = whom(visit), visit.number("agency_id")
    found = [a for post, a in who.posts if post.post == Post.FOCAL and a.id == key]
    if not found or not who.may_edit:
        raise NotFound
    return who, found[0]


def _others(visit: Visit, who: Whom, agency: Agency) -> dict[int, str]:
    here = people_at(visit.session, [agency.id or 0], visit.today)
    return {one.id or 0: one.full_name for one in here if one.id != who.person.id}
