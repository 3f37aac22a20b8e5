package org.optnet4j.experiments.classify;

/**
 * What, with the number of epochs, fixes every number of one network's run.
 *
 * @param model the network
 * @param start of the quadratic program, if the network has one
 * @param seed of its start and of the order of the images
 * @param batch images per step
 * @param learningRate of Adam
 * @param trainImages how many training images there are
 * @param testImages how many test images
 * @param data checksum of the images
 * @param backend what solves the quadratic programs
 * @param threads of the engine; another number adds up in another order
 */
record RunSettings(
        Classifier model,
        OptNetStart start,
        long seed,
        int batch,
        double learningRate,
        int trainImages,
        int testImages,
        long data,
        String backend,
        int threads) {
    /** Of the run in messages and folders, for example {@code optnet-seed1}. */
    String name() {
        return model + "-seed" + seed;
    }
}
