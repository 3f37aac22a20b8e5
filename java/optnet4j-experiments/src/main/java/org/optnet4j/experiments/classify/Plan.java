package org.optnet4j.experiments.classify;

import java.util.List;

/**
 * What an experiment does, in {@code plan.json} in its folder. Networks, seeds and epochs may be added later.
 *
 * @param data folder of the images
 * @param models networks to train
 * @param start of quadratic programs
 * @param epochs how many in all
 * @param seeds of the runs of each network
 * @param batch images per step
 * @param learningRate of Adam
 * @param trainLimit how many training images at most
 * @param backend name of a back end, or {@code auto}
 * @param threads of engine and solver
 */
record Plan(
        String data,
        List<Classifier> models,
        OptNetStart start,
        int epochs,
        List<Long> seeds,
        int batch,
        double learningRate,
        int trainLimit,
        String backend,
        int threads) {}
