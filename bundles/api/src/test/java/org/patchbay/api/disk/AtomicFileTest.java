package org.patchbay.api.disk;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private static final List<String> STEPS =
      List.of(
          "delete .state.new",
          "open .state.new",
          "write .state.new",
          "force .state.new",
          "close .state.new",
          "move .state.new state",
          "open folder",
          "force folder",
          "close folder");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("state");
  }

  @Test
  void theNewContentIsForcedBeforeItHasTheNameAndTheNameBeforeTheAnswer() throws IOException {
    WitnessedDisk disk = new WitnessedDisk(folder);
    AtomicFile.write(disk.path(file), bytes("new"));
    assertEquals(STEPS, disk.steps());
    assertEquals("new", Files.readString(file));
  }

  @Test
  void whereverTheDiskFailsTheOldContentOrTheNewIsThere() throws IOException {
    for (String step : STEPS) {
      Files.writeString(file, "old");
      WitnessedDisk disk = new WitnessedDisk(folder);
      disk.failAt(step);
      assertThrows(IOException.class, () -> AtomicFile.write(disk.path(file), bytes("new")), step);
      boolean renamed = step.endsWith("folder");
      assertEquals(renamed ? "new" : "old", Files.readString(file), step);
      assertEquals(List.of(file), content(), step);
    }
  }

  @Test
  void whatACrashLeftBesideTheFileIsOverwritten() throws IOException {
    Files.writeString(folder.resolve(".state.new"), "of the crash, and longer");
    AtomicFile.write(file, bytes("new"));
    assertEquals("new", Files.readString(file));
    assertEquals(List.of(file), content());
  }

  @Test
  void aFailureOfTheCleaningUpDoesNotHideTheFirst() throws IOException {
    WitnessedDisk disk = new WitnessedDisk(folder);
    Files.createDirectories(folder.resolve(".state.new/in the way"));
    IOException failure =
        assertThrows(IOException.class, () -> AtomicFile.write(disk.path(file), bytes("new")));
    assertEquals(folder.resolve(".state.new").toString(), failure.getMessage());
  }

  @Test
  void aSecretIsTheOwnersAloneFromTheFirstByte() throws IOException {
    Files.writeString(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Path left = Files.writeString(folder.resolve(".state.new"), "of a crash");
    Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rw-rw-rw-"));
    WitnessedDisk disk = new WitnessedDisk(folder);
    AtomicFile.writeSecret(disk.path(file), bytes("key"));
    assertEquals(List.of("rw-------"), disk.permissionsWhenWritten());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals("key", Files.readString(file));
  }

  @Test
  void aFileOfTheWorkingFolderHasAFolder() throws IOException {
    AtomicFile.forceName(Path.of("pom.xml"));
  }

  private List<Path> content() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}
