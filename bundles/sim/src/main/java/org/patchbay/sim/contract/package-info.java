/**
 * What every policy must keep, one contract for each SPI: a test class of an implementation extends
 * it and says how a fresh policy is made.
 */
package org.patchbay.sim.contract;
