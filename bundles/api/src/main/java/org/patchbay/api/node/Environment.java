package org.patchbay.api.node;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.wire.Network;

/** What is fixed for the whole run of a node. */
@ProviderType
public interface Environment {
  /** The network the node belongs to. */
  Network network();

  /** Folder for this network's files; exists. */
  Path dataFolder();

  /** Version of the product, for example {@code 0.1.0}. */
  String version();
}
