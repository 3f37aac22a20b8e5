package org.optnet4j.examples.solve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSolution;
import org.optnet4j.QpStatus;

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

    private ResultWriter(JsonGenerator json) {
        this.json = json;
    }

    /**
     * @param backend what solved the problems
     * @param answers in input order
     * @param out where to write; flushed, left open
     * @throws IOException if writing fails
     */
    static void write(String backend, List<Solved> answers, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            new ResultWriter(json).document(backend, answers);
            json.writeRaw('\n');
        }
    }

    private void document(String backend, List<Solved> answers) throws IOException {
        json.writeStartObject();
        json.writeStringField("backend", backend);
        json.writeArrayFieldStart("results");
        for (Solved answer : answers) {
            json.writeRaw('\n');
            result(answer);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void result(Solved answer) throws IOException {
        QpSolution solution = answer.solution();
        QpBatch batch = solution.batch();
        int i = answer.index();
        json.writeStartObject();
        json.writeStringField("status", solution.status(i).name());
        json.writeNumberField("iterations", solution.iterations(i));
        field("objective", answer.objective());
        vector("x", solution.x(), i, batch.n());
        vector("nu", solution.nu(), i, batch.p());
        vector("lambda", solution.lambda(), i, batch.m());
        vector("slack", solution.slack(), i, batch.m());
        present("lambdaL", solution.lambdaL(), i, batch.m());
        present("slackL", solution.slackL(), i, batch.m());
        present("lambdaLb", solution.lambdaLb(), i, batch.n());
        present("lambdaUb", solution.lambdaUb(), i, batch.n());
        field("primalResidual", solution.primalResidual(i));
        field("dualResidual", solution.dualResidual(i));
        field("gap", solution.gap(i));
        if (answer.gradients() != null) {
            gradients(answer.gradients(), batch, i, solution.status(i));
        }
        json.writeEndObject();
    }

    private void gradients(QpGradients gradients, QpBatch batch, int i, QpStatus status) throws IOException {
        json.writeFieldName("gradients");
        if (status != QpStatus.SOLVED) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        if (batch.isDiagonal()) {
            vector("Qdiag", gradients.Q(), i, batch.n());
        } else {
            matrix("Q", gradients.Q(), i, batch.n(), batch.n());
        }
        vector("q", gradients.q(), i, batch.n());
        matrix("A", gradients.A(), i, batch.p(), batch.n());
        vector("b", gradients.b(), i, batch.p());
        matrix("G", gradients.G(), i, batch.m(), batch.n());
        vector("h", gradients.h(), i, batch.h().length() == 0 ? 0 : batch.m());
        present("l", gradients.l(), i, batch.m());
        present("lb", gradients.lb(), i, batch.n());
        present("ub", gradients.ub(), i, batch.n());
        json.writeEndObject();
    }

    /** A field for what only problems with such bounds have. */
    private void present(String name, BatchArray values, int problem, int length) throws IOException {
        if (values.length() > 0) {
            vector(name, values, problem, length);
        }
    }

    private void field(String name, double value) throws IOException {
        json.writeFieldName(name);
        number(value, Precision.FLOAT64);
    }

    private void vector(String name, BatchArray values, int problem, int length) throws IOException {
        json.writeFieldName(name);
        row(values, problem * length, length);
    }

    private void matrix(String name, BatchArray values, int problem, int rows, int columns) throws IOException {
        json.writeArrayFieldStart(name);
        for (int row = 0; row < rows; row++) {
            row(values, (problem * rows + row) * columns, columns);
        }
        json.writeEndArray();
    }

    private void row(BatchArray values, int from, int length) throws IOException {
        json.writeStartArray();
        for (int k = 0; k < length; k++) {
            number(values.get(from + k), values.precision());
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
