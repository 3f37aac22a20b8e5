"""Clarabel: an interior-point method for sparse conic problems, on Ax + s = b with s in a cone."""

import numpy as np

from compare_peers.solvers.base import OneByOne, imported


class Clarabel(OneByOne):
    name = "clarabel"
    package = "clarabel"

    def load(self):
        self.clarabel = imported("clarabel")
        self.sparse = imported("scipy.sparse")

    def prepare(self, problems, threads):
        settings = self.clarabel.DefaultSettings()
        settings.verbose = False
        settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = 1e-9
        settings.max_threads = 1
        self.settings = settings
        self.cones = []
        if problems.p:
            self.cones.append(self.clarabel.ZeroConeT(problems.p))
        if problems.m:
            self.cones.append(self.clarabel.NonnegativeConeT(problems.m))
        super().prepare(problems, threads)

    def arranged(self, Q, q, A, b, G, h):
        return (self.sparse.csc_matrix(np.triu(Q)), q, self.sparse.csc_matrix(np.vstack([A, G])),
                np.concatenate([b, h]), self.cones, self.settings)

    def solve(self, *arguments):
        return self.clarabel.DefaultSolver(*arguments).solve()

    def answer(self, result):
        if str(result.status) != "Solved":
            raise RuntimeError(f"status {result.status}")
        p = self.problems.p
        multipliers = np.array(result.z)
        return result.x, multipliers[:p], multipliers[p:]
