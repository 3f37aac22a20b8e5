/**
 * The way to the native library: finding, checking and loading it ({@link
 * org.optnet4j.internal.nativelib.NativeLibrary}), its methods, and the back end made of them.
 */
@NullMarked
package org.optnet4j.internal.nativelib;

import org.jspecify.annotations.NullMarked;
