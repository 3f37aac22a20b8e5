"""Runs workers: one process for each solver and case."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from compare_peers import measure

# A worker imports, compiles, checks and repeats passes; a solver that takes longer than this has none of it done.
PATIENCE = 120
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


def rows(case, solver, budget, threads):
    """The rows of a solver's calls; a process that dies or hangs is a failure of each."""
    command = [sys.executable, str(Path(__file__).with_name("worker.py")), str(case.path), solver.name, str(budget),
               str(threads)]
    # A group of its own: Ctrl-C reaches this process, which ends the worker.
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace",
                          env=environment(threads), start_new_session=True) as worker:
        try:
            output, errors = worker.communicate(timeout=PATIENCE + 20 * budget * len(solver.calls))
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.communicate()
            return failed(case, solver, f"no answer after {PATIENCE + 20 * budget * len(solver.calls):.0f} s")
        except BaseException:
            worker.kill()
            raise
    if worker.returncode < 0:
        return failed(case, solver, f"its process died of {signal.Signals(-worker.returncode).name}")
    try:
        return json.loads(output.splitlines()[-1])
    except (IndexError, ValueError):
        last = (errors.strip().splitlines() or ["it printed no result"])[-1]
        return failed(case, solver, f"its process ended with status {worker.returncode}: {last[:200]}")


def failed(case, solver, reason):
    return measure.marked([case.row(solver, call) for call in solver.calls], "failed", reason)


def environment(threads):
    """The number of threads for the libraries below the solvers, which read it when they are loaded."""
    found = dict(os.environ)
    for variable in THREAD_VARIABLES:
        found[variable] = str(threads)
    found["JAX_PLATFORMS"] = "cpu"
    if threads == 1:
        flags = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
        found["XLA_FLAGS"] = f"{found.get('XLA_FLAGS', '')} {flags}".strip()
    return found
