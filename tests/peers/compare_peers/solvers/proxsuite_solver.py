"""ProxSuite: ProxQP, a proximal augmented-Lagrangian method, its dense back end.

With one thread the problems are solved one after the other; with more, by the package's own batch, which builds with
OpenMP have.
"""

import numpy as np

from compare_peers.solvers.base import Solver, imported

TOLERANCE = 1e-9
INFINITE = 1e20
# How much the package regularises the system of the backward pass; its default, 1e-6, is too much for the gate.
REGULARISATION = 1e-9


class ProxSuite(Solver):
    name = "proxsuite"
    package = "proxsuite"
    calls = ("forward", "backward")
    threaded = True

    def load(self):
        self.proxqp = imported("proxsuite").proxqp
        self.dense = self.proxqp.dense

    def prepare(self, problems, threads):
        if threads > 1 and not hasattr(self.dense, "solve_in_parallel"):
            raise RuntimeError("this build of ProxSuite has no solve_in_parallel")
        self.problems = problems
        self.threads = threads
        lower = np.full(problems.m, -INFINITE)
        self.arguments = []
        for i in range(problems.batch):
            named = {"H": problems.Q[i], "g": problems.q[i]}
            if problems.p:
                named |= {"A": problems.A[i], "b": problems.b[i]}
            if problems.m:
                named |= {"C": problems.G[i], "l": lower, "u": problems.h[i]}
            self.arguments.append(named)

    def forward(self):
        size = (self.problems.n, self.problems.p, self.problems.m)
        if self.threads == 1:
            self.solved = []
            for named in self.arguments:
                each = self.dense.QP(*size)
                self.initialise(each, named)
                each.solve()
                self.solved.append(each)
        else:
            self.batch = self.dense.BatchQP(self.problems.batch)
            for named in self.arguments:
                self.initialise(self.batch.init_qp_in_place(*size), named)
            self.dense.solve_in_parallel(self.batch, self.threads)
            self.solved = [self.batch.get(i) for i in range(self.problems.batch)]

    def initialise(self, each, named):
        settings = each.settings
        settings.eps_abs = TOLERANCE
        settings.eps_rel = 0
        settings.check_duality_gap = True
        settings.eps_duality_gap_abs = TOLERANCE
        settings.eps_duality_gap_rel = 0
        settings.initial_guess = self.proxqp.InitialGuess.NO_INITIAL_GUESS
        each.init(**named)

    def answers(self):
        for i, each in enumerate(self.solved):
            if each.results.info.status != self.proxqp.QPSolverOutput.PROXQP_SOLVED:
                raise RuntimeError(f"problem {i}: {each.results.info.status}")
        return tuple(np.array([getattr(each.results, key) for each in self.solved]).reshape(self.problems.batch, -1)
                     for key in "xyz")

    def backward(self, c):
        derivative = np.zeros((self.problems.batch, self.problems.n + self.problems.p + self.problems.m))
        derivative[:, :self.problems.n] = c
        if self.threads == 1:
            for each, one in zip(self.solved, derivative):
                self.dense.compute_backward(each, one, TOLERANCE, REGULARISATION, REGULARISATION)
        else:
            losses = self.dense.VectorLossDerivatives()
            for one in derivative:
                losses.append(one)
            self.dense.solve_backward_in_parallel(self.threads, self.batch, losses, TOLERANCE, REGULARISATION,
                                                  REGULARISATION)

    def gradients(self):
        names = {"Q": "dL_dH", "q": "dL_dg", "A": "dL_dA", "b": "dL_db", "G": "dL_dC", "h": "dL_du"}
        found = [each.model.backward_data for each in self.solved]
        return {key: np.array([getattr(each, name) for each in found]).reshape(getattr(self.problems, key).shape)
                for key, name in names.items()}
