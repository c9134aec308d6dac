/**
 * What is done about what health checks find. {@code core}: nothing; {@code steady}: what the
 * checks propose, less and less often while it does not help; {@code eager}: all of it, every
 * round, and more.
 */
package org.patchbay.remedy;
