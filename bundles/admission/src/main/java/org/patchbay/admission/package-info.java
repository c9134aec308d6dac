/**
 * Who is let in. {@code core}: what Bitcoin Core checks; {@code selective}: what an operator adds.
 */
package org.patchbay.admission;
