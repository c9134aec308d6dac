package org.patchbay.i2p;

import java.net.SocketAddress;
import java.util.Optional;
import java.util.function.Supplier;
import org.patchbay.api.transport.Opening;
import org.patchbay.api.transport.Passage;

/** Through a SAM bridge. Immutable. */
record SamPassage(SocketAddress via, Supplier<SamTalk.Script> script, Runnable whenLeft)
    implements Passage {
  @Override
  public Optional<Opening> opening() {
    return Optional.of(new SamTalk(script.get()));
  }

  @Override
  public void left() {
    whenLeft.run();
  }
}
