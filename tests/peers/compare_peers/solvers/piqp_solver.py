"""PIQP: a proximal interior-point method, its dense back end."""

import numpy as np

from compare_peers.solvers.base import OneByOne, imported


class Piqp(OneByOne):
    name = "piqp"
    package = "piqp"

    def load(self):
        self.piqp = imported("piqp")

    def arranged(self, Q, q, A, b, G, h):
        # Columns, as the package takes them.
        named = {"P": np.asfortranarray(Q), "c": q}
        if len(b):
            named |= {"A": np.asfortranarray(A), "b": b}
        if len(h):
            named |= {"G": np.asfortranarray(G), "h_u": h}
        return (named,)

    def solve(self, named):
        solver = self.piqp.DenseSolver()
        settings = solver.settings
        settings.eps_abs = settings.eps_rel = 1e-9
        settings.eps_duality_gap_abs = settings.eps_duality_gap_rel = 1e-9
        solver.setup(**named)
        status = solver.solve()
        return solver, status

    def answer(self, result):
        solver, status = result
        if status != self.piqp.PIQP_SOLVED:
            raise RuntimeError(f"status {status}")
        found = solver.result
        return found.x, found.y if self.problems.p else (), found.z_u if self.problems.m else ()
