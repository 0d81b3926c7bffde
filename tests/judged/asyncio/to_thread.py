"""`asyncio.to_thread` hands a call that blocks to a pool."""
#= total 5 s, parked 5 s, blocked 0, offloaded 5 s, busy 0, idle any, stall 0
#= kind offloaded, loop asyncio, line HERE or none

import asyncio
import time


def read(page):
    time.sleep(5)  # HERE
    print(page)


async def main():
    await asyncio.gather(asyncio.to_thread(read, "one"), asyncio.to_thread(read, "two"))


asyncio.run(main())
