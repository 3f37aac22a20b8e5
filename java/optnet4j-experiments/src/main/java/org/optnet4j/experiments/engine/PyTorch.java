package org.optnet4j.experiments.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;

/** The one deep-learning engine of the experiments: PyTorch on the processor, through DJL. */
public final class PyTorch {
    /** The engine's name in DJL and in records. */
    public static final String NAME = "PyTorch";

    private PyTorch() {}

    /**
     * Starts the engine, unless it runs already, and opens a manager of its memory. Nothing is looked up on the Internet:
     * the native library is on the class path.
     *
     * @param threads for each operation; only the first call in a process counts
     * @return a manager, to be closed
     */
    public static NDManager open(int threads) {
        System.setProperty("ai.djl.offline", "true");
        // DJL logs through SLF4J, which would complain that nobody listens.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        return Engine.getEngine(NAME).newBaseManager();
    }
}
