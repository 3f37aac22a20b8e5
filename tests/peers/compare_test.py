#!/usr/bin/env python3
"""Tests of the comparison with other solvers; none of them need be installed.

The problems are drawn anew in each run. COMPARE_TEST_SEED=N repeats the run that printed N.
"""

import itertools
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[0] = str(HERE)

from compare_peers import gradients, kkt, measure, problems, processes, solvers, timing  # noqa: E402
from compare_peers.solvers.base import Missing, OneByOne, imported  # noqa: E402

SEED = int(os.environ.get("COMPARE_TEST_SEED", secrets.randbits(32)))
KEYS = "QqAbGh"
ROW_KEYS = ["case", "file", "n", "m", "p", "batch", "precision", "solver", "version", "threads", "call",
            "microsecondsPerProblem", "worstResidual", "status", "reason"]

# A module "quadprog" that tries all active sets; {answer} says what it does with what it has found.
STAND_IN = '''
import itertools, os, signal, time
import numpy as np

def solve_qp(G, a, C=None, b=None, meq=0):
    n, rows = len(a), 0 if b is None else len(b)
    for size in range(meq, rows + 1):
        for more in itertools.combinations(range(meq, rows), size - meq):
            active = list(range(meq)) + list(more)
            M = C[:, active] if active else np.zeros((n, 0))
            K = np.block([[G, -M], [M.T, np.zeros((size, size))]])
            found = np.linalg.solve(K, np.concatenate([a, b[active] if active else []]))
            x, multipliers = found[:n], np.zeros(rows)
            multipliers[active] = found[n:]
            if (rows == 0 or (C.T @ x - b)[meq:].min(initial=0) > -1e-9) and multipliers[meq:].min(initial=0) >= 0:
                {answer}
                return x, 0.0, x, (0, 0), multipliers, active
    raise ValueError("constraints are inconsistent, no solution")
'''


def solved(Q, q, A, b, G, h):
    """x, nu and lambda by trying all active sets."""
    n, p, m = len(q), len(b), len(h)
    for size in range(min(m, n - p) + 1):
        for active in itertools.combinations(range(m), size):
            rows = np.vstack([A, G[list(active)]])
            matrix = np.block([[Q, rows.T], [rows, np.zeros((p + size, p + size))]])
            found = np.linalg.solve(matrix, np.concatenate([-q, b, h[list(active)]]))
            lam = np.zeros(m)
            lam[list(active)] = found[n + p:]
            if (G @ found[:n] - h).max(initial=0) <= 1e-11 and lam.min(initial=0) >= 0:
                return found[:n], found[n:n + p], lam
    raise AssertionError("no active set is optimal")


class Fresh(unittest.TestCase):
    """Draws problems whose active sets are beyond doubt."""

    def setUp(self):
        self.random = np.random.default_rng([SEED, *self.id().encode()])

    def draw(self, batch=3, n=4, m=4, p=1):
        """A batch, and its x, nu and lambda. With inequalities, each problem has active and inactive ones."""
        parts = {key: [] for key in KEYS}
        answers = []
        while len(answers) < batch:
            root = self.random.standard_normal((n, n))
            point = self.random.standard_normal(n)
            A = self.random.standard_normal((p, n))
            G = self.random.standard_normal((m, n))
            one = (root @ root.T + np.eye(n), 3 * self.random.standard_normal(n), A, A @ point, G,
                   G @ point + self.random.random(m))
            x, nu, lam = solved(*one)
            clear = np.maximum(lam, one[5] - G @ x).min(initial=np.inf) > 1e-2
            if clear and (m == 0 or 0 < np.count_nonzero(lam) < m):
                answers.append((x, nu, lam))
                for key, value in zip(KEYS, one):
                    parts[key].append(value)
        found = problems.Problems(**{key: np.array(parts[key]) for key in KEYS})
        return found, [np.array(each) for each in zip(*answers)]


class Folder(Fresh):
    """A folder for files that the test writes."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, name="F1_n4_m4_p1.npz", batch=None, **changes):
        batch = batch or self.draw()[0]
        arrays = {key: getattr(batch, key) for key in KEYS} | changes
        path = self.folder / name
        np.savez(path, **{key: value for key, value in arrays.items() if value is not None})
        return path


class KktTest(Fresh):
    def test_a_right_answer_passes(self):
        for m, p in ((4, 1), (0, 2), (3, 0), (0, 0)):
            batch, answers = self.draw(m=m, p=p)
            self.assertLessEqual(kkt.worst(batch, *answers)[0], 1e-10)

    def test_a_perturbed_number_anywhere_does_not(self):
        batch, answers = self.draw()
        for array in answers:
            for place in np.ndindex(array.shape):
                kept = array[place]
                for change in (1e-3, -1e-3, np.nan, np.inf):
                    array[place] = kept + change
                    residual, where = kkt.worst(batch, *answers)
                    self.assertGreater(residual, kkt.TOLERANCE)
                    self.assertIn(f"of problem {place[0]}", where)
                array[place] = kept

    def test_each_residual_is_noticed_alone(self):
        unit = np.ones((1, 1, 1))
        batch = problems.Problems(2 * unit, np.zeros((1, 1)), unit, np.ones((1, 1)), unit, np.full((1, 1), 2.0))
        one = np.ones((1, 1))
        self.assertEqual(0, kkt.worst(batch, one, -2 * one, 0 * one)[0])
        wrong = {
            "stationarity": (one, -3 * one, 0 * one),
            "equalities": (1.5 * one, -3 * one, 0 * one),
            "inequalities": (3 * one, -6 * one, 0 * one),
            "sign of lambda": (one, -one, -one),
            "complementarity": (one, -3 * one, one),
            "gap": (one, -3 * one, one),
        }
        for name, answers in wrong.items():
            self.assertGreater(kkt.residuals(batch, *answers)[name][0], 0.1, name)

    def test_residuals_are_relative(self):
        batch, answers = self.draw()
        scale = 1e6
        scaled = problems.Problems(batch.Q, scale * batch.q, batch.A, scale * batch.b, batch.G, scale * batch.h)
        answers = [scale * each for each in answers]
        answers[0][0, 0] += 1e-3
        plain = np.abs(kkt.product(batch.A, answers[0]) - scaled.b).max()
        self.assertLess(kkt.residuals(scaled, *answers)["equalities"].max(), plain / 100)


class GradientsTest(Fresh):
    def test_agree_with_finite_differences(self):
        for m, p in ((4, 1), (0, 2), (4, 0), (0, 0)):
            batch, answers = self.draw(batch=2, m=m, p=p)
            c = self.random.standard_normal(batch.q.shape)
            found, unique = gradients.reference(batch, c, *answers)
            self.assertTrue(unique.all())
            for i in range(batch.batch):
                one = {key: getattr(batch, key)[i].copy() for key in KEYS}
                for key in KEYS:
                    for place in np.ndindex(one[key].shape):
                        expected = self.difference(one, key, place, c[i])
                        self.assertAlmostEqual(expected, found[key][i][place], delta=1e-5 * (1 + abs(expected)),
                                               msg=f"{key}{list(place)} with m = {m}, p = {p}")

    def difference(self, one, key, place, c):
        """Q is changed on both sides of its diagonal by half, which keeps it symmetric."""
        step = 1e-5
        losses = []
        for sign in (1, -1):
            changed = {name: value.copy() for name, value in one.items()}
            if key == "Q":
                changed[key][place] += sign * step / 2
                changed[key][place[::-1]] += sign * step / 2
            else:
                changed[key][place] += sign * step
            losses.append(c @ solved(**changed)[0])
        return (losses[0] - losses[1]) / (2 * step)

    def test_an_active_set_in_doubt_has_none(self):
        unit = np.ones((2, 1, 1))
        # The first bound goes through the unconstrained minimum, the second is far from it.
        batch = problems.Problems(unit, -np.ones((2, 1)), np.zeros((2, 0, 1)), np.zeros((2, 0)), unit,
                                  np.array([[1.0], [0.5]]))
        found, unique = gradients.reference(batch, np.ones((2, 1)), np.array([[1.0], [0.5]]), np.zeros((2, 0)),
                                            np.array([[0.0], [0.5]]))
        self.assertEqual([False, True], unique.tolist())
        self.assertTrue(np.isnan(found["h"][0]).all())
        self.assertEqual(1, found["h"][1, 0])

    def test_dependent_active_rows_have_none(self):
        batch, answers = self.draw(batch=1, m=0, p=1)
        twice = problems.Problems(batch.Q, batch.q, batch.A.repeat(2, axis=1), batch.b.repeat(2, axis=1), batch.G,
                                  batch.h)
        _, unique = gradients.reference(twice, batch.q, answers[0], answers[1].repeat(2, axis=1) / 2, answers[2])
        self.assertFalse(unique.any())

    def test_a_wrong_number_anywhere_is_noticed(self):
        batch, answers = self.draw()
        c = measure.loss(batch)
        expected, unique = gradients.reference(batch, c, *answers)
        self.assertEqual(0, gradients.worst(expected, unique, expected)[0])
        for key in KEYS:
            place = tuple(self.random.integers(size) for size in expected[key].shape)
            for change in (1e-2, np.nan):
                wrong = {name: value.copy() for name, value in expected.items()}
                wrong[key][place] += change * np.abs(expected[key]).max() + change
                difference, where = gradients.worst(expected, unique, wrong)
                self.assertGreater(difference, gradients.TOLERANCE)
                self.assertEqual(f"{key} of problem {place[0]}", where)


class StubSolver(OneByOne):
    """Right in everything, unless a test spoils it."""

    name = "stub"
    package = "no_such_package"
    calls = ("forward", "backward")

    def load(self):
        pass

    def version(self):
        return "1"

    def arranged(self, *one):
        return one

    def solve(self, *one):
        return solved(*one)

    def answer(self, result):
        return result

    def backward(self, c):
        self.found, _ = gradients.reference(self.problems, c, *self.answers())

    def gradients(self):
        return self.found


class MeasureTest(Fresh):
    def rows(self, solver, batch=None):
        case = measure.Case(Path("F1_n4_m4_p1.npz"), batch or self.draw()[0])
        found = measure.rows(case, solver, 0.01, 1)
        for row in found:
            self.assertEqual(ROW_KEYS, list(row))
            self.assertEqual(row["status"] == "ok", row["microsecondsPerProblem"] is not None)
        return found

    def failed(self, solver, call, reason):
        row = self.rows(solver)[solver.calls.index(call)]
        self.assertEqual("failed", row["status"])
        self.assertRegex(row["reason"], reason)
        self.assertNotIn("\n", row["reason"])

    def test_right_answers_get_a_time(self):
        for call, row in zip(StubSolver.calls, self.rows(StubSolver())):
            self.assertEqual(("ok", "", call, "F1 4,4,1", 3),
                             tuple(row[key] for key in ("status", "reason", "call", "case", "batch")))
            self.assertGreater(row["microsecondsPerProblem"], 0)
            self.assertLessEqual(row["worstResidual"], 1e-8)

    def test_a_solver_that_lies_fails(self):
        for part, name in enumerate(("x", "nu", "lam")):
            class Liar(StubSolver):
                def answer(self, result):
                    wrong = [each.copy() for each in result]
                    wrong[part][0] += 1e-3
                    return wrong

            with self.subTest(name):
                self.failed(Liar(), "forward", "^relative KKT residual, .* of problem .*expected at most 1e-08$")
                self.failed(Liar(), "backward", "no forward pass")

    def test_a_solver_that_begins_to_lie_fails(self):
        class Tired(StubSolver):
            passes = 0

            def forward(self):
                super().forward()
                self.passes += 1
                if self.passes > 1:
                    self.results[0][0][0] += 1e-3

        self.failed(Tired(), "forward", "^relative KKT residual")

    def test_a_gradient_that_lies_fails(self):
        class Liar(StubSolver):
            def gradients(self):
                return self.found | {"h": -self.found["h"]}

        self.failed(Liar(), "backward", "^relative difference of the gradient, h of problem")
        forward, backward = self.rows(Liar())
        self.assertEqual("ok", forward["status"])
        # The residual of a backward row is that of the answers.
        self.assertLessEqual(backward["worstResidual"], 1e-8)

    def test_no_gradient_without_a_clear_active_set(self):
        unit = np.ones((1, 1, 1))
        batch = problems.Problems(unit, np.zeros((1, 1)), np.zeros((1, 0, 1)), np.zeros((1, 0)), unit, np.zeros((1, 1)))
        forward, backward = self.rows(StubSolver(), batch)
        self.assertEqual("ok", forward["status"])
        self.assertEqual(("failed", "not checked: the active set of every problem is in doubt"),
                         (backward["status"], backward["reason"]))

    def test_exceptions_wrong_shapes_and_numbers_that_are_not_finite_fail(self):
        class Raises(StubSolver):
            def solve(self, *one):
                raise ArithmeticError("no\nluck")

        class Transposed(StubSolver):
            def answers(self):
                x, nu, lam = super().answers()
                return x.T, nu, lam

        class NotFinite(StubSolver):
            def answer(self, result):
                return np.full(4, np.inf), result[1], result[2]

        self.failed(Raises(), "forward", "^ArithmeticError: no luck$")
        self.failed(Transposed(), "forward", r"^ValueError: x is \[4, 3\], expected \[3, 4\]$")
        self.failed(NotFinite(), "forward", "^relative KKT residual")
        self.assertIsNone(self.rows(NotFinite())[0]["worstResidual"])

    def test_a_missing_package_is_missing(self):
        class Absent(StubSolver):
            def load(self):
                imported("no_such_package_anywhere")

        class Deviceless(StubSolver):
            def load(self):
                raise Missing("no CUDA device")

        class Broken(StubSolver):
            def load(self):
                raise AssertionError

        for kind, reason in ((Absent, "No module named 'no_such_package_anywhere'"), (Deviceless, "no CUDA device"),
                             (Broken, "cannot be imported: AssertionError")):
            for row in self.rows(kind()):
                self.assertEqual(("missing", reason), (row["status"], row["reason"]))

    def test_passes(self):
        now = iter(range(1000))
        times = iter([5, 1, 3, 100])
        self.assertEqual(3, timing.passes(lambda: next(times), 1, lambda: next(now)))
        seconds = iter([0, 20])
        self.assertEqual(5, timing.passes(lambda: 5, 1, lambda: next(seconds)))


class ReadTest(Folder):
    def test_reads_what_is_there(self):
        batch, _ = self.draw()
        found = problems.read(self.write(batch=batch))
        for key in KEYS:
            np.testing.assert_array_equal(getattr(batch, key), getattr(found, key))
        self.assertEqual((3, 4, 4, 1), (found.batch, found.n, found.m, found.p))
        self.assertEqual("F1 4,4,1", problems.case_name("F1_n4_m4_p1.npz", found))
        self.assertEqual("other", problems.case_name("other.npz", found))

    def test_absent_constraints_have_no_rows(self):
        found = problems.read(self.write(A=None, b=None))
        self.assertEqual(((3, 0, 4), (3, 0)), (found.A.shape, found.b.shape))
        found = problems.read(self.write(G=None, h=None))
        self.assertEqual(((3, 0, 4), (3, 0)), (found.G.shape, found.h.shape))

    def test_compressed_and_transposed_arrays(self):
        batch, _ = self.draw()
        path = self.folder / "case.npz"
        np.savez_compressed(path, **{key: np.asfortranarray(getattr(batch, key)) for key in KEYS})
        found = problems.read(path)
        np.testing.assert_array_equal(batch.G, found.G)
        self.assertTrue(found.G.flags.c_contiguous)

    def test_what_is_wrong_is_said_in_one_line(self):
        batch, _ = self.draw()
        infinite = batch.h.copy()
        infinite[1, 2] = np.inf
        uneven = batch.Q.copy()
        uneven[0, 0, 1] += 1e-3
        for changes, expected in (
                ({"Q": None}, "no Q"), ({"q": None}, "no q"), ({"b": None}, "no b"), ({"A": None}, "no A"),
                ({"G": None}, "no G"), ({"Q": None, "h": None}, "no Q and no h"), ({"x": batch.q}, "unknown array x"),
                ({"q": batch.q[0]}, "q is [4], expected batch times n"),
                ({"Q": batch.Q[:2]}, "Q is [2, 4, 4], expected [3, 4, 4]"),
                ({"G": batch.G[:, :3]}, "G is [3, 3, 4], expected [3, 4, 4]"),
                ({"b": batch.b[0]}, "b is [1], expected [3, rows]"),
                ({"q": batch.q.astype(np.float32)}, "q is float32, expected float64"),
                ({"h": infinite}, "h has a number that is not finite"),
                ({"q": batch.q * np.nan}, "q has a number that is not finite"),
                ({"q": np.array([[None]])}, "not an .npz file of arrays"),
                ({"Q": uneven}, "Q is not symmetric")):
            self.refused(self.write(batch=batch, **changes), expected)

    def test_files_of_another_kind(self):
        path = self.folder / "case.npz"
        whole = self.write().read_bytes()
        array = self.folder / "array.npy"
        np.save(array, np.zeros(3))
        for content in (b"", b"no archive", whole[:len(whole) // 2], array.read_bytes()):
            path.write_bytes(content)
            self.refused(path, "not an .npz file of arrays")
        damaged = bytearray(whole)
        damaged[len(damaged) // 3] ^= 1
        path.write_bytes(damaged)
        self.refused(path, "not an .npz file of arrays")
        self.refused(self.folder / "absent.npz", "not an .npz file of arrays")

    def refused(self, path, expected):
        with self.assertRaises(problems.BadFile) as caught:
            problems.read(path)
        self.assertIn(f"{path}: {expected}", str(caught.exception))
        self.assertNotIn("\n", str(caught.exception))


class CommandTest(Folder):
    """The program itself, with a stand-in for the package quadprog."""

    def stand_in(self, answer="pass"):
        modules = self.folder / "modules"
        modules.mkdir(exist_ok=True)
        (modules / "quadprog.py").write_text(STAND_IN.replace("{answer}", answer), encoding="utf-8")
        return os.environ | {"PYTHONPATH": str(modules), "PYTHONDONTWRITEBYTECODE": "1"}

    def compare(self, *arguments, environment=None):
        return subprocess.run([sys.executable, HERE / "compare", *map(str, arguments)], capture_output=True, text=True,
                              env=environment or self.stand_in(), timeout=100, check=False)

    def rows(self, *arguments, environment=None):
        out = self.folder / "out.json"
        result = self.compare(self.folder, "--out", out, "--budget", "0.01", *arguments, environment=environment)
        self.assertEqual((0, ""), (result.returncode, result.stderr))
        document = json.loads(out.read_text(encoding="utf-8"))
        self.assertEqual(["machine", "date", "command", "rows"], list(document))
        self.assertEqual({"processor": str, "cores": int, "os": str, "python": str},
                         {key: type(value) for key, value in document["machine"].items()})
        self.assertRegex(document["date"], r"^\d{4}-\d\d-\d\d$")
        self.assertIn("--budget 0.01", document["command"])
        for row in document["rows"]:
            self.assertEqual(ROW_KEYS, list(row))
            self.assertIn(row["status"], ("ok", "failed", "missing"))
            self.assertIn(row["solver"], result.stdout)
        self.assertEqual(1 + len(document["rows"]), len(result.stdout.splitlines()))
        return document["rows"]

    def test_a_solver_that_is_there(self):
        self.write()
        self.write("F1_n4_m0_p0.npz", batch=self.draw(m=0, p=0)[0], A=None, b=None, G=None, h=None)
        self.write("other.npz")
        rows = self.rows("--solvers", "quadprog", "--threads", "2")
        self.assertEqual(["F1 4,0,0", "F1 4,4,1", "other"], [row["case"] for row in rows])
        for row in rows:
            self.assertEqual(("ok", "quadprog", "forward", 1, "float64"),
                             tuple(row[key] for key in ("status", "solver", "call", "threads", "precision")), row)
        self.assertEqual(["F1 4,4,1"], [row["case"] for row in self.rows("--solvers", "quadprog", "--cases", "*_m4_*")])

    def test_solvers_that_lie_or_crash_fail(self):
        self.write()
        for answer, expected in (("x = x + 1e-3", "relative KKT residual"),
                                 ("os.kill(os.getpid(), signal.SIGSEGV)", "SIGSEGV"),
                                 ("os._exit(3)", "ended with status 3"),
                                 ("raise ValueError('bad')", "ValueError: bad")):
            row, = self.rows("--solvers", "quadprog", environment=self.stand_in(answer))
            self.assertEqual(("failed", None), (row["status"], row["microsecondsPerProblem"]))
            self.assertIn(expected, row["reason"])

    def test_a_solver_that_hangs_fails(self):
        case = measure.Case(self.write(), self.draw()[0])
        self.addCleanup(setattr, processes, "PATIENCE", processes.PATIENCE)
        self.addCleanup(os.environ.pop, "PYTHONPATH", None)
        processes.PATIENCE = 1
        os.environ["PYTHONPATH"] = self.stand_in("time.sleep(1000)")["PYTHONPATH"]
        row, = processes.rows(case, solvers.BY_NAME["quadprog"](), 0.01, 1)
        self.assertEqual(("failed", "no answer after 1 s"), (row["status"], row["reason"]))

    def test_what_a_package_prints_is_not_its_result(self):
        self.write()
        row, = self.rows("--solvers", "quadprog", environment=self.stand_in("print('[]', end='')"))
        self.assertEqual("ok", row["status"])

    def test_packages_that_cannot_be_imported_are_missing(self):
        self.write()
        self.write("other.npz")
        environment = self.stand_in()
        modules = Path(environment["PYTHONPATH"])
        for module in ("torch", "cupy", "jax", "piqp", "proxsuite", "daqp", "quadprog", "osqp", "clarabel"):
            (modules / f"{module}.py").write_text("raise ImportError('not in this test')", encoding="utf-8")
        rows = self.rows(environment=environment)
        self.assertEqual(2 * sum(len(kind.calls) for kind in solvers.BY_NAME.values()), len(rows))
        for row in rows:
            self.assertEqual(("missing", "not in this test", None),
                             (row["status"], row["reason"], row["microsecondsPerProblem"]))

    def test_usage_errors(self):
        empty = self.folder / "empty"
        empty.mkdir()
        self.write()
        for arguments, expected in (
                ((), "the following arguments are required: DIR"),
                ((self.folder / "absent",), "no such folder"), ((empty,), "no .npz files"),
                ((self.folder, "--cases", "F9*"), "no file matches 'F9*'"),
                ((self.folder, "--solvers", "quadprog,hope"), "unknown solver 'hope'"),
                ((self.folder, "--budget", "0"), "--budget"), ((self.folder, "--budget", "inf"), "--budget"),
                ((self.folder, "--threads", "0"), "--threads"), ((self.folder, "--threads", "x"), "--threads"),
                ((self.folder, "--solvers", "quadprog", "--out", empty / "no" / "out.json"), "cannot be written"),
                ((self.folder, "--faster"), "--faster")):
            self.refused(arguments, expected)
        (self.folder / "zz.npz").write_bytes(b"no archive")
        self.refused((self.folder,), "zz.npz: not an .npz file of arrays")

    def refused(self, arguments, expected):
        result = self.compare(*arguments)
        self.assertEqual((2, ""), (result.returncode, result.stdout), result.stderr)
        self.assertRegex(result.stderr, r"^compare: .*\n$")
        self.assertEqual(1, result.stderr.count("\n"))
        self.assertIn(expected, result.stderr)

    def test_ctrl_c_keeps_what_was_measured(self):
        self.write("a.npz")
        self.write("b.npz")
        out = self.folder / "out.json"
        # The second case never ends.
        environment = self.stand_in("if os.path.exists('seen'): time.sleep(1000)")
        command = [sys.executable, HERE / "compare", self.folder, "--out", out, "--solvers", "quadprog",
                   "--budget", "0.01"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
                              cwd=self.folder) as program:
            self.addCleanup(program.kill)
            program.stdout.readline()
            self.assertIn("ok", program.stdout.readline())
            (self.folder / "seen").touch()
            time.sleep(1)
            program.send_signal(signal.SIGINT)
            _, errors = program.communicate(timeout=30)
        self.assertEqual(130, program.returncode)
        self.assertRegex(errors, "^compare: stopped; rows measured: 1\n$")
        self.assertEqual("ok", json.loads(out.read_text(encoding="utf-8"))["rows"][0]["status"])


if __name__ == "__main__":
    program = unittest.main(exit=False)
    if not program.result.wasSuccessful():
        print(f"COMPARE_TEST_SEED={SEED} repeats this run", file=sys.stderr)
        sys.exit(1)
