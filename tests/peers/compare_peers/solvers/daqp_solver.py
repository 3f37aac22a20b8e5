"""DAQP: a dual active-set method, on blower <= Ax <= bupper."""

import numpy as np

from compare_peers.solvers.base import OneByOne, imported

EQUALITY = 5
INFINITE = 1e30


class Daqp(OneByOne):
    name = "daqp"
    package = "daqp"

    def load(self):
        self.daqp = imported("daqp")

    def arranged(self, Q, q, A, b, G, h):
        sense = np.zeros(len(b) + len(h), dtype=np.intc)
        sense[:len(b)] = EQUALITY
        return (Q, q, np.vstack([A, G]), np.concatenate([b, h]),
                np.concatenate([b, np.full(len(h), -INFINITE)]), sense)

    def solve(self, Q, q, rows, upper, lower, sense):
        # The solver may write active rows into sense, which would be a warm start.
        return self.daqp.solve(Q, q, rows, upper, lower, sense.copy(), primal_tol=1e-9, dual_tol=1e-12)

    def answer(self, result):
        x, _, flag, info = result
        if flag != 1:
            raise RuntimeError(f"exit flag {flag}, expected 1")
        p = self.problems.p
        return x, info["lam"][:p], info["lam"][p:]
