package org.patchbay.addrbook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Services;

/** Reads a list of addresses, one a line, with remarks after {@code #}. Confined to one call. */
final class PeerList {
  private static final int LONGEST_LINE = 200;

  private PeerList() {}

  /**
   * All entries, as heard a while ago from themselves.
   *
   * @param time unix seconds they are said to have been seen at
   * @throws MalformedException naming the line
   */
  static List<Kept> read(byte[] bytes, long time) throws MalformedException {
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
    List<Kept> entries = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].length() > LONGEST_LINE) {
        throw new MalformedException(
            "line %d: length %d (max %d)".formatted(i + 1, lines[i].length(), LONGEST_LINE));
      }
      int remark = lines[i].indexOf('#');
      String text = (remark < 0 ? lines[i] : lines[i].substring(0, remark)).strip();
      if (!text.isEmpty()) {
        entries.add(entry(text, i + 1, time));
      }
    }
    return entries;
  }

  private static Kept entry(String text, int line, long time) throws MalformedException {
    try {
      NetworkAddress address = NetworkAddress.parse(text);
      AddressEntry entry = new AddressEntry(time, Services.NETWORK | Services.WITNESS, address);
      return new Kept(Entry.heard(entry, address), false, List.of());
    } catch (IllegalArgumentException flaw) {
      throw new MalformedException("line " + line + ": " + flaw.getMessage());
    }
  }
}
