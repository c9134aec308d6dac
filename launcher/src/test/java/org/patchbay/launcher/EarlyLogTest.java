package org.patchbay.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyLogTest {
  @TempDir private Path folder;
  private final LoggerContext context = new LoggerContext();
  private final Logger log = context.getLogger("org.patchbay.Thing");
  private final EarlyLog early = new EarlyLog();
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void start() {
    System.setErr(new PrintStream(err));
    context.setMDCAdapter(new LogbackMDCAdapter());
    early.setContext(context);
    early.start();
    log.addAppender(early);
  }

  @AfterEach
  void stop() {
    System.setErr(before);
  }

  @Test
  void whoTakesTheLogOverIsToldAllInOrderAndNothingIsShownTwice() {
    log.info("one");
    log.warn("two");
    context.getLogger("org.apache.felix.framework").addAppender(early);
    context.getLogger("org.apache.felix.framework").error("unseen");
    List<String> told = new ArrayList<>();
    early.accept(event -> told.add(event.getFormattedMessage()));
    log.warn("three");
    assertEquals(List.of("one", "two", "unseen", "three"), told);
    assertEquals("WARN Thing: two\n", err.toString());

    early.accept(null);
    log.warn("four");
    log.info("five");
    assertEquals(4, told.size());
    assertEquals("WARN Thing: two\nWARN Thing: four\n", err.toString());
    early.spill(folder.resolve("log"));
    assertFalse(Files.exists(folder.resolve("log")), "its format is the taker's");
  }

  @Test
  void aStartThatFailsLeavesItsLines() throws IOException {
    for (int i = 0; i < 1_200; i++) {
      log.info("line {}", i);
    }
    early.spill(folder.resolve("log"));
    List<String> lines = Files.readAllLines(folder.resolve("log"));
    assertEquals(1_000, lines.size());
    assertTrue(lines.get(999).endsWith("org.patchbay.Thing line 999"), lines.get(999));
  }

  @Test
  void aTakerThatCanOpensItsFileAnew() {
    early.reopen();
    class Taker implements Consumer<ILoggingEvent>, Runnable {
      private int opened;

      @Override
      public void accept(ILoggingEvent event) {}

      @Override
      public void run() {
        opened++;
      }
    }
    Taker taker = new Taker();
    early.accept(taker);
    early.reopen();
    assertEquals(1, taker.opened);
  }
}
