"""What a solver's adapter does."""

import importlib.metadata

import numpy as np


class Missing(Exception):
    """The package is not there, or cannot work on this machine; the message is the reason."""


class Solver:
    """One solver. Adapters import their package in load() and nowhere else.

    The clock runs in forward() and backward() only. forward() starts cold: whatever a package calls set-up is in it.
    prepare() brings the batch into the arrays that the package takes, and answers() and gradients() fetch what the last
    pass has left.
    """

    name = ""
    package = ""
    calls = ("forward",)
    threaded = False

    def version(self):
        try:
            return importlib.metadata.version(self.package)
        except importlib.metadata.PackageNotFoundError:
            return getattr(imported(self.package), "__version__", "unknown")

    def load(self):
        raise NotImplementedError

    def prepare(self, problems, threads):
        raise NotImplementedError

    def forward(self):
        raise NotImplementedError

    def answers(self):
        """x, nu and lambda of the batch, of Qx + q + A'nu + G'lambda = 0 with lambda >= 0."""
        raise NotImplementedError

    def expect_backward(self):
        """From now on each forward() is followed by backward()."""

    def backward(self, c):
        """Gradients of the sum of c'x, after forward()."""
        raise NotImplementedError

    def gradients(self):
        """A dictionary of arrays by the names Q, q, A, b, G and h."""
        raise NotImplementedError


def imported(module):
    """Missing if there is no such module."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise Missing(" ".join(str(error).split())) from error


class OneByOne(Solver):
    """A package that takes one problem at a time."""

    def prepare(self, problems, threads):
        self.problems = problems
        self.arguments = []
        for i in range(problems.batch):
            self.arguments.append(self.arranged(*(getattr(problems, key)[i] for key in "QqAbGh")))

    def arranged(self, Q, q, A, b, G, h):
        """The arguments of solve()."""
        raise NotImplementedError

    def solve(self, *arguments):
        """Whatever answer() needs."""
        raise NotImplementedError

    def answer(self, result):
        """x, nu and lambda."""
        raise NotImplementedError

    def forward(self):
        solve = self.solve
        self.results = [solve(*arguments) for arguments in self.arguments]

    def answers(self):
        sizes = (self.problems.n, self.problems.p, self.problems.m)
        found = [np.full((self.problems.batch, size), np.nan) for size in sizes]
        for i, result in enumerate(self.results):
            for array, values in zip(found, self.answer(result)):
                array[i] = values
        return found
