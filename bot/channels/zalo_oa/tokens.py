"""The tokens of an Official Account: a valid one for whoever sends, renewed by one at a time."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import httpx
from sqlalchemy.exc import DBAPIError

from bot.channels.contract import ChannelStopped, SendError
from bot.channels.zalo_oa.oauth import OAuthApp, Pair, Refused, exchange
from storage.database import Database
from storage.messages import channel_tokens
from storage.models import ChannelToken

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)  # longer than one exchange may take
RENEWED_EVERY = timedelta(hours=12)  # or at half its life, where that is shorter
MARGIN = timedelta(minutes=5)  # what is about to end is used no more
AFTER_HINDRANCE = timedelta(seconds=30)
LOOK_AGAIN = timedelta(minutes=10)  # whether an administrator has consented anew
LOOK_EVERY = 600.0  # seconds
POLL_EVERY = 0.5
POLLS = 60
KEEP_AGAIN = 3.0
CLOSING_SECONDS = 20.0
NO_TOKEN = "no refresh token is set"  # noqa: S105  a reason
T = TypeVar("T")
TokenResult = str | SendError | ChannelStopped  # a text: the access token


class ZaloTokens:
    """Raises SendError where a token may come later, ChannelStopped where a human is needed."""

    def __init__(
        self,
        channel: str,
        app: OAuthApp,
        seed: str,
        database: Database,
        now: Callable[[], datetime],
        client: httpx.AsyncClient,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._channel = channel
        self._app = app
        self._seed = seed
        self._is_seeded = False
        self._database = database
        self._now = now
        self._client = client
        self._pause = pause
        self._renewal: asyncio.Task[TokenResult] | None = None

    async def valid(self) -> str:
        token = await self._stored()
        return token.access_token if self._is_good(token) else await self._renewed(token)

    async def instead_of(self, refused: str) -> str:
        """Another access token: that one was refused. Another process may have renewed it."""
        token = await self._stored()
        if token.access_token != refused and self._is_good(token):
            return token.access_token
        return await self._renewed(token)

    async def keep_fresh(self) -> None:
        """Renew the pair twice a day, for ever: a refresh token that is never used dies."""
        while True:
            try:
                token = await self._stored()
                if self._is_old(token) and token.refused_at is None:
                    await self._renewed(token)
            except (SendError, ChannelStopped) as error:
                log.info("%s: the token is not renewed now (%s)", self._channel, error)
            await self._pause(LOOK_EVERY)

    async def close(self) -> None:
        """A pair that is on its way is kept first: it could not be had again."""
        if self._renewal is not None and not self._renewal.done():
            await asyncio.wait({self._renewal}, timeout=CLOSING_SECONDS)

    def _is_good(self, token: ChannelToken) -> bool:
        ends = token.expires_at
        return bool(token.access_token) and ends is not None and self._now() < ends - MARGIN

    def _is_old(self, token: ChannelToken) -> bool:
        if not self._is_good(token) or token.refreshed_at is None or token.expires_at is None:
            return True
        half = (token.expires_at - token.refreshed_at) / 2
        return self._now() >= token.refreshed_at + min(half, RENEWED_EVERY)

    # --- Renewing -------------------------------------------------------------------------------

    async def _renewed(self, seen: ChannelToken) -> str:
        if seen.refused_at is not None:
            raise self._stopped(seen.refused_reason)
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.create_task(self._renew(seen))
            self._renewal.add_done_callback(_look_at)
        # Whoever waits may be cancelled; the new pair must be kept all the same
        outcome = await asyncio.shield(self._renewal)
        if isinstance(outcome, str):
            return outcome
        raise outcome

    async def _renew(self, seen: ChannelToken) -> TokenResult:
        """Use the refresh token, or wait for the pair of whoever is using it."""
        who = secrets.token_hex(8)
        for _ in range(POLLS):
            claimed = await _in_thread(partial(self._begin, seen.refresh_token, who))
            if claimed is not None:
                return await self._use(claimed, who)
            token = await self._stored()
            if token.access_token != seen.access_token and self._is_good(token):
                return token.access_token
            if token.refused_at is not None:
                return self._stopped(token.refused_reason)
            if not token.refresher and token.refresh_token == seen.refresh_token:
                return self._later("it failed a moment ago")
            seen = token
            await self._pause(POLL_EVERY)
        return self._later("another process is renewing it")

    async def _use(self, token: ChannelToken, who: str) -> TokenResult:
        begun_at = self._now()
        answer = await exchange(self._client, self._app, token.refresh_token)
        if isinstance(answer, Pair):
            return await self._keep(token.refresh_token, answer, begun_at)
        if isinstance(answer, Refused):
            return await self._refused(token.refresh_token, who, answer.reason)
        log.warning("%s: the token could not be renewed (%s)", self._channel, answer.reason)
        await _in_thread(lambda: self._give_back(who))
        return self._later(answer.reason)

    async def _keep(self, used: str, pair: Pair, begun_at: datetime) -> TokenResult:
        """Committed before anybody uses it; as long as the database is away it is tried again."""
        while True:
            try:
                kept = await asyncio.to_thread(self._store, used, pair, begun_at + pair.life)
            except DBAPIError as error:
                reason = type(error).__name__
                log.error("%s: the new tokens cannot be stored yet (%s)", self._channel, reason)
                await self._pause(KEEP_AGAIN)
            else:
                return pair.access if kept else await self._of_another()

    async def _refused(self, used: str, who: str, reason: str) -> TokenResult:
        if await _in_thread(lambda: self._refuse(used, who, reason)):
            log.error(
                "%s: Zalo renews our token no more (%s); an administrator of the account must "
                "consent anew, and the new token goes into ZALO_OA_REFRESH_TOKEN",
                self._channel,
                reason,
            )
            return self._stopped(reason)
        return await self._of_another()

    async def _of_another(self) -> TokenResult:
        """The pair was replaced while we were asking."""
        token = await self._stored()
        if token.refused_at is not None:
            return self._stopped(token.refused_reason)
        return token.access_token if self._is_good(token) else self._later("it was replaced")

    def _later(self, reason: str) -> SendError:
        return SendError(f"no valid token yet: {reason}", retry_after=AFTER_HINDRANCE)

    def _stopped(self, reason: str) -> ChannelStopped:
        # Looked at again without a call of Zalo: it is over as soon as a new token is set
        words = f"an administrator of the account must consent anew ({reason})"
        return ChannelStopped(words, until=self._now() + LOOK_AGAIN)

    # --- The stored pair: each one transaction, none open while the network is awaited ----------

    async def _stored(self) -> ChannelToken:
        token = await _in_thread(self._look)
        if token is None:
            raise self._stopped(NO_TOKEN)
        return token

    def _look(self) -> ChannelToken | None:
        if not self._is_seeded and self._seed:
            with self._database.write() as session:
                if channel_tokens.seed(session, self._channel, self._seed, self._now()):
                    log.info("%s: a new refresh token was set", self._channel)
        self._is_seeded = True
        with self._database.read() as session:
            token = channel_tokens.current(session, self._channel)
        if token is None:
            self._miss()
        return token

    def _miss(self) -> None:
        with self._database.write() as session:
            is_news = channel_tokens.note_missing_consent(
                session, self._channel, NO_TOKEN, self._now()
            )
        if is_news:
            log.error("%s: %s; set ZALO_OA_REFRESH_TOKEN", self._channel, NO_TOKEN)

    def _begin(self, seen: str, who: str) -> ChannelToken | None:
        with self._database.write() as session:
            return channel_tokens.begin_refresh(
                session, self._channel, who, seen, self._now(), LEASE
            )

    def _store(self, used: str, pair: Pair, expires_at: datetime) -> bool:
        with self._database.write() as session:
            return channel_tokens.keep_pair(
                session, self._channel, used, pair.access, pair.refresh, expires_at, self._now()
            )

    def _refuse(self, used: str, who: str, reason: str) -> bool:
        with self._database.write() as session:
            return channel_tokens.refuse(session, self._channel, who, used, reason, self._now())

    def _give_back(self, who: str) -> None:
        with self._database.write() as session:
            until = self._now() + AFTER_HINDRANCE
            channel_tokens.give_back(session, self._channel, who, until)


async def _in_thread(ask: Callable[[], T]) -> T:
    """What the database says of a failure may show the tokens: only its kind goes on."""
    try:
        return await asyncio.to_thread(ask)
    except DBAPIError as error:
        raise SendError(f"the tokens cannot be read: {type(error).__name__}") from None


def _look_at(renewal: asyncio.Task[TokenResult]) -> None:
    """What went wrong is in the log, also where nobody waits for the outcome any more."""
    if not renewal.cancelled() and renewal.exception() is not None:
        log.error("a token could not be renewed: %s", type(renewal.exception()).__name__)
