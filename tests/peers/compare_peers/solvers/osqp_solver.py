"""OSQP: an operator-splitting method for sparse problems, on l <= Ax <= u."""

import numpy as np

from compare_peers.solvers.base import OneByOne, imported


class Osqp(OneByOne):
    name = "osqp"
    package = "osqp"

    def load(self):
        self.osqp = imported("osqp")
        self.sparse = imported("scipy.sparse")

    def arranged(self, Q, q, A, b, G, h):
        return (self.sparse.csc_matrix(np.triu(Q)), q, self.sparse.csc_matrix(np.vstack([A, G])),
                np.concatenate([b, np.full(len(h), -np.inf)]), np.concatenate([b, h]))

    def solve(self, *arguments):
        solver = self.osqp.OSQP()
        solver.setup(*arguments, eps_abs=1e-10, eps_rel=1e-10, max_iter=100000, check_termination=5, verbose=False)
        return solver.solve(raise_error=False)

    def answer(self, result):
        if result.info.status_val != 1:
            raise RuntimeError(f"status {result.info.status}")
        p = self.problems.p
        return result.x, result.y[:p], result.y[p:]
