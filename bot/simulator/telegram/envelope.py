"""The envelope of every answer of the Bot API: {ok, result | error_code, description}."""

from starlette.responses import JSONResponse


class Refused(Exception):
    """A call that is answered with an error. `parameters` as in ResponseParameters."""

    def __init__(self, error_code: int, description: str, **parameters: object) -> None:
        super().__init__(description)
        self.error_code = error_code
        self.description = description
        self.parameters = parameters

    def response(self) -> JSONResponse:
        answer: dict[str, object] = {
            "ok": False,
            "error_code": self.error_code,
            "description": self.description,
        }
        if self.parameters:
            answer["parameters"] = self.parameters
        return JSONResponse(answer, self.error_code)


def granted(result: object) -> JSONResponse:
    return JSONResponse({"ok": True, "result": result})
