"""`time.sleep` in a coroutine blocks asyncio's event loop: what is gathered waits one after another."""
#= total 4 s, parked 0, blocked 4 s, offloaded 0, busy 0, idle 0, stall any
#= kind blocking, loop asyncio, line HERE or none

import asyncio
import time


async def fetch(page):
    time.sleep(2)  # HERE
    print(page)


async def main():
    await asyncio.gather(fetch("one"), fetch("two"))


asyncio.run(main())
