package org.optnet4j.internal.reference;

/**
 * The fused multiply-add, a b + c with one rounding, of which all chains are made.
 *
 * <p>Where the processor has none, {@link Math#fma} computes it with {@link java.math.BigDecimal}, a thousand times more
 * slowly. There the product is rounded before it is added, as the {@code cpu} back end does without AVX2.
 */
final class Fused {
    private static final boolean IN_HARDWARE = inHardware();

    private Fused() {}

    static double fma(double a, double b, double c) {
        return IN_HARDWARE ? Math.fma(a, b, c) : a * b + c;
    }

    /** What HotSpot says, by reflection: the module that it says it with may not be there. Other JVMs are taken to have it. */
    private static boolean inHardware() {
        try {
            Class<?> options = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
            Object bean = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getPlatformMXBean", Class.class)
                    .invoke(null, options);
            Object option = options.getMethod("getVMOption", String.class).invoke(bean, "UseFMA");
            return Boolean.parseBoolean(
                    (String) option.getClass().getMethod("getValue").invoke(option));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
            return true;
        }
    }
}
