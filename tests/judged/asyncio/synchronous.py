"""Without asyncio there is no event loop: the main thread waits."""
#= total 3 s, parked 0, blocked 3 s, offloaded 0, busy 0, idle 0, stall 0
#= kind synchronous, loop none, line HERE or none

import time

for page in ["one", "two", "three"]:
    time.sleep(1)  # HERE
    print(page)
