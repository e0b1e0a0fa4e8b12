/**
 * Integer arithmetic for the matrix products of a graph.
 *
 * <pre>
 *   Products             the products of activations with a kernel, which can be computed in int8
 *   ActivationRange      how activations become whole numbers from 0 to 255
 *   Int8Product          a product with its kernel and activations in 8 bits
 * </pre>
 */
@NullMarked
package io.nacre.internal.quantize;

import org.jspecify.annotations.NullMarked;
