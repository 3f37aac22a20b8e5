package org.optnet4j.internal.nativelib;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Blocks of native memory that one solver uses again and again, so that a training loop does not ask the system for
 * fresh pages in every step. Holds on to no more than was in use at the same time before.
 */
final class MemoryPool {
    private final Deque<NativeMemory> free = new ArrayDeque<>();
    private long freeBytes;
    private long usedBytes;
    private long peakBytes;
    private boolean closed;

    /** A block of at least the given size, and at most twice that. */
    NativeMemory take(long wanted) {
        // Blocks of nothing would take room, and count as nothing when it is to be freed.
        long bytes = Math.max(wanted, NativeMemory.LEAST);
        synchronized (this) {
            for (Iterator<NativeMemory> blocks = free.iterator(); blocks.hasNext(); ) {
                NativeMemory block = blocks.next();
                if (block.bytes() >= bytes && block.bytes() / 2 <= bytes) {
                    blocks.remove();
                    freeBytes -= block.bytes();
                    use(block.bytes());
                    return block;
                }
            }
        }
        NativeMemory block = NativeMemory.allocate(bytes, () -> trim(0));
        synchronized (this) {
            use(block.bytes());
        }
        return block;
    }

    /** Takes a block back; frees it, and older ones, where too much would lie idle. */
    synchronized void give(NativeMemory block) {
        usedBytes -= block.bytes();
        free.addFirst(block);
        freeBytes += block.bytes();
        trim(closed ? 0 : peakBytes);
    }

    /** Frees what lies idle, now and from now on. */
    synchronized void close() {
        closed = true;
        trim(0);
    }

    private void use(long bytes) {
        usedBytes += bytes;
        peakBytes = Math.max(peakBytes, usedBytes);
    }

    private synchronized void trim(long target) {
        while (freeBytes > target) {
            NativeMemory oldest = free.removeLast();
            freeBytes -= oldest.bytes();
            oldest.free();
        }
    }
}
