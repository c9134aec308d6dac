/**
 * {@code patchbay sh}: a client of a node that runs, small enough to answer in a tenth of a second.
 * It meets no library and no lambda, whose first use costs more than all the rest. The frames are
 * those of the package {@code org.patchbay.shell.attach}.
 */
package org.patchbay.launcher.attach;
