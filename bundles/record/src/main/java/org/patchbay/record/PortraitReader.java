package org.patchbay.record;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView.MessageCount;
import org.patchbay.api.peer.Permission;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/** Reads what {@link PortraitWriter} wrote. Not thread-safe. */
final class PortraitReader {
  private static final int MOST_BYTES = 512;

  private final Decoder in;

  PortraitReader(Decoder in) {
    this.in = in;
  }

  void read(Portrait portrait) {
    long changes = in.number();
    if (changes >>> PortraitWriter.CLOSING + 1 != 0) {
      throw new IllegalArgumentException("unknown changes of a peer " + Long.toHexString(changes));
    }
    if (has(changes, PortraitWriter.RECEIVED)) {
      counts(portrait.received);
    }
    if (has(changes, PortraitWriter.SENT)) {
      counts(portrait.sent);
    }
    for (int i = 0; i < portrait.numbers.length; i++) {
      if (has(changes, PortraitWriter.NUMBERS + i)) {
        portrait.numbers[i] += in.signed();
      }
    }
    if (changes >>> PortraitWriter.REST != 0) {
      rest(portrait, changes);
    }
  }

  private static boolean has(long changes, int bit) {
    return (changes >>> bit & 1) != 0;
  }

  private void rest(Portrait portrait, long changes) {
    if (has(changes, PortraitWriter.ADDRESS)) {
      portrait.address = address();
    }
    if (has(changes, PortraitWriter.NETWORK)) {
      portrait.network = in.word(NetworkClass.class);
    }
    if (has(changes, PortraitWriter.GROUP)) {
      portrait.group = in.word();
    }
    if (has(changes, PortraitWriter.TYPE)) {
      portrait.type = in.word(ConnectionType.class);
    }
    if (has(changes, PortraitWriter.STATE)) {
      portrait.state = in.word(PeerState.class);
    }
    if (has(changes, PortraitWriter.PERMISSIONS)) {
      portrait.permissions = permissions();
    }
    if (has(changes, PortraitWriter.AGENT)) {
      portrait.userAgent = in.word();
    }
    if (has(changes, PortraitWriter.FEATURES)) {
      portrait.features = Set.copyOf(in.words());
    }
    if (has(changes, PortraitWriter.NOTES)) {
      portrait.notes = notes();
    }
    if (has(changes, PortraitWriter.TRANSPORT)) {
      portrait.transport = in.word();
    }
    if (has(changes, PortraitWriter.SESSION)) {
      portrait.session = in.text();
    }
    if (has(changes, PortraitWriter.CLOSING)) {
      portrait.closing = in.flag() ? Optional.of(reason()) : Optional.empty();
    }
  }

  private NetworkAddress address() {
    int id = in.below(256, "network of an address");
    byte[] bytes = in.raw(in.count(MOST_BYTES, "length of an address"));
    return NetworkAddress.of(id, bytes, in.below(65_536, "port"));
  }

  private Set<Permission> permissions() {
    int count = in.count(Format.MAX_ITEMS, "count of permissions");
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    for (int i = 0; i < count; i++) {
      permissions.add(in.word(Permission.class));
    }
    return permissions;
  }

  private List<String> notes() {
    int count = in.count(Format.MAX_ITEMS, "count of notes");
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      notes.add(in.text());
    }
    return notes;
  }

  CloseReason reason() {
    CloseReason.Code code = in.word(CloseReason.Code.class);
    return CloseReason.of(code, in.text());
  }

  private void counts(Map<String, MessageCount> counts) {
    int gone = in.count(Format.MAX_ITEMS, "count of commands");
    for (int i = 0; i < gone; i++) {
      counts.remove(in.word());
    }
    int more = in.count(Format.MAX_ITEMS, "count of commands");
    for (int i = 0; i < more; i++) {
      String command = in.word();
      MessageCount known = counts.getOrDefault(command, PortraitWriter.NONE);
      long messages = known.messages() + in.signed();
      long bytes = known.bytes() + in.signed();
      long nanos = known.nanos() + in.signed();
      counts.put(command, new MessageCount(messages, bytes, nanos));
    }
    if (counts.size() > Format.MAX_ITEMS) {
      throw new IllegalArgumentException(
          "%d commands of one peer (max %d)".formatted(counts.size(), Format.MAX_ITEMS));
    }
  }
}
