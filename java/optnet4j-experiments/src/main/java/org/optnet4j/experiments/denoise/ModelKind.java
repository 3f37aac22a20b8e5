package org.optnet4j.experiments.denoise;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.io.InputException;

/** The models that learn to denoise, with what each is trained with unless the user says otherwise. */
enum ModelKind {
    /** A QP layer that starts as total variation. */
    OPTNET_TV("optnet-tv", "OptNet from total variation", 12, 5e-4) {
        @Override
        SortedMap<String, double[]> start(DenoisingSize size, double lambda, SplittableRandom random) {
            return new OptNetStart(size).totalVariation(lambda, random);
        }

        @Override
        Denoiser open(DenoisingSize size, SortedMap<String, double[]> parameters, QpSolver solver) {
            return layer(size, parameters, solver);
        }
    },

    /** Total variation whose differences are learned. */
    LEARN_D("learn-d", "OptNet, learned D", 8, 1e-2) {
        @Override
        SortedMap<String, double[]> start(DenoisingSize size, double lambda, SplittableRandom random) {
            return LearnedDifferences.start(size, random);
        }

        @Override
        Denoiser open(DenoisingSize size, SortedMap<String, double[]> parameters, QpSolver solver) {
            return new LearnedDifferences(solver, size, parameters);
        }
    },

    /** A QP layer that starts at random. */
    OPTNET("optnet", "OptNet from a random start", 5, 1e-3) {
        @Override
        SortedMap<String, double[]> start(DenoisingSize size, double lambda, SplittableRandom random) {
            return new OptNetStart(size).random(random);
        }

        @Override
        Denoiser open(DenoisingSize size, SortedMap<String, double[]> parameters, QpSolver solver) {
            return layer(size, parameters, solver);
        }
    },

    /** A network without optimisation in it. */
    FULLY_CONNECTED("fc", "fully connected", 60, 1e-3) {
        @Override
        SortedMap<String, double[]> start(DenoisingSize size, double lambda, SplittableRandom random) {
            return FullyConnected.start(size.length(), random);
        }

        @Override
        Denoiser open(DenoisingSize size, SortedMap<String, double[]> parameters, QpSolver solver) {
            return new FullyConnected(size.length(), parameters);
        }
    };

    private final String option;
    private final String title;
    private final int epochs;
    private final double learningRate;

    ModelKind(String option, String title, int epochs, double learningRate) {
        this.option = option;
        this.title = title;
        this.epochs = epochs;
        this.learningRate = learningRate;
    }

    /**
     * The model of a name.
     *
     * @throws InputException if there is none
     */
    static ModelKind of(String option) {
        return Arrays.stream(values())
                .filter(kind -> kind.option.equals(option))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        "--model: expected tv, optnet, optnet-tv, learn-d, fc or all, got '" + option + "'"));
    }

    /** Its name on the command line and in files. */
    @JsonValue
    String option() {
        return option;
    }

    /** Its name in tables and pictures. */
    String title() {
        return title;
    }

    int epochs() {
        return epochs;
    }

    double learningRate() {
        return learningRate;
    }

    /**
     * The parameters before the first step.
     *
     * @param size of the signals
     * @param lambda the best weight for total variation
     * @param random of this start
     */
    abstract SortedMap<String, double[]> start(DenoisingSize size, double lambda, SplittableRandom random);

    /**
     * Makes the model.
     *
     * @param size of the signals
     * @param parameters in the shapes of {@link #start}; kept, not copied
     * @param solver what solves quadratic programs, if there are any
     */
    abstract Denoiser open(DenoisingSize size, SortedMap<String, double[]> parameters, QpSolver solver);

    private static Denoiser layer(DenoisingSize size, SortedMap<String, double[]> parameters, QpSolver solver) {
        return new Centred(new OptNetDenoiser(solver, size, parameters));
    }
}
