package org.optnet4j.benchmarks;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * {@code java -jar benchmarks.jar [JMH's options]}: JMH's own command line, but that what this machine cannot run is left
 * out and named, with the reason, instead of failing. Something that is asked for by a parameter and unavailable is an
 * error.
 */
public final class Main {
    private Main() {}

    /**
     * Runs benchmarks. The exit status: 0 done, 1 a benchmark failed, 2 the options are wrong or leave nothing to run.
     *
     * @param arguments JMH's options; {@code -h} lists them
     * @throws IOException from JMH
     */
    public static void main(String... arguments) throws IOException {
        System.exit(run(Choice.onThisMachine(), arguments));
    }

    static int run(List<Choice> choices, String... arguments) throws IOException {
        CommandLineOptions options;
        try {
            options = new CommandLineOptions(arguments);
        } catch (CommandLineOptionException e) {
            System.err.println("benchmarks: " + e.getMessage());
            return 2;
        }
        if (options.shouldHelp()
                || options.shouldList()
                || options.shouldListWithParams()
                || options.shouldListProfilers()
                || options.shouldListResultFormats()) {
            org.openjdk.jmh.Main.main(arguments);
            return 0;
        }
        ChainedOptionsBuilder builder = new OptionsBuilder().parent(options).shouldFailOnError(true);
        boolean refused = false;
        for (Choice choice : choices) {
            if (options.getParameter(choice.parameter()).hasValue()) {
                Collection<String> asked =
                        options.getParameter(choice.parameter()).get();
                for (String line : choice.refused(asked)) {
                    System.err.println("benchmarks: " + line);
                    refused = true;
                }
                continue;
            }
            choice.skipped().forEach(line -> System.out.println("skipped: " + line));
            if (choice.runnable().isEmpty()) {
                builder.exclude(Pattern.quote(choice.benchmark().getName()));
            } else {
                builder.param(choice.parameter(), choice.runnable().toArray(String[]::new));
            }
        }
        if (refused) {
            return 2;
        }
        try {
            new Runner(builder.build()).run();
            return 0;
        } catch (NoBenchmarksException e) {
            System.err.println("benchmarks: nothing to run: no benchmark that can be run here has such a name");
            return 2;
        } catch (RunnerException e) {
            System.err.println("benchmarks: " + e.getMessage());
            return 1;
        }
    }
}
