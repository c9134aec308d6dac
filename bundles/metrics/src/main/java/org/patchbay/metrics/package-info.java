/** Statistics of messages and of how transactions and blocks spread. */
package org.patchbay.metrics;
