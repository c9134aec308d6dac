package org.patchbay.prometheus;

import java.nio.file.Path;
import org.patchbay.api.node.Environment;
import org.patchbay.wire.Network;

/** The environment of a test. */
final class Regtest implements Environment {
  @Override
  public Network network() {
    return Network.REGTEST;
  }

  @Override
  public Path dataFolder() {
    return Path.of("data");
  }

  @Override
  public String version() {
    return "0.1.0";
  }
}
