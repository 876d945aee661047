"""The one place where the bot's parts are made and put together."""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from telegram import BotCommand
from telegram.constants import ParseMode
from telegram.error import InvalidToken, TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    Defaults,
    MessageHandler,
    TypeHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot.client import Client
from bot.dispatch import Dispatcher
from bot.engine import Engine
from bot.files import Files
from bot.handlers import STOP, Handlers
from bot.inbox import Inbox
from bot.limiter import Limiter
from bot.lock import alone_in
from bot.logs import Facts, request_done
from bot.manners import Manners
from bot.messages import AnyApplication, AskingWhy, Called, Pasted
from bot.metrics import Counters, silence_s, watched
from bot.quotas import Quotas
from bot.runs import Runs
from bot.settings import Settings
from bot.store import Store
from bot.taps import Taps
from bot.texts import LANGUAGES, speak

log = logging.getLogger(__name__)

START_PAUSE_S = 2.0
"""Seconds between attempts to reach Telegram at the start."""
SWEEP_S = 600.0
"""Seconds between two looks for tables that were kept long enough."""
HOUR_S = 3600.0


async def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; what is under way then waits for the next start.

    Raises
    ------
    InvalidToken
        When Telegram does not know the token.
    """
    serving = asyncio.create_task(serve(settings))
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, serving.cancel)
    with suppress(asyncio.CancelledError):
        await serving


async def serve(settings: Settings) -> None:
    """Serve until cancelled.

    Raises
    ------
    SecondCopyError
        When another copy of the bot serves out of the same folder.
    """
    os.environ["PTB_TIMEDELTA"] = "true"  # the library tells waits as timedelta then
    folder = settings.data_dir
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    bot = make_bot(settings)
    files = Files(folder / "files", bot)
    engine = Engine(
        workers=settings.workers,
        limit_s=settings.job_limit_s,
        memory_mb=settings.job_memory_mb,
    )
    counters, heartbeat = Counters(), folder / "heartbeat"

    def done(facts: Facts) -> None:
        request_done(facts)
        counters.count(facts.outcome)

    with alone_in(folder):
        engine.start()
        async with (
            Store(folder / "centroid.sqlite") as store,
            watched(settings.metrics_port, counters, heartbeat),
        ):
            runs = Runs(store, files, engine)
            handlers = make_handlers(settings, store, files, runs)
            application = make_application(bot, handlers)
            dispatcher = Dispatcher(application, store, handlers, done=done)
            stand(counters, heartbeat, dispatcher, engine)
            try:
                await connect(application)
                log.info("serving as @%s", bot.username)
                async with beside(
                    introduce(bot), sweep(files, store, settings.retention_h * HOUR_S)
                ):
                    await Inbox(bot, store, dispatcher, heartbeat=heartbeat).run()
            finally:
                await application.shutdown()


def stand(
    counters: Counters, heartbeat: Path, dispatcher: Dispatcher, engine: Engine
) -> None:
    """Have it told how things stand."""
    counters.watch(
        "centroid_silence_seconds",
        "Since Telegram was last heard.",
        lambda: silence_s(heartbeat),
    )
    counters.watch(
        "centroid_requests_open",
        "Requests that are kept and not answered yet.",
        dispatcher.count_open,
    )
    counters.watch(
        "centroid_jobs_waiting", "Jobs that wait for a worker.", engine.count_waiting
    )


def make_handlers(
    settings: Settings, store: Store, files: Files, runs: Runs
) -> Handlers:
    """Return those who answer, as the settings say."""
    quotas = Quotas(
        store, settings.runs_per_hour, settings.runs_per_day, settings.admins
    )
    manners = Manners(store, files, settings.language, settings.retention_h)
    return Handlers(
        store=store,
        files=files,
        runs=runs,
        quotas=quotas,
        manners=manners,
        taps=Taps(store, runs, quotas, manners),
        allowed_chats=settings.allowed_chats,
    )


def make_bot(settings: Settings) -> Client:
    """Return the bot's connection to a Bot API server."""
    if settings.token is None:
        raise InvalidToken
    return Client(
        settings.token.get_secret_value(),
        base_url=settings.base_url,
        base_file_url=settings.base_file_url,
        request=HTTPXRequest(
            connection_pool_size=32,
            read_timeout=20,
            write_timeout=20,
            media_write_timeout=60,
            connect_timeout=10,
            pool_timeout=30,
        ),
        get_updates_request=HTTPXRequest(connection_pool_size=4, connect_timeout=10),
        rate_limiter=Limiter(),
        defaults=Defaults(parse_mode=ParseMode.HTML, allow_sending_without_reply=True),
    )


def make_application(bot: Client, handlers: Handlers) -> AnyApplication:
    """Return the table of which handler answers what; the first that fits does."""
    application = Application.builder().bot(bot).updater(None).build()
    new = filters.UpdateType.MESSAGE
    commands = {
        "demo": handlers.on_demo,
        "why": handlers.on_why,
        "start": handlers.manners.on_start,
        "help": handlers.manners.on_help,
        "privacy": handlers.manners.on_privacy,
        "delete": handlers.manners.on_delete,
        "cancel": handlers.on_cancel,
        "language": handlers.manners.on_language,
    }
    taps = handlers.taps
    application.add_handler(TypeHandler(object, handlers.gate), group=-1)
    application.add_handlers(
        [
            # An edited /k is asked anew; anything else counts once.
            MessageHandler(Called("k", bot), handlers.on_k),
            *(
                MessageHandler(new & Called(command, bot), answer)
                for command, answer in commands.items()
            ),
            MessageHandler(new & AskingWhy(bot), handlers.on_why),
            MessageHandler(new & filters.Document.ALL, handlers.on_document),
            MessageHandler(
                new & filters.ChatType.PRIVATE & Pasted(), handlers.on_pasted
            ),
            MessageHandler(new & filters.ChatType.PRIVATE, handlers.manners.on_other),
            CallbackQueryHandler(
                taps.on_k_button, r"^k:(?P<run>\d{1,18}):(?P<k>\d{1,9}|auto)$"
            ),
            CallbackQueryHandler(
                taps.on_sheet_button,
                r"^sheet:(?P<run>\d{1,18}):(?P<sheet>\d{1,4})$",
            ),
            CallbackQueryHandler(
                taps.on_rows_button, r"^rows:(?P<run>\d{1,18}):(?P<way>in|out)$"
            ),
            CallbackQueryHandler(
                taps.on_log_button, r"^log:(?P<run>\d{1,18}):(?P<way>on|off)$"
            ),
            CallbackQueryHandler(
                taps.on_theme_button,
                r"^theme:(?P<run>\d{1,18}):(?P<theme>light|dark)$",
            ),
            CallbackQueryHandler(
                taps.on_view_button, r"^view:(?P<run>\d{1,18}):(?P<view>mixed|plain)$"
            ),
            CallbackQueryHandler(
                taps.on_details_button, r"^details:(?P<run>\d{1,18})$"
            ),
            CallbackQueryHandler(
                taps.on_chart_button,
                r"^chart:(?P<run>\d{1,18}):(?P<kind>evidence|silhouette|profile)$",
            ),
            CallbackQueryHandler(taps.on_row_button, r"^row:(?P<run>\d{1,18})$"),
            CallbackQueryHandler(taps.on_large_button, r"^large:(?P<run>\d{1,18})$"),
            CallbackQueryHandler(
                taps.on_fold_button,
                r"^(?P<way>more|less):(?P<run>\d{1,18})"
                r":(?P<groups>\d{1,3}):(?P<about>[a-z]{0,8})$",
            ),
            CallbackQueryHandler(
                taps.on_pick_button,
                r"^pick:(?P<run>\d{1,18}):(?P<page>\d{1,2}):(?P<mask>[0-9a-f]{0,30})$",
            ),
            CallbackQueryHandler(
                taps.on_use_button,
                r"^use:(?P<run>\d{1,18}):(?P<mask>[0-9a-f]{1,30})$",
            ),
            CallbackQueryHandler(
                taps.on_file_button, r"^(?P<kind>csv|xlsx):(?P<run>\d{1,18})$"
            ),
            CallbackQueryHandler(handlers.on_demo, r"^demo$"),
            CallbackQueryHandler(
                handlers.manners.on_language_button, r"^language:(?P<language>\w+)$"
            ),
            CallbackQueryHandler(handlers.on_cancel, STOP),
            CallbackQueryHandler(taps.on_stale_button),
        ]
    )
    return application


@asynccontextmanager
async def beside(*work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Have work done beside what is done inside, and end it after that."""
    tasks = [asyncio.create_task(each) for each in work]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def connect(application: AnyApplication) -> None:
    """Say hello to the Bot API server, however long it takes to be there."""
    while True:
        try:
            await application.initialize()
        except InvalidToken:
            raise
        except TelegramError as trouble:
            log.warning("cannot reach Telegram yet: %s", trouble)
            await asyncio.sleep(START_PAUSE_S)
        else:
            return


async def introduce(bot: Client) -> None:
    """Tell Telegram the command menus and the bot's own words, in every language."""
    for language in LANGUAGES:
        texts = speak(language)
        code = None if language == "en" else language  # English for all others
        menu = [BotCommand(*command) for command in texts.tables["commands"].items()]
        about = texts.tables["about"]
        # Menus are a nicety: without them the bot works as well.
        with suppress(TelegramError):
            await bot.set_my_commands(menu, language_code=code)
            await bot.set_my_description(about["description"], language_code=code)
            await bot.set_my_short_description(
                about["short_description"], language_code=code
            )


async def sweep(files: Files, store: Store, kept_s: float) -> None:
    """Remove what was not used for a while from the disk, again and again."""
    while True:
        await asyncio.to_thread(files.sweep, kept_s)
        store.leave_no_trace()
        await asyncio.sleep(SWEEP_S)
