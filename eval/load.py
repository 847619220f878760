"""Many readers at once: do answers come, each to whom asked, in level memory, and does a killed server lose nothing?

Knows readers of the page and a server to load; what the answers say is measured elsewhere.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from typing import Any

import httpx

from eval.load_report import Kept, Load, Tally, lost_of, report_of
from eval.load_server import LoadedServer
from eval.page_reader import PageReader, Told

QUESTIONS_A_TALK = 8
JUDGE_EVERY = 3
ADD_SECONDS = 5.0
SAMPLE_SECONDS = 0.5
Say = Callable[[str], None]


class _World:
    """The run as all readers see it: until when, and whether the server is down."""

    def __init__(self, server: LoadedServer, load: Load, questions: Sequence[str]) -> None:
        self.server, self.load, self.questions = server, load, questions
        self.tally = Tally()
        self.began = time.perf_counter()
        self.up = asyncio.Event()
        self.up.set()
        self.restarted = 0.0

    @property
    def passed(self) -> float:
        return time.perf_counter() - self.began

    @property
    def over(self) -> bool:
        return self.passed >= self.load.seconds

    async def failed(self, what: str, error: Exception, since: float) -> None:
        """Count a failure; one that the kill caused is no fault, and its reader goes on once the server is back."""
        if self.load.kill and (not self.up.is_set() or since < self.restarted):
            self.tally.interrupted += 1
            await self.up.wait()
        else:
            self.tally.errors.append(f"{what}: {type(error).__name__} {error}"[:300])
            await asyncio.sleep(0.5)


def run_load(server: LoadedServer, load: Load, questions: Sequence[str], say: Say) -> dict[str, Any]:
    """Load a started server; the report, whose `failures` is empty where all was well. The server runs on."""
    world = asyncio.run(_run(server, load, questions, say))
    say("核对保存下来的对话、文件和反馈 …")
    lost = lost_of(world.tally, kept_in(server))
    return report_of(load, world.tally, lost)


async def _run(server: LoadedServer, load: Load, questions: Sequence[str], say: Say) -> _World:
    world = _World(server, load, questions)
    tasks = [asyncio.create_task(_user(world, number)) for number in range(load.users)]
    tasks.append(asyncio.create_task(_watch(world, say)))
    if load.kill:
        tasks += [asyncio.create_task(_kill(world, say)), asyncio.create_task(_add_documents(world))]
    await asyncio.gather(*tasks)
    return world


async def _user(world: _World, number: int) -> None:
    """Ask one question after another; the order is the user's own, so that a stranger's talk shows."""
    chance = random.Random(number)
    reader = PageReader(world.server.url)
    talk: list[str] | None = None
    await asyncio.sleep(chance.random() * min(2.0, world.load.seconds / 4))
    while not world.over:
        since = world.passed
        try:
            if talk is None:
                await reader.open()
                talk = _new_talk(world, reader)
            elif len(talk) == QUESTIONS_A_TALK:
                await reader.clear()
                talk = _new_talk(world, reader)
            await _one_question(world, reader, number, talk, chance.choice(world.questions))
        except (httpx.HTTPError, httpx.StreamError) as error:
            talk = None  # a new page; what was acknowledged stays on the list
            await world.failed(f"用户 {number}", error, since)
        await asyncio.sleep(world.load.pause)
    await reader.close()


def _new_talk(world: _World, reader: PageReader) -> list[str]:
    talk: list[str] = []
    world.tally.talks.setdefault(reader.id, []).append(talk)
    return talk


async def _one_question(
    world: _World, reader: PageReader, number: int, talk: list[str], question: str
) -> None:
    told = await reader.ask(question)
    problem = strange(told, [*talk, question])
    if problem:
        world.tally.mixed.append(f"用户 {number}：{problem}")
        return
    talk.append(question)
    world.tally.first.append(told.first)
    world.tally.whole.append(told.whole)
    if len(talk) % JUDGE_EVERY == 0:
        reason = f"负载 {number}-{len(world.tally.judged)}-{world.passed:.3f}"
        await reader.judge(len(talk) - 1, "down", reason)
        world.tally.judged.add(reason)


def strange(told: Told, asked: Sequence[str]) -> str:
    """What is wrong with the conversation that is shown; "" where it is what was asked, and answered."""
    if list(told.questions) != list(asked):
        return f"问的是 {list(asked)}，页面上是 {list(told.questions)}"
    return "" if told.complete else f"“{asked[-1]}”没有完整的回答"


async def _watch(world: _World, say: Say) -> None:
    told = 0.0
    while not world.over:
        world.tally.memory.append((world.passed, world.server.resident_bytes()))
        if world.passed - told >= 10:
            told = world.passed
            say(
                f"{told:.0f} 秒：{len(world.tally.whole)} 问，{len(world.tally.errors)} 错，内存 {world.tally.memory[-1][1] >> 20} MiB"
            )
        await asyncio.sleep(SAMPLE_SECONDS)


async def _kill(world: _World, say: Say) -> None:
    await asyncio.sleep(world.load.seconds / 2)
    say("杀掉服务，再启动 …")
    world.up.clear()
    world.server.kill()
    world.tally.restart_seconds = await asyncio.to_thread(world.server.start)
    world.restarted = world.passed
    world.up.set()
    say(f"服务 {world.tally.restart_seconds:.1f} 秒后重新就绪")


async def _add_documents(world: _World) -> None:
    """Bring a small document every few seconds; one that the server said it added is acknowledged."""
    number = 0
    async with httpx.AsyncClient(base_url=world.server.url, timeout=600, trust_env=False) as client:
        while not world.over:
            number, since = number + 1, world.passed
            text = f"关于第{number}号负载测试的通知\n\n一、测试事项\n\n（一）第{number}号负载测试由第{number}组负责，期限为{number}天。\n"
            try:
                files = {"files": (f"负载{number}.txt", text.encode())}
                added = (await client.post("/api/documents", files=files)).raise_for_status().json()["added"]
                world.tally.documents |= {each["id"] for each in added}
            except httpx.HTTPError as error:
                await world.failed("添加文件", error, since)
            await asyncio.sleep(min(ADD_SECONDS, world.load.seconds / 8))


def kept_in(server: LoadedServer) -> Kept:
    """Read it as the server itself would."""
    from corpus import connect
    from qa.conversations import Conversations

    conversations = Conversations(server.home)
    connection = connect(server.home)
    try:
        rows = connection.execute("SELECT DISTINCT reader FROM conversations").fetchall()
    finally:
        connection.close()
    talks = {
        reader: [
            [each.question for each in conversations.load(reader, line.id)]
            for line in conversations.lines(reader)
        ]
        for (reader,) in rows
    }
    listed = httpx.get(f"{server.url}/api/documents", timeout=120, trust_env=False).raise_for_status().json()
    judged = frozenset(each.reason for each in conversations.feedback())
    return Kept(talks, judged, frozenset(each["id"] for each in listed["documents"]))
