package org.optnet4j.internal.nativelib;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import org.optnet4j.QpSettings;
import org.optnet4j.backend.Backend;
import org.optnet4j.backend.BackendLinalg;
import org.optnet4j.backend.BackendSolver;

/** The {@code cpu} back end: native code, several problems in each SIMD register. */
public final class CpuBackend implements Backend {
    /** The property that forces an instruction set, one of {@link InstructionSet} in lower case: {@value}. */
    public static final String ISA_PROPERTY = "optnet4j.cpu.isa";

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public List<String> unavailableReasons() {
        NativeLibrary library = NativeLibrary.load();
        if (!library.loaded()) {
            return library.reasons();
        }
        String wrongLimit = NativeMemory.wrongLimit();
        if (wrongLimit != null) {
            return List.of(wrongLimit);
        }
        String forced = System.getProperty(ISA_PROPERTY);
        if (forced == null) {
            return List.of();
        }
        return InstructionSet.named(forced)
                .map(set -> set.supported()
                        ? List.<String>of()
                        : List.of(ISA_PROPERTY + "=" + forced + ": this processor lacks it"))
                .orElseGet(() -> List.of(ISA_PROPERTY + "=" + forced + ": expected one of " + InstructionSet.names()));
    }

    @Override
    public String description() {
        NativeLibrary library = NativeLibrary.load();
        return library.loaded() && unavailableReasons().isEmpty()
                ? "native, " + instructionSet().name().toLowerCase(Locale.ROOT) + ", " + library.origin()
                : "native code for this processor";
    }

    @Override
    public BackendSolver open(QpSettings settings, ForkJoinPool pool) {
        return new CpuSolver(settings, pool, instructionSet());
    }

    @Override
    public BackendLinalg openLinalg(ForkJoinPool pool) {
        return new CpuLinalg(pool, instructionSet());
    }

    private static InstructionSet instructionSet() {
        String forced = System.getProperty(ISA_PROPERTY);
        return forced == null
                ? InstructionSet.ofCode(Bindings.bestIsa())
                : InstructionSet.named(forced).orElseThrow();
    }
}
