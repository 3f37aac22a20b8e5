/** The paper's denoising experiment: total variation in one dimension, and layers that learn to do better. */
@NullMarked
package org.optnet4j.experiments.denoise;

import org.jspecify.annotations.NullMarked;
