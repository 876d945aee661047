"""The sandbox from a shell: `python -m bot.sandbox [--port N]`.

It says in one line of JSON where it is, and serves until SIGTERM or SIGINT.
"""

import argparse
import asyncio
import json
import signal

from bot.sandbox import serve


async def run(port: int) -> None:
    """Keep a sandbox open until a signal ends it."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    async with serve(port=port) as sandbox:
        place = {
            "address": sandbox.address,
            "token": sandbox.token,
            "base_url": sandbox.base_url,
            "base_file_url": sandbox.base_file_url,
        }
        print(json.dumps(place), flush=True)
        await ended.wait()


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox")
    parser.add_argument("--port", type=int, default=0, help="0 for any free one")
    asyncio.run(run(parser.parse_args().port))


if __name__ == "__main__":
    main()
