package org.optnet4j.cuda;

import java.util.ArrayList;
import java.util.List;

/** The resources that one call uses, all of them or none. */
final class Uses {
    private final List<Lease> entered = new ArrayList<>();

    /** Adds a resource; if it is closed, ends the uses so far. */
    Uses add(String what, Lease lease) {
        try {
            lease.enter(what);
        } catch (IllegalStateException isClosed) {
            leave();
            throw isClosed;
        }
        entered.add(lease);
        return this;
    }

    /** Makes the call, and ends the uses. */
    void during(Runnable call) {
        try {
            call.run();
        } finally {
            leave();
        }
    }

    private void leave() {
        entered.forEach(Lease::leave);
        entered.clear();
    }
}
