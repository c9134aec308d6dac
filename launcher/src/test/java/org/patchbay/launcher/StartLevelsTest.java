package org.patchbay.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** An empty framework on its way up. */
class StartLevelsTest {
  @TempDir Path folder;

  private Framework framework() throws Exception {
    Framework framework =
        NodeFramework.framework(Map.of(Constants.FRAMEWORK_STORAGE, folder.toString()));
    framework.start();
    return framework;
  }

  @Test
  void theLevelIsReachedBeforeItReturns() throws Exception {
    Framework framework = framework();
    new StartLevels().reach(framework, 7);
    assertEquals(7, framework.adapt(FrameworkStartLevel.class).getStartLevel());
    framework.stop();
    framework.waitForStop(0);
  }

  @Test
  void whoIsToldToStopOnTheWayIsNoFailure() throws Exception {
    Framework framework = framework();
    framework.stop();
    assertThrows(CalledOff.class, () -> new StartLevels().reach(framework, 7));
    framework.waitForStop(0);
  }
}
