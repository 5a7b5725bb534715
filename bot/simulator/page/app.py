"""The page of phones, its style and script, and the files a bot has sent."""

from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.simulator.page.contract import Backend
from bot.simulator.phones import SentFile
from locales import DEFAULT_LANGUAGE, LANGUAGES, Translator, mark, translator

FOLDER = Path(__file__).resolve().parent / "static"
ASSETS = sorted(path for path in FOLDER.iterdir() if path.suffix in (".css", ".js"))
KINDS = {".css": "text/css", ".js": "text/javascript"}
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
WEEKDAYS = (
    mark("Sunday"),
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
)
APPS = {"telegram": "Telegram", "zalo-bot": "Zalo"}
SHOWN_AS_PICTURE = ("image/png", "image/jpeg")


class Page:
    def __init__(self, simulator: Backend) -> None:
        self._simulator = simulator
        self._templates = Environment(loader=FileSystemLoader(FOLDER), autoescape=True)

    def routes(self) -> list[Route]:
        return [
            Route("/", self._page),
            *(Route(f"/{path.name}", self._asset) for path in ASSETS),
            Route("/favicon.ico", self._no_icon),
            Route("/files/{id}", self._file),
        ]

    async def _page(self, request: Request) -> Response:
        language = request.query_params.get("lang", DEFAULT_LANGUAGE)
        say = translator(language if language in LANGUAGES else DEFAULT_LANGUAGE)
        html = self._templates.get_template("phones.html").render(
            say=say,
            words=_script_words(say),
            phones=[c.phone for c in self._simulator.state.conversations.values()],
            apps=APPS,
            longest=lambda phone: self._simulator.server_of(phone).longest_text,
            has_no_buttons=lambda phone: phone.channel == "zalo-bot",
            initials=_initials,
        )
        return HTMLResponse(html, headers=HEADERS)

    async def _asset(self, request: Request) -> Response:
        path = FOLDER / request.url.path.lstrip("/")
        return FileResponse(path, media_type=KINDS[path.suffix], headers=HEADERS)

    async def _no_icon(self, _request: Request) -> Response:
        return Response(status_code=204)

    async def _file(self, request: Request) -> Response:
        file = self._find(request.path_params["id"])
        content = self._simulator.state.files.get(file.id) if file else None
        if file is None or content is None:
            return PlainTextResponse("There is no such file.\n", 404)
        return Response(content, media_type=_media_type(file), headers=HEADERS | _naming(file))

    def _find(self, file_id: str) -> SentFile | None:
        for conversation in self._simulator.state.conversations.values():
            for message in conversation.messages:
                if message.file is not None and message.file.id == file_id:
                    return message.file
        return None


def _media_type(file: SentFile) -> str:
    """Only pictures under their own type: nothing else shall open inside the page."""
    return file.media_type if _is_picture(file) else "application/octet-stream"


def _naming(file: SentFile) -> dict[str, str]:
    place = "inline" if _is_picture(file) else "attachment"
    return {"content-disposition": f"{place}; filename*=UTF-8''{quote(file.name, safe='')}"}


def _is_picture(file: SentFile) -> bool:
    return file.is_photo and file.media_type in SHOWN_AS_PICTURE


def _initials(name: str) -> str:
    """First letters of the family name and the given name: "Nguyễn Văn An" gives "NA"."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def _capitalised(word: str) -> str:
    return word[:1].upper() + word[1:]


def _script_words(say: Translator) -> dict[str, object]:
    return {
        "weekdays": [_capitalised(say(day)) for day in WEEKDAYS],
        "block": say("Block the bot"),
        "unblock": say("Unblock the bot"),
        "offline": say("The simulator does not answer. Trying again …"),
        "bytes": say("{n} bytes"),
        "kilobytes": say("{n} KB"),
    }
