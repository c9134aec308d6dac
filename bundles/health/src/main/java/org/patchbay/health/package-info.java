/** Health checks with their remedies, and the monitor that asks them. */
package org.patchbay.health;
