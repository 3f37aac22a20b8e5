"""Repeats passes over a batch and takes the median."""

import gc
import statistics
import time

LEAST_PASSES = 3


def passes(measured, budget, clock=time.perf_counter):
    """The median of what measured() returns, in seconds, over passes that are repeated until the budget is spent.

    There are at least three, unless that takes ten budgets. Garbage is not collected in between.
    """
    times = []
    collecting = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        start = clock()
        while True:
            times.append(measured())
            spent = clock() - start
            if spent >= 10 * budget or (spent >= budget and len(times) >= LEAST_PASSES):
                return statistics.median(times)
    finally:
        if collecting:
            gc.enable()


def seconds(call, *arguments):
    start = time.perf_counter()
    call(*arguments)
    return time.perf_counter() - start
