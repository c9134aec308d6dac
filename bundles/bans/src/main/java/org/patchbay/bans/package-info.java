/** The ban list: kept on disk, read from files of others, and asked of each connection. */
package org.patchbay.bans;
