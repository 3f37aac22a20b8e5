package org.optnet4j.experiments.denoise;

import org.optnet4j.BatchArray;
import org.optnet4j.QpSolution;
import org.optnet4j.QpStatus;
import org.optnet4j.layer.LayerForward;
import org.optnet4j.layer.LayerGradients;

/** A pass through a QP layer whose first variables are the denoised signal. */
final class QpPass implements AutoCloseable {
    private final LayerForward forward;
    private final DenoisingSize size;
    private final Denoised output;

    QpPass(LayerForward forward, DenoisingSize size, double[] noisy) {
        this.forward = forward;
        this.size = size;
        this.output = output(noisy);
    }

    Denoised output() {
        return output;
    }

    /** The gradient of a loss with respect to the layer's parameters and inputs. */
    LayerGradients gradient(double[] lossByOutput) {
        int count = lossByOutput.length / size.length();
        double[] lossByX = new double[count * size.n()];
        for (int k = 0; k < count; k++) {
            System.arraycopy(lossByOutput, k * size.length(), lossByX, k * size.n(), size.length());
        }
        return forward.backward(BatchArray.perProblem(lossByX));
    }

    private Denoised output(double[] noisy) {
        QpSolution solution = forward.solution();
        double[] x = solution.x().doubles();
        double[] signals = noisy.clone();
        int count = signals.length / size.length();
        for (int k = 0; k < count; k++) {
            if (solution.status(k) == QpStatus.SOLVED) {
                System.arraycopy(x, k * size.n(), signals, k * size.length(), size.length());
            }
        }
        return new Denoised(signals, count - solution.count(QpStatus.SOLVED));
    }

    @Override
    public void close() {
        forward.close();
    }
}
