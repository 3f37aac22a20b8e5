package org.optnet4j.experiments.denoise;

/**
 * What came of denoising.
 *
 * @param signals one after the other
 * @param unsolved how many of them are the noisy signals still, because their problems were not solved
 */
record Denoised(double[] signals, int unsolved) {}
