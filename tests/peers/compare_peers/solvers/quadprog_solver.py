"""quadprog: the dual active-set method of Goldfarb and Idnani, on min 1/2 x'Gx - a'x subject to C'x >= b."""

import numpy as np

from compare_peers.solvers.base import OneByOne, imported


class Quadprog(OneByOne):
    name = "quadprog"
    package = "quadprog"

    def load(self):
        self.solve_qp = imported("quadprog").solve_qp

    def arranged(self, Q, q, A, b, G, h):
        if not len(b) + len(h):
            return Q, -q
        # The package copies C into columns: rows of its transpose are taken as they are.
        return Q, -q, np.vstack([A, -G]).T, np.concatenate([b, -h]), len(b)

    def solve(self, *arguments):
        return self.solve_qp(*arguments)

    def answer(self, result):
        x, multipliers = result[0], result[4]
        p, m = self.problems.p, self.problems.m
        return x, -multipliers[:p], multipliers[p:p + m]
