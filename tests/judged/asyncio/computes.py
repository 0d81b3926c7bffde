"""A coroutine that computes is busy, and the other's timer rings late."""
#= total 5 s, parked 4.7 s, blocked 0, offloaded 0, busy 0.3 s..0.5 s, idle 0, stall 0.3 s
#= kind busy, loop asyncio, line any

import asyncio
import time


def compute(seconds):
    begun = time.perf_counter()
    while time.perf_counter() - begun < seconds:
        sum(range(5000))


async def tick():
    for _ in range(5):
        await asyncio.sleep(1)
        print("tick")


async def main():
    ticks = asyncio.create_task(tick())
    await asyncio.sleep(0.5)
    compute(0.3)
    await ticks


asyncio.run(main())
