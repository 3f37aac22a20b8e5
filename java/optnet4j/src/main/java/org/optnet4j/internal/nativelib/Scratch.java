package org.optnet4j.internal.nativelib;

import java.util.function.Consumer;

/** Memory for the length of one native call. */
final class Scratch {
    private Scratch() {}

    static void with(MemoryPool pool, long bytes, Consumer<NativeMemory> body) {
        NativeMemory block = pool.take(bytes);
        try {
            body.accept(block);
        } finally {
            pool.give(block);
        }
    }
}
