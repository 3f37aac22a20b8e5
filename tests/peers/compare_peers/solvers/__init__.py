"""The solvers by name, one adapter per module."""

from compare_peers.solvers.clarabel_solver import Clarabel
from compare_peers.solvers.cupiqp_solver import CuPiqp
from compare_peers.solvers.daqp_solver import Daqp
from compare_peers.solvers.osqp_solver import Osqp
from compare_peers.solvers.piqp_solver import Piqp
from compare_peers.solvers.proxsuite_solver import ProxSuite
from compare_peers.solvers.qpax_solver import Qpax
from compare_peers.solvers.qpth_solver import Qpth
from compare_peers.solvers.quadprog_solver import Quadprog

BY_NAME = {each.name: each for each in (Qpth, CuPiqp, Qpax, Piqp, ProxSuite, Daqp, Quadprog, Osqp, Clarabel)}
