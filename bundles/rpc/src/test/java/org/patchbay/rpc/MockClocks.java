package org.patchbay.rpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.api.loop.MockClock;

/** Notes how it was moved. */
final class MockClocks implements MockClock {
  final List<Object> moves = new ArrayList<>();

  @Override
  public void set(long unixSeconds) {
    moves.add(unixSeconds);
  }

  @Override
  public void forward(Duration by) {
    moves.add(by);
  }
}
