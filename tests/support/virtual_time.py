"""Event loops for tests: one whose clock jumps to the next timer, and one without threads."""

import asyncio
import atexit
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


class _Jumping(selectors.DefaultSelector):
    """Waits for threads only; where none is at work and a timer is next, its time has come."""

    now = 0.0
    at_work = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or (self.at_work and timeout > 0):
            return super().select()
        ready = super().select(0)
        if not ready:
            self.now += max(timeout, 0.0)
        return ready


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now

    def run_in_executor(  # type: ignore[override]  # the base class has it as a coroutine, too
        self, executor: Any, func: Callable[..., T], *args: Any
    ) -> asyncio.Future[T]:
        self._jumping.at_work += 1
        work = super().run_in_executor(executor, func, *args)
        work.add_done_callback(self._ended)
        return work

    def _ended(self, _: object) -> None:
        self._jumping.at_work -= 1


def run(work: Coroutine[Any, Any, T]) -> T:
    """As asyncio.run, in virtual time; what a thread does takes none of it."""
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(work)


class AtOnce(ThreadPoolExecutor):
    """No threads: a database in memory is one connection, and two would share a transaction."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - whoever awaits it gets it
            future.set_exception(error)
        return future


def run_at_once(work: Coroutine[Any, Any, T]) -> T:
    """As asyncio.run, in one loop for all of them: a loop and its threads cost as much as the
    message they deliver. No task may outlast the work."""
    runner = _without_threads()
    done = runner.run(work)
    assert not asyncio.all_tasks(runner.get_loop())
    return done


@cache
def _without_threads() -> asyncio.Runner:
    runner = asyncio.Runner(loop_factory=asyncio.new_event_loop)  # never the current one
    runner.get_loop().set_default_executor(AtOnce())
    atexit.register(runner.close)
    return runner
