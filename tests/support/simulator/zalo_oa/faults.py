"""The faults of an Official Account: the next calls are answered as the service might answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import JSONResponse, Response

from tests.support.simulator.faults import Fault, error_page

CALLS = ("token", "cs", "v2", "uid", "phone")


@dataclass(kw_only=True)
class ZaloOAFault(Fault):
    error: int | None = None
    message: str = "simulated"
    body: dict[str, Any] | None = None  # the whole answer, such as {"error_name": "…"}
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def response(self) -> Response:
        if self.status >= 400 and self.error is None and self.body is None:
            return error_page(self.status, self.headers)
        content = self.body or {"error": self.error, "message": self.message}
        return JSONResponse(content, self.status, headers=self.headers)


def read_fault(wanted: Mapping[str, Any]) -> ZaloOAFault:
    """The fields of a ZaloOAFault by name. Raises ValueError, TypeError."""
    fault = ZaloOAFault(**wanted)
    if fault.call not in CALLS:
        raise ValueError(f"a call is one of {', '.join(CALLS)}")
    if not fault.drop and fault.error is None and fault.body is None and fault.status < 400:
        raise ValueError("it needs an error, a body, a status of 400 or above, or drop")
    return fault
