/**
 * Who is asked for blocks first. {@code core}: nobody in particular; {@code score}: the best score;
 * {@code proven}: who gave most blocks, and quickly.
 */
package org.patchbay.selection;
