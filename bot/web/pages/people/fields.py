"""What is known of a person, in a form: somebody new, or as it should be."""

from collections.abc import Mapping

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import AddPerson, ChangePerson
from bot.language.people_wording import POSTS
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out
from bot.web.pages.people.whom import agencies_today, plan_asked, whom
from bot.web.pages.visits import Form, NotFound, Visit, acted, shown, stored
from locales import Translator, mark
from storage.models import Post
from storage.people.roster.columns import LANGUAGES
from storage.people.roster.editing import FIELDS, BadEdit, PersonFields, read_fields

ADDRESSES = ("anh", "chị", "anh/chị", "ông", "bà")
_WANTED: Mapping[str, str] = {
    "full_name": mark("Please type the full name, with at most 100 letters."),
    "address": mark("Please choose how the person is spoken to."),
    "office_phone": mark("Please type the telephone number with at most 30 digits."),
    "mobile": mark(
        "Please type a mobile number with ten digits, the first one 0, or leave the field empty."
    ),
    "language": mark("Please choose one of the languages."),
}
OUT_OF_DATE = mark(
    "Nothing was stored: meanwhile something was changed. Please look at the page again."
)


def routes(runtime: Runtime) -> list[Route]:
    change = "/people/{person_id:int}/change"
    return [
        Route("/people/add", shown(runtime, _ask_new), methods=["GET"]),
        Route("/people/add", acted(runtime, _add), methods=["POST"]),
        Route(change, shown(runtime, _ask_change), methods=["GET"]),
        Route(change, acted(runtime, _change), methods=["POST"]),
    ]


def fields_of(form: Form) -> PersonFields:
    """Raises BadEdit."""
    return read_fields({name: form.first(name) for name in FIELDS})


def wanted(error: BadEdit, say: Translator) -> str:
    return say(_WANTED[error.field])


def _ask_new(visit: Visit, said: str = "", wrong: str = "", status: int = 200) -> Response:
    plan = plan_asked(visit)
    return visit.page(
        "people/add.html",
        status,
        plan=plan,
        said=said,
        wrong=wrong,
        filled=_filled(visit, {}),
        agency=visit.form.first("agency") or visit.asked("agency"),
        post=visit.form.first("post") or Post.FOCAL,
        agencies=agencies_today(visit, plan),
        posts=POSTS,
        addresses=ADDRESSES,
        languages=LANGUAGES,
    )


def _add(visit: Visit) -> Response:
    plan, agency, post = plan_asked(visit), visit.form.first("agency"), visit.form.first("post")
    here = {str(one.id): one.id or 0 for one in agencies_today(visit, plan)}
    if agency not in here or post not in POSTS:
        return _ask_new(visit, visit.say("Please choose an agency and a post."), "agency", 400)
    try:
        effect = AddPerson(plan.id or 0, here[agency], post, fields_of(visit.form))
    except BadEdit as error:
        return _ask_new(visit, wanted(error, visit.say), error.field, 400)
    if not carried_out(visit, effect):
        return _ask_new(visit, visit.say(OUT_OF_DATE), "", 409)
    return stored(f"/people?plan={plan.id}")


def _ask_change(visit: Visit, said: str = "", wrong: str = "", status: int = 200) -> Response:
    who = whom(visit)
    if not who.may_edit:
        raise NotFound
    known = {name: str(getattr(who.person, name)) for name in FIELDS}
    return visit.page(
        "people/change.html",
        status,
        who=who,
        said=said,
        wrong=wrong,
        filled=_filled(visit, known),
        addresses=ADDRESSES,
        languages=LANGUAGES,
    )


def _change(visit: Visit) -> Response:
    who = whom(visit)
    try:
        fields = fields_of(visit.form)
    except BadEdit as error:
        return _ask_change(visit, wanted(error, visit.say), error.field, 400)
    if not carried_out(visit, ChangePerson(who.plan.id or 0, who.person.id or 0, fields)):
        return _ask_change(visit, visit.say(OUT_OF_DATE), "", 409)
    return stored(who.link)


def _filled(visit: Visit, known: Mapping[str, str]) -> dict[str, str]:
    """What was typed, else what is known."""
    typed = {name: visit.form.first(name) for name in FIELDS}
    return typed if any(typed.values()) else {name: known.get(name, "") for name in FIELDS}
