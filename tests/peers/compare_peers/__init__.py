"""Times QP solvers with Python packages on the problems that `optnet4j bench --export` writes."""
