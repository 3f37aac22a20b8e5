"""cuPIQP: PIQP's method for batches on NVIDIA GPUs. Operands and answers stay in device memory.

Each pass makes a new solver, so that its set-up is in the time as for all others; compiling kernels, which the package
keeps, is not.
"""

import numpy as np

from compare_peers.solvers.base import Missing, Solver, imported


class CuPiqp(Solver):
    name = "cupiqp"
    package = "cupiqp"
    calls = ("forward", "backward")
    differentiable = False

    def load(self):
        self.cupy = imported("cupy")
        self.cupiqp = imported("cupiqp")
        try:
            devices = self.cupy.cuda.runtime.getDeviceCount()
        except self.cupy.cuda.runtime.CUDARuntimeError as error:
            raise Missing(f"no CUDA device: {error}") from error
        if devices == 0:
            raise Missing("no CUDA device")

    def prepare(self, problems, threads):
        self.problems = problems
        named = {"P": problems.Q, "c": problems.q}
        if problems.p:
            named |= {"A": problems.A, "b": problems.b}
        if problems.m:
            named |= {"G": problems.G, "h_u": problems.h}
        self.arguments = {key: self.cupy.asarray(array) for key, array in named.items()}

    def forward(self):
        solver = self.cupiqp.DenseSolver()
        settings = solver.settings
        settings.eps_abs = settings.eps_rel = 1e-9
        settings.eps_duality_gap_abs = settings.eps_duality_gap_rel = 1e-9
        settings.enable_grad = self.differentiable
        solver.setup(**self.arguments)
        solver.solve()
        self.cupy.cuda.Device().synchronize()
        self.solver = solver

    def answers(self):
        found = self.solver.result
        return self.host(found.x, "q"), self.host(found.y, "b"), self.host(found.z_u, "h")

    def host(self, array, like):
        shape = getattr(self.problems, like).shape
        return self.cupy.asnumpy(self.cupy.asarray(array)).reshape(shape) if 0 not in shape else np.zeros(shape)

    def expect_backward(self):
        self.differentiable = True

    def backward(self, c):
        self.found = self.solver.backward(grad_x=self.cupy.asarray(c))
        self.cupy.cuda.Device().synchronize()

    def gradients(self):
        names = {"Q": "P", "q": "c", "A": "A", "b": "b", "G": "G", "h": "h_u"}
        return {key: self.host(getattr(self.found, name), key) for key, name in names.items()}
