"""The tokens: an access token for 25 hours, a refresh token for one use; the new pair ends both."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from starlette.responses import JSONResponse

from bot.simulator.state.store import State
from tests.support.simulator.zalo_oa.envelope import Refused

LIFE = timedelta(hours=25)
FIRST_REFRESH = "simulated-refresh-0"


class OAuth:
    def __init__(self, state: State, now: Callable[[], datetime]) -> None:
        self._state = state
        self._now = now
        kept: dict[str, Any] = state.part("zalo_oa_tokens", self._plain) or {}
        self._count: int = kept.get("count", 0)
        self.access: str = kept.get("access", "")
        self.refresh: str = kept.get("refresh", FIRST_REFRESH)
        ends = kept.get("ends")
        self._ends = datetime.fromisoformat(ends) if ends else now()

    def consent(self) -> str:
        """An administrator consents anew; the refresh token of it."""
        with self._state.changing():
            self._count += 1
            self.access, self.refresh = "", f"simulated-refresh-{self._count}"
        return self.refresh

    def exchange(self, form: dict[str, str], secret: str, account: tuple[str, str]) -> JSONResponse:
        """As the token service answers: errors with HTTP 200, and a name beside the number."""
        if (form.get("app_id"), secret) != account:
            return _error(-14004, "Invalid app id or secret key")
        if form.get("grant_type") != "refresh_token":
            return _error(-14001, "Invalid grant type")
        if form.get("refresh_token") != self.refresh:
            return _error(-14014, "Invalid refresh token")
        with self._state.changing():
            self._count += 1
            self.access = f"simulated-access-{self._count}"
            self.refresh = f"simulated-refresh-{self._count}"
            self._ends = self._now() + LIFE
        life = str(int(LIFE.total_seconds()))
        return JSONResponse(
            {"access_token": self.access, "refresh_token": self.refresh, "expires_in": life}
        )

    def check(self, access: str) -> None:
        """Raises Refused."""
        if not access or access != self.access:
            raise Refused(-216, "Access token is invalid")
        if self._now() >= self._ends:
            raise Refused(-220, "Access token is expired")

    def _plain(self) -> dict[str, object]:
        return {
            "count": self._count,
            "access": self.access,
            "refresh": self.refresh,
            "ends": self._ends.isoformat(),
        }


def _error(code: int, name: str) -> JSONResponse:
    return JSONResponse(
        {"error": code, "error_name": name, "error_reason": name, "error_description": name}
    )
