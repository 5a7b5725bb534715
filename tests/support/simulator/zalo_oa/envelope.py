"""The envelope of every answer: {error, message, data}; a refusal comes with HTTP 200, too."""

from collections.abc import Mapping

from starlette.responses import JSONResponse

Shape = dict[str, object]


class Refused(Exception):
    """A call that is answered with an error code."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def response(self, headers: Mapping[str, str] | None = None) -> JSONResponse:
        content = {"error": self.code, "message": self.message}
        return JSONResponse(content, headers=dict(headers or {}))


def granted(data: Shape) -> JSONResponse:
    return JSONResponse({"error": 0, "message": "Success", "data": data})
