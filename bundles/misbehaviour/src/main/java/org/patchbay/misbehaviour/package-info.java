/**
 * What follows from an offence. {@code core}: the end at once; {@code weighted}: points that fade.
 */
package org.patchbay.misbehaviour;
