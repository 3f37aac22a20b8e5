"""qpth: the batched interior-point method of OptNet on PyTorch, here on the CPU."""

import numpy as np

from compare_peers.solvers.base import Solver, imported


class Qpth(Solver):
    name = "qpth"
    package = "qpth"
    calls = ("forward", "backward")
    threaded = True

    def load(self):
        self.torch = imported("torch")
        self.layer = imported("qpth.qp").QPFunction

    def prepare(self, problems, threads):
        if problems.m == 0:
            raise ValueError("qpth takes no problems without inequalities")
        self.torch.set_num_threads(threads)
        self.problems = problems
        self.function = self.layer(eps=1e-10, verbose=-1, maxIter=50, check_Q_spd=False)
        self.parameters = {key: self.tensor(getattr(problems, key)).requires_grad_() for key in "QqGhAb"}

    def tensor(self, array):
        # The package takes an empty vector for rows that there are none of.
        return self.torch.from_numpy(array) if array.size else self.torch.zeros(0, dtype=self.torch.float64)

    def forward(self):
        self.x = self.function(*self.parameters.values())

    def answers(self):
        # The node that remembers the pass has the multipliers.
        node = self.x.grad_fn
        nu = node.nus.numpy() if self.problems.p else np.zeros((self.problems.batch, 0))
        return self.x.detach().numpy(), nu, node.lams.numpy()

    def backward(self, c):
        leaves = [leaf for leaf in self.parameters.values() if leaf.numel()]
        found = self.torch.autograd.grad(self.x, leaves, self.torch.from_numpy(c))
        self.found = iter(found)

    def gradients(self):
        return {key: next(self.found).numpy() if leaf.numel() else np.zeros(getattr(self.problems, key).shape)
                for key, leaf in self.parameters.items()}
