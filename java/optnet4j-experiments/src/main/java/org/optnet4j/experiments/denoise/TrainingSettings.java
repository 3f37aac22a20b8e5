package org.optnet4j.experiments.denoise;

/**
 * How one model is trained.
 *
 * @param model what is trained
 * @param epochs passes over the training signals
 * @param learningRate of Adam at the first step; it falls to zero in a line
 */
record TrainingSettings(ModelKind model, int epochs, double learningRate) {}
