"""qpax: a batched interior-point method on JAX, here on the CPU. Compiling is not in the time.

Its gradients are those of a relaxed problem, with the complementarity at target_kappa instead of 0. The default, 1e-3,
smooths them on purpose; exact ones need a small value.
"""

import numpy as np

from compare_peers.solvers.base import Solver, imported

TOLERANCE = 3e-8
TARGET = 1e-8
RELAXED_TOLERANCE = 1e-9


class Qpax(Solver):
    name = "qpax"
    package = "qpax"
    calls = ("forward", "backward")
    threaded = True

    def load(self):
        self.jax = imported("jax")
        self.jax.config.update("jax_enable_x64", True)
        self.qpax = imported("qpax")

    def prepare(self, problems, threads):
        self.arguments = [self.jax.numpy.asarray(getattr(problems, key)) for key in "QqAbGh"]
        self.solve = self.jax.jit(self.jax.vmap(lambda *one: self.qpax.solve_qp(*one, solver_tol=TOLERANCE)))
        self.differentiate = self.jax.jit(self.jax.vmap(self.relax_and_differentiate))

    def relax_and_differentiate(self, *one):
        """What the package's rule for reverse differentiation adds to the solve."""
        *problem, x, s, z, y, c = one
        relax = imported("qpax.pdip_relaxed").relax_qp
        differentiate = imported("qpax.diff_qp").diff_qp
        relaxed = relax(*problem, x, s, z, y, solver_tol=RELAXED_TOLERANCE, target_kappa=TARGET)
        return differentiate(*problem, *relaxed[:4], c)

    def forward(self):
        self.solution = self.jax.block_until_ready(self.solve(*self.arguments))

    def answers(self):
        x, _, z, y = (np.asarray(each) for each in self.solution[:4])
        return x, y, z

    def backward(self, c):
        x, s, z, y = self.solution[:4]
        self.found = self.jax.block_until_ready(self.differentiate(*self.arguments, x, s, z, y, c))

    def gradients(self):
        return {key: np.asarray(value) for key, value in zip("QqAbGh", self.found)}
