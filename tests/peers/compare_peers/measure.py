"""One solver on one batch: the rows of its calls, each gated before it gets a time."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from compare_peers import gradients, kkt, problems as files, timing
from compare_peers.solvers.base import Missing


@dataclass(frozen=True)
class Case:
    """A batch, and what its rows say of it."""

    path: Path
    problems: files.Problems

    def row(self, solver, call):
        return {
            "case": files.case_name(self.path, self.problems),
            "file": self.path.name,
            "n": self.problems.n,
            "m": self.problems.m,
            "p": self.problems.p,
            "batch": self.problems.batch,
            "precision": "float64",
            "solver": solver.name,
            "version": "",
            "threads": 1,
            "call": call,
            "microsecondsPerProblem": None,
            "worstResidual": None,
            "status": "failed",
            "reason": "",
        }


def rows(case, solver, budget, threads):
    """A list with a row per call of the solver."""
    found = [case.row(solver, call) for call in solver.calls]
    forward = found[0]
    try:
        solver.load()
    except Missing as missing:
        return marked(found, "missing", str(missing))
    except Exception as error:  # what a package does at import is its own affair
        return marked(found, "missing", f"cannot be imported: {files.one_line(error)}")
    for row in found:
        row["version"] = solver.version()
        row["threads"] = threads if solver.threaded else 1
    try:
        solver.prepare(case.problems, threads if solver.threaded else 1)
        gated(forward, case, budget, lambda: timing.seconds(solver.forward), lambda: check_answers(case, solver))
    except Exception as error:  # a solver's failure is a result
        return marked(found, "failed", f"{type(error).__name__}: {files.one_line(error)}")
    for row in found[1:]:
        if forward["status"] != "ok":
            marked([row], "failed", "no forward pass to go back through")
            continue
        try:
            backward(row, case, budget, solver)
        except Exception as error:
            marked([row], "failed", f"{type(error).__name__}: {files.one_line(error)}")
    return found


def backward(row, case, budget, solver):
    c = loss(case.problems)
    expected, unique = gradients.reference(case.problems, c, *solver.answers())
    if not unique.any():
        marked([row], "failed", "not checked: the active set of every problem is in doubt")
        return
    if not unique.all():
        row["reason"] = f"{np.count_nonzero(~unique)} of {len(unique)} gradients not checked: active set in doubt"

    solver.expect_backward()

    def one_pass():
        solver.forward()
        return timing.seconds(solver.backward, c)

    gated(row, case, budget, one_pass, lambda: check_gradients(case, expected, unique, solver))


@dataclass(frozen=True)
class Verdict:
    """The worst KKT residual of the answers, and what is wrong; nothing if they and their gradients are good enough."""

    residual: float
    wrong: str


def gated(row, case, budget, one_pass: Callable[[], float], check: Callable[[], Verdict]):
    """One pass that does not count, then those that do; the first and the last are checked."""
    one_pass()
    verdict = check()
    if not verdict.wrong:
        median = timing.passes(one_pass, budget)
        verdict = check()
    row["worstResidual"] = verdict.residual if np.isfinite(verdict.residual) else None
    if verdict.wrong:
        row["reason"] = verdict.wrong
    else:
        row["status"] = "ok"
        row["microsecondsPerProblem"] = median * 1e6 / case.problems.batch


def check_answers(case, solver):
    answers = solver.answers()
    expected = [(case.problems.batch, size) for size in (case.problems.n, case.problems.p, case.problems.m)]
    for name, answer, shape in zip(("x", "nu", "lambda"), answers, expected):
        if answer.shape != shape:
            raise ValueError(f"{name} is {list(answer.shape)}, expected {list(shape)}")
    residual, where = kkt.worst(case.problems, *answers)
    return Verdict(residual, above(kkt.TOLERANCE, residual, f"relative KKT residual, {where}"))


def check_gradients(case, expected, unique, solver):
    verdict = check_answers(case, solver)
    difference, where = gradients.worst(expected, unique, solver.gradients())
    wrong = above(gradients.TOLERANCE, difference, f"relative difference of the gradient, {where}")
    return Verdict(verdict.residual, verdict.wrong or wrong)


def above(tolerance, value, what):
    """What is wrong if the value is above the tolerance."""
    return "" if value <= tolerance else f"{what}: {value:.1e}, expected at most {tolerance:.0e}"


def loss(problems):
    """The gradient of the loss by x: the same for every solver."""
    seed = zlib.crc32(repr(problems.q.shape).encode())
    return np.random.default_rng(seed).standard_normal(problems.q.shape)


def marked(found, status, reason):
    for row in found:
        row["status"] = status
        row["reason"] = reason
        row["microsecondsPerProblem"] = None
    return found
