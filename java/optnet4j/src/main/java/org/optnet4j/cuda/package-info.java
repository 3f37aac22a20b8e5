/**
 * Batches that stay in the memory of an NVIDIA GPU: solved and differentiated without a copy and without waiting.
 *
 * <p>{@link org.optnet4j.cuda.DeviceArray} is device memory, allocated here or wrapped;
 * {@link org.optnet4j.cuda.DeviceQpBatch}, {@link org.optnet4j.cuda.DeviceQpSolver},
 * {@link org.optnet4j.cuda.DeviceQpSolution} and {@link org.optnet4j.cuda.DeviceQpGradients} are to it what the classes of
 * {@link org.optnet4j} are to host memory. For arrays on the host take {@link org.optnet4j.QpSolver}: its {@code cuda} back
 * end copies in chunks while others are being solved.
 *
 * <p><b>Order.</b> Solving and differentiating only queue work on a {@link org.optnet4j.cuda.CudaStream}; the arrays hold
 * the answers when the stream has got there. Copies to the host, and {@link org.optnet4j.cuda.CudaStream#synchronize()},
 * wait for it.
 *
 * <p><b>Lifetime.</b> Whatever is closed throws {@link java.lang.IllegalStateException} when it is used afterwards; closing
 * it while another thread's call uses it frees it after that call. Work that is queued still needs its memory: CUDA waits
 * for the device before it frees memory that was allocated here, but whoever wraps an address answers for it.
 *
 * <p><b>Contexts.</b> The CUDA runtime's primary context of each device is used, as the runtime of any other library in the
 * process does: addresses and streams can be exchanged with it. A call makes its device the calling thread's current one.
 */
@NullMarked
package org.optnet4j.cuda;

import org.jspecify.annotations.NullMarked;
