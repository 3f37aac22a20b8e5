package org.optnet4j.internal.forms;

import org.optnet4j.QpStatus;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.internal.general.GeneralSolution;

/** Which of two answers to one problem is kept, where the first did not solve it. */
final class Preference {
    private Preference() {}

    /** Whether the general solver's answer says more than the first one. */
    static boolean isBetter(GeneralSolution general, BackendSolution first, int problem) {
        if (!general.status().hasIterate() || general.status() == QpStatus.SOLVED) {
            return true;
        }
        if (!QpStatus.ofCode(first.status()[problem]).hasIterate()) {
            return true;
        }
        double before = worst(first.primalResidual()[problem], first.dualResidual()[problem], first.gap()[problem]);
        double after = worst(general.primalResidual(), general.dualResidual(), general.gap());
        return !(before <= after);
    }

    private static double worst(double primal, double dual, double gap) {
        return Math.max(primal, Math.max(dual, gap));
    }
}
