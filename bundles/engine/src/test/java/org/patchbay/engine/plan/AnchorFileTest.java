package org.patchbay.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;

class AnchorFileTest {
  private static final AddressEntry ONE = entry("11.1.0.1:8333", 0xc09);
  private static final AddressEntry TWO = entry("[2a01::5]:8333", -1);
  private static final AddressEntry THREE =
      entry("pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:8333", 9);

  @TempDir Path folder;
  private Path path;
  private AnchorFile file;

  @BeforeEach
  void name() {
    path = folder.resolve("anchors.txt");
    file = new AnchorFile(path);
  }

  private static AddressEntry entry(String address, long services) {
    return new AddressEntry(0, services, NetworkAddress.parse(address));
  }

  @Test
  void whatWasWrittenIsFoundOnceAtMostTwo() throws IOException {
    file.write(List.of(TWO, THREE, ONE));
    assertEquals(List.of(TWO, THREE), file.take());
    assertFalse(Files.exists(path));
    assertEquals(List.of(), file.take());
  }

  @Test
  void aLineThatCannotBeReadIsLeftOut() throws IOException {
    Files.writeString(path, "nonsense\n11.1.0.1:8333 xyz\n\n" + "11.1.0.1:8333 c09\n1.2.3.4 9");
    assertEquals(List.of(ONE), file.take());
    assertFalse(Files.exists(path));
  }

  @Test
  void aFileOfBytesOrOfAnyLengthIsNotUsedAndIsGone() throws IOException {
    Files.write(path, new byte[] {(byte) 0xC3, 0x28, 10, 0, 1});
    assertEquals(List.of(), file.take());
    Files.writeString(path, "11.1.0.1:8333 c09\n".repeat(1_000));
    assertEquals(List.of(), file.take());
    assertFalse(Files.exists(path));
  }

  @Test
  void whatADiskRefusesIsNamedAndTheOldFileStands() throws IOException {
    file.write(List.of(ONE));
    Files.createDirectories(folder.resolve(".anchors.txt.new/in the way"));
    IOException refusal = assertThrows(IOException.class, () -> file.write(List.of(TWO)));
    assertTrue(refusal.getMessage().contains(path.toString()), refusal.getMessage());
    assertEquals(List.of(ONE), file.take());
  }
}
