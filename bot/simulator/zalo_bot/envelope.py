"""The envelope of every answer: {ok, result | error_code, description}, errors as HTTP 200, too."""

from starlette.responses import JSONResponse

WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Internal server error",  # so it is documented
    404: "Not Found",
    408: "Request timeout",
    429: "Quota exceeded",
}


class Refused(Exception):
    """A call that is answered with an error."""

    def __init__(self, error_code: int, description: str = "") -> None:
        super().__init__(description)
        self.error_code = error_code
        self.description = description or WORDS.get(error_code, "Error")

    def response(self) -> JSONResponse:
        return JSONResponse(
            {"ok": False, "error_code": self.error_code, "description": self.description}
        )


def granted(result: object) -> JSONResponse:
    return JSONResponse({"ok": True, "result": result})
