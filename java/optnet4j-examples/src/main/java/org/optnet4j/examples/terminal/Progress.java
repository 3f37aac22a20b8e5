package org.optnet4j.examples.terminal;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar on standard error where that is a terminal, and nothing elsewhere: logs and pipes stay clean. Closing
 * removes the bar, so that what is printed next starts on an empty line.
 */
public final class Progress implements AutoCloseable {
    private static final int UPDATE_MILLIS = 200;

    private final @Nullable ProgressBar bar;
    private final Terminal terminal;
    private final PrintStream out;

    private Progress(@Nullable ProgressBar bar, Terminal terminal, PrintStream out) {
        this.bar = bar;
        this.terminal = terminal;
        this.out = out;
    }

    /**
     * Starts a bar.
     *
     * @param task what is being done, in a word or two
     * @param max how many steps there will be
     * @param unit what is counted, with a leading blank, or empty
     * @param terminal where
     * @return the bar, to be closed
     */
    public static Progress start(String task, long max, String unit, Terminal terminal) {
        PrintStream err = System.err;
        if (!terminal.interactive()) {
            return new Progress(null, terminal, err);
        }
        ProgressBarBuilder builder = ProgressBar.builder()
                .setTaskName(task)
                .setInitialMax(max)
                .setUnit(unit, 1)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setConsumer(new ConsoleProgressBarConsumer(err, terminal.columns()));
        return new Progress(builder.build(), terminal, err);
    }

    /**
     * Moves the bar on.
     *
     * @param steps by how many steps
     */
    public void step(long steps) {
        if (bar != null) {
            bar.stepBy(steps);
        }
    }

    /**
     * Shows a short text behind the bar.
     *
     * @param text to show instead of the one before
     */
    public void note(String text) {
        if (bar != null) {
            bar.setExtraMessage(text);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            out.print("\033[1A\r" + " ".repeat(terminal.columns()) + "\r");
        }
    }
}
