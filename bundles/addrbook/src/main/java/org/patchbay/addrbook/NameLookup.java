package org.patchbay.addrbook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a name. Blocks; called on a worker. */
@FunctionalInterface
public interface NameLookup {
  /** All addresses of a fully qualified name. */
  List<InetAddress> lookup(String name) throws UnknownHostException;
}
