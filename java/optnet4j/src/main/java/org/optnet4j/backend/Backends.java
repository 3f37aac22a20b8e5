package org.optnet4j.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.optnet4j.internal.nativelib.CpuBackend;
import org.optnet4j.internal.nativelib.CudaBackend;
import org.optnet4j.internal.reference.ReferenceBackend;

/**
 * The back ends there are, and the choice among them.
 *
 * <p>{@code auto} takes the first that is available, in the order {@code cuda}, {@code cpu}, others, {@code java}, and
 * logs once what it took and why not the ones before it. The system property {@value #PROPERTY} names a back end to take
 * instead wherever {@code auto} is asked for.
 */
public final class Backends {
    /** The name that stands for the best back end available: {@value}. */
    public static final String AUTO = "auto";

    /** The system property that overrides {@code auto}: {@value}. */
    public static final String PROPERTY = "optnet4j.backend";

    private static final System.Logger LOGGER = System.getLogger(Backends.class.getName());
    private static final AtomicBoolean LOGGED = new AtomicBoolean();

    private static final List<Backend> BUILT_IN = List.of(new CudaBackend(), new CpuBackend(), new ReferenceBackend());

    private Backends() {}

    /**
     * All back ends of this build and of providers on the class path, available or not.
     *
     * @return the back ends, in the order in which {@code auto} tries them
     */
    public static List<Backend> all() {
        List<Backend> all = new ArrayList<>(BUILT_IN);
        Iterator<ServiceLoader.Provider<Backend>> providers =
                ServiceLoader.load(Backend.class, Backends.class.getClassLoader()).stream()
                        .iterator();
        for (Backend next = next(providers); next != null; next = next(providers)) {
            all.add(next);
        }
        all.sort(Comparator.comparingInt(Backends::rank));
        return List.copyOf(all);
    }

    /**
     * The back end with a name.
     *
     * @param name a name, or {@code auto}
     * @return an available back end
     * @throws BackendUnavailableException if there is none with this name or it cannot work on this machine; the message
     *     lists the reasons
     */
    public static Backend select(String name) {
        List<Backend> all = all();
        if (!name.equals(AUTO)) {
            return named(name, all);
        }
        String override = System.getProperty(PROPERTY, AUTO);
        if (!override.equals(AUTO)) {
            return named(override, all);
        }
        for (Backend backend : all) {
            if (backend.unavailableReasons().isEmpty()) {
                if (LOGGED.compareAndSet(false, true)) {
                    LOGGER.log(System.Logger.Level.INFO, () -> choice(backend, all));
                }
                return backend;
            }
        }
        throw new BackendUnavailableException("No back end is available.\n" + report());
    }

    /**
     * Every back end and, for those that cannot work on this machine, every reason.
     *
     * @return several lines for people to read
     */
    public static String report() {
        List<Backend> all = all();
        StringBuilder report = new StringBuilder();
        for (Backend backend : all) {
            List<String> reasons = backend.unavailableReasons();
            report.append(backend.name()).append(": ").append(reasons.isEmpty() ? "available" : "unavailable");
            report.append(" (").append(backend.description()).append(")\n");
            reasons.forEach(reason -> report.append("  - ").append(reason).append('\n'));
        }
        return report.toString();
    }

    private static Backend named(String name, List<Backend> all) {
        for (Backend backend : all) {
            if (backend.name().equals(name)) {
                List<String> reasons = backend.unavailableReasons();
                if (!reasons.isEmpty()) {
                    throw new BackendUnavailableException(
                            "Back end '" + name + "' is unavailable: " + String.join("; ", reasons));
                }
                return backend;
            }
        }
        String names = all.stream().map(Backend::name).collect(Collectors.joining(", "));
        throw new BackendUnavailableException("Back end '" + name + "' does not exist; there are: auto, " + names);
    }

    private static String choice(Backend taken, List<Backend> all) {
        StringBuilder line = new StringBuilder("back end ").append(taken.name());
        line.append(" (").append(taken.description()).append(")");
        for (Backend backend : all.subList(0, all.indexOf(taken))) {
            line.append("; not ").append(backend.name()).append(": ");
            line.append(String.join(", ", backend.unavailableReasons()));
        }
        return line.toString();
    }

    /** The next provider's back end, null after the last. A broken provider must not take the others down with it. */
    private static @Nullable Backend next(Iterator<ServiceLoader.Provider<Backend>> providers) {
        String name = "provider";
        try {
            if (!providers.hasNext()) {
                return null;
            }
            ServiceLoader.Provider<Backend> provider = providers.next();
            name = provider.type().getName();
            return provider.get();
        } catch (ServiceConfigurationError error) {
            return new BrokenBackend(name, String.valueOf(error.getMessage()));
        }
    }

    private static int rank(Backend backend) {
        return switch (backend.name()) {
            case "cuda" -> 0;
            case "cpu" -> 1;
            case "java" -> 3;
            default -> 2;
        };
    }
}
