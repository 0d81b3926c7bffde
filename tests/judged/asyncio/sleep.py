"""Coroutines that await a timer wait together, and the event loop is parked meanwhile."""
#= total 5 s, parked 5 s, blocked 0, offloaded 0, busy 0, idle 0, stall 0
#= kind concurrent, loop asyncio, line any

import asyncio


async def fetch(page):
    await asyncio.sleep(5)
    print(page)


async def main():
    await asyncio.gather(fetch("one"), fetch("two"), fetch("three"))


asyncio.run(main())
