package org.patchbay.engine.plan;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StaleTipTest {
  private final StaleTip stale = new StaleTip(0);

  private boolean look(long movedAt, boolean fetching, long now) {
    stale.look(movedAt, fetching, now);
    return stale.another();
  }

  @Test
  void anotherPeerIsWantedOnceTheTipStoodStillForMoreThanHalfAnHour() {
    assertFalse(look(-StaleTip.STALE, false, StaleTip.LOOK), "not yet time to look");
    assertFalse(look(1, false, StaleTip.STALE + 1));
    assertFalse(look(1, false, StaleTip.STALE + StaleTip.LOOK + 1), "not yet time to look");
    assertTrue(look(1, false, StaleTip.STALE + StaleTip.LOOK + 2));
  }

  @Test
  void notWhileABlockIsOnItsWayNorAfterTheTipMoved() {
    long now = 10 * StaleTip.STALE;
    assertFalse(look(0, true, now));
    assertTrue(look(0, false, now += StaleTip.LOOK + 1));
    assertFalse(look(now, false, now + StaleTip.LOOK + 1));
  }

  @Test
  void onePeerThatWentForItIsEnoughUntilTheNextLook() {
    long now = 10 * StaleTip.STALE;
    assertTrue(look(0, false, now));
    stale.answered();
    assertFalse(look(0, false, now + StaleTip.LOOK));
    assertTrue(look(0, false, now + StaleTip.LOOK + 1));
  }
}
