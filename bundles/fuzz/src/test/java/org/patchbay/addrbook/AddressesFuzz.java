package org.patchbay.addrbook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.patchbay.fuzz.Allocation;
import org.patchbay.fuzz.Folder;
import org.patchbay.fuzz.Parts;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Network;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.WireWriter;

/**
 * Files of addresses, with right checksums where they have some: read or refused with the place
 * named, and what was read is written and read as the same.
 */
public final class AddressesFuzz {
  private static final int MAGIC = Network.MAIN.magic();
  private static final long NOW = 1_780_000_000;
  private static final long FIXED = 256 * 1024;

  /**
   * Four times as much beneath Jazzer, whose hooks allocate for each comparison that they watch: a
   * list of 3.6 kB costs 38 kB to read, and 1.2 MB there. The corpus is replayed without them.
   */
  private static final long EACH = 256L * Integer.getInteger("fuzz.hooks", 1);

  private static final String PLACE =
      "(?s)(line \\d+|at byte \\d+|at bit \\d+|length \\d+|checksum).*";
  private static final Path FOLDER = Folder.make();

  private AddressesFuzz() {}

  /** The first byte chooses the form. */
  public static void fuzzerTestOneInput(byte[] input) {
    Parts parts = new Parts(input);
    int form = parts.next() % 5;
    byte[] rest = parts.rest();
    byte[] bytes = form < 2 ? signed(rest, form == 0) : rest;
    try {
      switch (form) {
        case 0 -> bounded(bytes, () -> CorePeers.read(bytes, MAGIC));
        case 1 -> ours(bytes);
        case 2 -> json(bounded(bytes, () -> JsonPeers.read(bytes, NOW)));
        case 3 -> bounded(bytes, () -> PeerList.read(bytes, NOW));
        default -> map(bytes, bounded(bytes, () -> AsMap.of(bytes)));
      }
    } catch (MalformedException refused) {
      if (!refused.getMessage().matches(PLACE)) {
        throw new AssertionError("without its place: " + refused.getMessage(), refused);
      }
    } catch (IOException disk) {
      throw new AssertionError(disk);
    }
  }

  private static <T> T bounded(byte[] bytes, Allocation.Reading<T, MalformedException> reading)
      throws MalformedException {
    return Allocation.bounded(bytes.length, FIXED, EACH, reading);
  }

  private static byte[] signed(byte[] body, boolean twice) {
    byte[] sum = twice ? Sha256.doubleHash(body, 0, body.length) : Sha256.hash(body);
    return new WireWriter().bytes(body).bytes(sum).toBytes();
  }

  private static void ours(byte[] bytes) throws MalformedException, IOException {
    Path path = FOLDER.resolve("addresses.dat");
    AddressFile file = new AddressFile(path, MAGIC);
    AddressFile.Content content = bounded(bytes, () -> file.parse(bytes));
    if (content.key() != null) {
      file.write(content);
      equal(content.entries(), file.read().entries());
    }
  }

  private static void json(List<Kept> entries) throws MalformedException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonPeers.write(out, entries);
    equal(entries, JsonPeers.read(out.toByteArray(), NOW));
  }

  private static void map(byte[] bytes, AsMap map) {
    byte[] address = new byte[16];
    for (int i = 0; i < 16; i++) {
      address[i] = bytes[i % bytes.length];
      map.find(address);
    }
  }

  private static void equal(List<Kept> entries, List<Kept> again) {
    if (!entries.equals(again)) {
      throw new AssertionError(entries + " became " + again);
    }
  }
}
