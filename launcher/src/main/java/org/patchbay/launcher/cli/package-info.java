/**
 * {@code patchbay cli}: calls a node's JSON-RPC as bitcoin-cli does: the same options, conversions,
 * output and exit codes. It speaks to bitcoind too.
 */
package org.patchbay.launcher.cli;
