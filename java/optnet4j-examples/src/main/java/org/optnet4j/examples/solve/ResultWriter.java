package org.optnet4j.examples.solve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import org.optnet4j.Precision;
import org.optnet4j.QpStatus;
import org.optnet4j.RaggedGradients;
import org.optnet4j.RaggedSolution;

/**
 * Writes answers as JSON, one problem per line. Numbers have the fewest digits that read back to the same bits of their
 * precision; what is not a finite number becomes null.
 */
final class ResultWriter {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private final JsonGenerator json;
    private final Solved answers;

    private ResultWriter(JsonGenerator json, Solved answers) {
        this.json = json;
        this.answers = answers;
    }

    /**
     * @param backend what solved the problems
     * @param answers in input order
     * @param out where to write; flushed, left open
     * @throws IOException if writing fails
     */
    static void write(String backend, Solved answers, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            new ResultWriter(json, answers).document(backend);
            json.writeRaw('\n');
        }
    }

    private void document(String backend) throws IOException {
        json.writeStartObject();
        json.writeStringField("backend", backend);
        json.writeArrayFieldStart("results");
        for (int i = 0; i < answers.problems().size(); i++) {
            json.writeRaw('\n');
            result(i);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void result(int i) throws IOException {
        RaggedSolution solution = answers.solution();
        json.writeStartObject();
        json.writeStringField("status", solution.status(i).name());
        json.writeNumberField("iterations", solution.iterations(i));
        field("objective", answers.objective(i));
        vector("x", solution.x(i));
        vector("nu", solution.nu(i));
        vector("lambda", solution.lambda(i));
        vector("slack", solution.slack(i));
        present("lambdaL", solution.lambdaL(i));
        present("slackL", solution.slackL(i));
        present("lambdaLb", solution.lambdaLb(i));
        present("lambdaUb", solution.lambdaUb(i));
        field("primalResidual", solution.primalResidual(i));
        field("dualResidual", solution.dualResidual(i));
        field("gap", solution.gap(i));
        if (answers.gradients() != null && answers.problems().get(i).wantsGradients()) {
            gradients(answers.gradients(), i);
        }
        json.writeEndObject();
    }

    private void gradients(RaggedGradients gradients, int i) throws IOException {
        json.writeFieldName("gradients");
        if (answers.solution().status(i) != QpStatus.SOLVED) {
            json.writeNull();
            return;
        }
        Problem problem = answers.problems().get(i);
        json.writeStartObject();
        if (problem.diagonal()) {
            vector("Qdiag", gradients.Q(i));
        } else {
            matrix("Q", gradients.Q(i), problem.n());
        }
        vector("q", gradients.q(i));
        matrix("A", gradients.A(i), problem.n());
        vector("b", gradients.b(i));
        matrix("G", gradients.G(i), problem.n());
        vector("h", gradients.h(i));
        present("l", gradients.l(i));
        present("lb", gradients.lb(i));
        present("ub", gradients.ub(i));
        json.writeEndObject();
    }

    /** A field for what only problems with such bounds have. */
    private void present(String name, double[] values) throws IOException {
        if (values.length > 0) {
            vector(name, values);
        }
    }

    private void field(String name, double value) throws IOException {
        json.writeFieldName(name);
        number(value, Precision.FLOAT64);
    }

    private void vector(String name, double[] values) throws IOException {
        json.writeFieldName(name);
        row(values, 0, values.length);
    }

    private void matrix(String name, double[] values, int columns) throws IOException {
        json.writeArrayFieldStart(name);
        for (int from = 0; from < values.length; from += columns) {
            row(values, from, columns);
        }
        json.writeEndArray();
    }

    private void row(double[] values, int from, int length) throws IOException {
        json.writeStartArray();
        for (int k = 0; k < length; k++) {
            number(values[from + k], answers.precision());
        }
        json.writeEndArray();
    }

    private void number(double value, Precision precision) throws IOException {
        if (!Double.isFinite(value)) {
            json.writeNull();
        } else if (precision == Precision.FLOAT32) {
            json.writeNumber((float) value);
        } else {
            json.writeNumber(value);
        }
    }
}
