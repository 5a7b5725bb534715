"""A peer: python-telegram-bot as it is usually written, a row for each message and each reply."""

import argparse
import asyncio
import json
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Field, Session, SQLModel
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from tests.benchmarks.processes.meter import Meter
from tests.benchmarks.processes.peer_database import opened


class Heard(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    update_id: int = Field(unique=True)
    chat: str = Field(index=True)
    text: str
    heard_at: datetime


class Said(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    heard_id: int = Field(foreign_key="heard.id", index=True)
    text: str
    message_id: int
    said_at: datetime


class Answers:
    """What is answered to each chat: by what was typed and the chat, as the Bot API names it."""

    def __init__(self, path: Path) -> None:
        self._known = json.loads(path.read_text("utf-8"))

    def to(self, text: str, chat: str) -> tuple[str, InlineKeyboardMarkup | None]:
        answer = self._known[text][chat]
        rows = json.loads(answer.get("reply_markup", "{}")).get("inline_keyboard", ())
        buttons = [
            [InlineKeyboardButton(one["text"], callback_data=one["callback_data"]) for one in row]
            for row in rows
        ]
        return answer["text"], InlineKeyboardMarkup(buttons) if buttons else None


class Replies:
    """Hears a message, keeps it, answers it, and keeps that it was answered."""

    def __init__(self, engine: Engine, answers: Answers) -> None:
        self._engine, self._answers = engine, answers

    async def answer(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.message
        assert message is not None
        asked, chat = message.text or "", str(message.chat_id)
        heard_id = self._keep_heard(update.update_id, chat, asked)
        text, keyboard = self._answers.to(asked, chat)
        sent = await message.reply_text(text, reply_markup=keyboard)
        self._keep_said(heard_id, text, sent.message_id)

    def _keep_heard(self, update_id: int, chat: str, text: str) -> int:
        with Session(self._engine) as session:
            heard = Heard(update_id=update_id, chat=chat, text=text, heard_at=datetime.now(UTC))
            session.add(heard)
            session.commit()
            return heard.id or 0

    def _keep_said(self, heard_id: int, text: str, message_id: int) -> None:
        now = datetime.now(UTC)
        with Session(self._engine) as session:
            session.add(Said(heard_id=heard_id, text=text, message_id=message_id, said_at=now))
            session.commit()


def application(token: str, api_base: str, replies: Replies) -> Any:
    made = Application.builder().token(token).base_url(f"{api_base}/bot").build()
    made.add_handler(MessageHandler(filters.TEXT, replies.answer))
    return made


async def _run(app: Any) -> None:
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    async with app:
        await app.updater.start_polling()
        await app.start()
        await stopped.wait()
        await app.updater.stop()
        await app.stop()


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("token", "api_base", "url", "answers"):
        parser.add_argument(name)
    chosen = parser.parse_args()
    engine = opened(chosen.url)
    SQLModel.metadata.create_all(engine)
    replies = Replies(engine, Answers(Path(chosen.answers)))
    app = application(chosen.token, chosen.api_base, replies)
    Meter().answer_from_now_on()
    asyncio.run(_run(app))


if __name__ == "__main__":
    main()
