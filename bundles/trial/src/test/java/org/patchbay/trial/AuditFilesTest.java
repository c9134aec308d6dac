package org.patchbay.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.trial.AuditEntry;

class AuditFilesTest {
  private static final long MOST = 4_096;

  @TempDir Path folder;

  private static AuditEntry entry(int number) {
    return new AuditEntry(
        Instant.ofEpochSecond(1_800_000_000L + number),
        "shell",
        "use",
        "eviction",
        "core",
        "rival " + number,
        "ab12",
        "a \"reason\"\nof two lines \u0001 é",
        "in force");
  }

  private AuditFiles files() {
    return new AuditFiles(folder, MOST, 2);
  }

  @Test
  void whatIsAddedIsReadBackAfterARestart() throws IOException {
    files().append(entry(1));
    files().append(entry(2));
    assertEquals(List.of(entry(1), entry(2)), files().last(10));
    assertEquals(List.of(entry(2)), files().last(1));
    List<String> lines = Files.readAllLines(folder.resolve(AuditFiles.NAME));
    assertEquals(2, lines.size(), "one line an entry");
    assertTrue(lines.get(0).startsWith("{\"at\":\"2027-01-15T08:00:01Z\",\"who\":\"shell\""));
  }

  @Test
  void aLineTornAtAnyByteIsPassedOverAndNothingElseIsLost() throws IOException {
    byte[] torn = AuditLine.of(entry(2));
    for (int cut = 1; cut < torn.length; cut++) {
      Path file = folder.resolve(AuditFiles.NAME);
      Files.deleteIfExists(file);
      files().append(entry(1));
      byte[] part = java.util.Arrays.copyOf(torn, cut);
      Files.write(file, part, StandardOpenOption.APPEND);
      boolean whole = cut == torn.length - 1; // only its line break is missing
      AuditFiles after = files();
      after.append(entry(3));
      after.append(entry(4));
      List<AuditEntry> expected =
          whole
              ? List.of(entry(1), entry(2), entry(3), entry(4))
              : List.of(entry(1), entry(3), entry(4));
      assertEquals(expected, files().last(10), "torn after " + cut + " bytes");
    }
  }

  @Test
  void aFileCutAtAnyByteKeepsEveryWholeLineAndIsMendedAtTheStart() throws IOException {
    AuditFiles files = files();
    List<AuditEntry> all = List.of(entry(1), entry(2), entry(3));
    for (AuditEntry each : all) {
      files.append(each);
    }
    Path file = folder.resolve(AuditFiles.NAME);
    byte[] whole = Files.readAllBytes(file);
    for (int cut = 0; cut <= whole.length; cut++) {
      byte[] left = java.util.Arrays.copyOf(whole, cut);
      Files.write(file, left);
      String text = new String(left, java.nio.charset.StandardCharsets.ISO_8859_1);
      int lines = (int) text.chars().filter(each -> each == '\n').count();
      int torn = cut - (text.lastIndexOf('\n') + 1);

      AuditFiles after = files();
      assertEquals(torn, after.open(), "torn bytes of " + cut);
      assertEquals(0, files().open(), "mended for good");
      after.append(entry(4));
      List<AuditEntry> read = files().last(10);
      assertEquals(all.subList(0, lines), read.subList(0, lines), "cut after " + cut);
      assertEquals(entry(4), read.get(read.size() - 1));
      byte[] now = Files.readAllBytes(file);
      assertEquals(cut, java.util.Arrays.mismatch(left, now), "nothing written is changed");
    }
  }

  @Test
  void aCrashBetweenTwoMovesOfARotationLosesNothing() throws IOException {
    AuditFiles files = files();
    int count = 0;
    while (!Files.exists(folder.resolve(AuditFiles.NAME + ".2"))) {
      files.append(entry(count++));
    }
    List<AuditEntry> before = files().last(1_000);
    // The oldest went and the one after it took its place; then the node was killed.
    Files.move(
        folder.resolve(AuditFiles.NAME + ".1"),
        folder.resolve(AuditFiles.NAME + ".2"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    List<AuditEntry> kept = files().last(1_000);
    assertTrue(kept.size() < before.size());
    files = files();
    while (!Files.exists(folder.resolve(AuditFiles.NAME + ".1"))) {
      files.append(entry(count++));
    }
    assertEquals(kept, files().last(1_000).subList(0, kept.size()));
  }

  @Test
  void itIsBoundedAndTheOldestGoesFirst() throws IOException {
    AuditFiles files = files();
    for (int i = 0; i < 200; i++) {
      files.append(entry(i));
    }
    long bytes = 0;
    try (var all = Files.list(folder)) {
      for (Path each : all.toList()) {
        assertTrue(Files.size(each) <= MOST, each::toString);
        bytes += Files.size(each);
      }
    }
    assertTrue(bytes <= 3 * MOST, "3 files");
    List<AuditEntry> kept = files.last(1_000);
    assertEquals(entry(199), kept.get(kept.size() - 1));
    assertEquals(entry(200 - kept.size()), kept.get(0), "no gap");
    assertTrue(kept.size() > 20);
  }

  @Test
  void aLineBeyondAllBoundsIsCut() throws IOException {
    AuditEntry huge =
        new AuditEntry(
            Instant.EPOCH, "guard", "bench", "relay", "x", "y", "", "\u0001".repeat(1 << 20), "");
    assertTrue(AuditLine.of(huge).length < AuditLine.MAX);
    files().append(huge);
    assertEquals(1, files().last(5).size());
  }

  @Test
  void rubbishInTheFileIsPassedOver() throws IOException {
    Files.writeString(
        folder.resolve(AuditFiles.NAME),
        "\n[]\n{\"at\":{}}\n{\"at\":\"yesterday\"}\n{}\n\u0000\u0000\n"
            + "{\"at\":\"2027-01-15T08:00:00Z\"} trailing\n");
    files().append(entry(1));
    List<AuditEntry> read = files().last(10);
    assertEquals(entry(1), read.get(read.size() - 1));
  }

  @Test
  void whatCannotBeWrittenWaitsAndIsWrittenLater() throws IOException {
    Path gone = folder.resolve("gone");
    AuditLog log = new AuditLog(new AuditFiles(gone, MOST, 2));
    log.add(entry(1));
    log.add(entry(2));
    assertTrue(log.trouble().contains("2 entries wait"), log::trouble);
    assertEquals(List.of(entry(1), entry(2)), log.last(10), "told though not on disk");
    Files.createDirectory(gone);
    log.add(entry(3));
    assertEquals("", log.trouble());
    assertEquals(List.of(entry(1), entry(2), entry(3)), new AuditFiles(gone, MOST, 2).last(10));
  }

  @Test
  void aDiskThatStaysFullCostsTheOldestEntriesAndNoMore() throws IOException {
    AuditLog log = new AuditLog(new AuditFiles(folder.resolve("gone"), MOST, 2));
    for (int i = 0; i < 1_500; i++) {
      log.add(entry(i));
    }
    assertTrue(log.trouble().contains("1000 entries wait, 500 were lost"), log::trouble);
    assertEquals(entry(1_499), log.last(1).get(0));
    assertFalse(Files.exists(folder.resolve("gone")));
    assertThrows(
        IOException.class, () -> new AuditFiles(folder.resolve("gone"), 1, 1).append(entry(1)));
  }
}
