package org.patchbay.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.api.log.NodeLog;

class LogCommandsTest {
  private final Parts parts = new Parts();
  private final LogCommands commands = new LogCommands(parts);
  private final Fake log = new Fake();

  @BeforeEach
  void begin() {
    parts.log = log;
  }

  @Test
  void theCategoriesAreListedWithHowTheLogIsWritten() {
    assertEquals(
        """
        CATEGORY  DETAIL  CORE  LOGGERS
        net       off     yes   engine transport
        shell     off     no    shell
        /n/log, 4.50 kB of 10.0 MB, 4 older ones kept, text, addresses of peers hidden""",
        commands.list().toString());
    log.peers.add(12L);
    log.held = 3;
    log.trouble = "No space left on device (2 lines lost)";
    String notes = commands.list().toString();
    assertTrue(notes.contains("\nall in detail of peers: 12\n"), notes);
    assertTrue(notes.contains("\n3 lines were held back"), notes);
    assertTrue(notes.endsWith("\nTROUBLE: No space left on device (2 lines lost)"), notes);
  }

  @Test
  void aCategoryOrAPeerIsSwitched() {
    assertTrue(commands.debug("net", "on").toString().contains("net       on "));
    assertEquals("off", commands.debug("net", "off").get(0).detail());
    commands.peer("12", "on");
    assertEquals(List.of(12L), log.peers);
    commands.peer("12", "off");
    assertEquals(List.of(), log.peers);
  }

  @Test
  void whatCannotBeIsRefusedWithTheReason() {
    assertEquals("unknown logging category x", refusal(() -> commands.debug("x", "on")));
    assertEquals("no peer 99 is connected", refusal(() -> commands.peer("99", "on")));
    assertEquals("it cannot be moved", refusal(commands::rotate));
    assertThrows(Misused.class, () -> commands.debug("net"));
    assertThrows(Misused.class, () -> commands.debug("net", "yes"));
    assertThrows(Misused.class, () -> commands.peer("twelve", "on"));
    parts.log = null;
    assertTrue(refusal(commands::list).contains("org.patchbay.logs"));
  }

  private static String refusal(Runnable command) {
    return assertThrows(Refused.class, command::run).getMessage();
  }

  private static final class Fake implements NodeLog {
    private final List<Long> peers = new ArrayList<>();
    private boolean net;
    private long held;
    private String trouble = "";

    @Override
    public List<Category> categories() {
      return List.of(
          new Category("net", true, net, List.of("org.patchbay.engine", "org.patchbay.transport")),
          new Category("shell", false, false, List.of("org.patchbay.shell")));
    }

    @Override
    public void detail(String category, boolean on) {
      if (!category.equals("net")) {
        throw new IllegalArgumentException("unknown logging category " + category);
      }
      net = on;
    }

    @Override
    public List<Long> peers() {
      return peers;
    }

    @Override
    public void follow(long peer, boolean on) {
      if (peer == 99) {
        throw new IllegalArgumentException("no peer 99 is connected");
      } else if (on) {
        peers.add(peer);
      } else {
        peers.remove(peer);
      }
    }

    @Override
    public Status status() {
      return new Status("/n/log", 4_500, 10_000_000, 4, "text", false, held, trouble);
    }

    @Override
    public void rotate() throws IOException {
      throw new IOException("it cannot be moved");
    }
  }
}
