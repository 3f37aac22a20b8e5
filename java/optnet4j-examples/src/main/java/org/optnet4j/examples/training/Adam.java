package org.optnet4j.examples.training;

/**
 * The Adam optimiser (Kingma and Ba, 2015, algorithm 1) for one array of parameters, with the usual constants: decay 0.9
 * and 0.999, epsilon 1e-8 if no other is given. StrictMath, so that the bits do not depend on the machine.
 */
public final class Adam {
    private static final double DECAY_MEAN = 0.9;
    private static final double DECAY_SQUARE = 0.999;
    private static final double EPSILON = 1e-8;

    private final double learningRate;
    private final double epsilon;
    private final double[] mean;
    private final double[] square;
    private long steps;

    /**
     * Goes on from a state.
     *
     * @param learningRate step size
     * @param state where to go on; copied
     */
    public Adam(double learningRate, AdamState state) {
        this(learningRate, state, EPSILON);
    }

    /**
     * Goes on from a state, with another epsilon.
     *
     * @param learningRate step size
     * @param state where to go on; copied
     * @param epsilon what is added to the root of the squares; far below it, gradients hardly move anything
     */
    public Adam(double learningRate, AdamState state, double epsilon) {
        this.learningRate = learningRate;
        this.epsilon = epsilon;
        this.mean = state.mean().clone();
        this.square = state.square().clone();
        this.steps = state.steps();
    }

    /**
     * One step.
     *
     * @param parameters changed in place
     * @param gradient of the loss with respect to the parameters
     * @param scale what the learning rate is multiplied by in this step; 1 for one that does not change
     */
    public void step(double[] parameters, double[] gradient, double scale) {
        double stepSize = scale * learningRate;
        steps++;
        double meanScale = 1 - StrictMath.pow(DECAY_MEAN, steps);
        double squareScale = 1 - StrictMath.pow(DECAY_SQUARE, steps);
        for (int i = 0; i < parameters.length; i++) {
            double g = gradient[i];
            mean[i] = DECAY_MEAN * mean[i] + (1 - DECAY_MEAN) * g;
            square[i] = DECAY_SQUARE * square[i] + (1 - DECAY_SQUARE) * g * g;
            parameters[i] -= stepSize * (mean[i] / meanScale) / (Math.sqrt(square[i] / squareScale) + epsilon);
        }
    }

    /**
     * Where to go on from here.
     *
     * @return a copy of what is remembered
     */
    public AdamState state() {
        return new AdamState(steps, mean.clone(), square.clone());
    }
}
