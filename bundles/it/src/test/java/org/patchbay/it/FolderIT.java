package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node's folder in which something is not as the node left it. */
class FolderIT {
  private static final int TITLE = 64;

  @TempDir Path folder;

  @Test
  void aDamagedAddressBookIsPutAsideAndNamed() throws Exception {
    Path book = Files.createDirectories(folder.resolve("regtest")).resolve("addresses.dat");
    Files.write(book, new byte[300]);
    try (ChildNode node = ChildNode.start(folder)) {
      node.address();
      node.awaitLog("addresses in " + book + " cannot be read (checksum does not match");
      node.awaitLog("the file is now " + book + ".corrupt");
      assertEquals(300, Files.size(book.resolveSibling("addresses.dat.corrupt")));
      assertEquals(0, node.stop());
      assertTrue(Files.size(book) > 0, "a new book is written");
    }
  }

  @Test
  void headersOfAnotherNetworkAreNamedWithWhatToDo() throws Exception {
    Path store = Files.createDirectories(folder.resolve("regtest")).resolve("headers.dat");
    String title = "patchbay headers 1 signet";
    String line = title + " ".repeat(TITLE - 1 - title.length()) + "\n";
    Files.writeString(store, line, StandardCharsets.US_ASCII);
    try (ChildNode node = ChildNode.start(folder)) {
      node.awaitLog(store + " holds headers of \"signet\", this node runs \"regtest\"");
      node.awaitLog("name another data folder, or move the file away");
      assertEquals(line, Files.readString(store), "the file is left as it was");
      node.address();
      assertTrue(node.output().contains(store.toString()), node.output());
    }
  }

  @Test
  void aConfigurationThatIsNoFolderIsNamed() throws Exception {
    Path config = Files.writeString(folder.resolve("config"), "not a folder");
    try (ChildNode node = ChildNode.start(folder)) {
      EmbeddedNode.await("the node gives up", () -> !node.alive());
      assertEquals(1, node.stop());
      assertTrue(node.output().contains(config.toString()), node.output());
    }
  }

  @Test
  void aConfigurationThatIsNoTextIsNamed() throws Exception {
    Path file = Files.createDirectories(folder.resolve("config")).resolve("patchbay.engine.cfg");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0xc3});
    try (ChildNode node = ChildNode.start(folder)) {
      EmbeddedNode.await("the node gives up", () -> !node.alive());
      assertEquals(2, node.stop());
      assertTrue(node.output().contains(file + ": not UTF-8 text"), node.output());
    }
  }
}
