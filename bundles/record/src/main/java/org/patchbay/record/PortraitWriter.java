package org.patchbay.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.PeerView.MessageCount;
import org.patchbay.wire.NetworkAddress;

/** Writes what changed of a peer since it was last written. Not thread-safe. */
final class PortraitWriter {
  /** Bits of what is no number, before and after those of the traits. */
  static final int RECEIVED = 0;

  static final int SENT = 1;
  static final int NUMBERS = 2;
  static final int REST = NUMBERS + Trait.ALL.length;
  static final int ADDRESS = REST;
  static final int NETWORK = REST + 1;
  static final int GROUP = REST + 2;
  static final int TYPE = REST + 3;
  static final int STATE = REST + 4;
  static final int PERMISSIONS = REST + 5;
  static final int AGENT = REST + 6;
  static final int FEATURES = REST + 7;
  static final int NOTES = REST + 8;
  static final int TRANSPORT = REST + 9;
  static final int SESSION = REST + 10;
  static final int CLOSING = REST + 11;

  private final Encoder out;
  private final long[] news = new long[Trait.ALL.length];
  private long changes;

  PortraitWriter(Encoder out) {
    this.out = out;
  }

  /** Writes the difference, and makes the portrait one of the view. */
  void write(Portrait portrait, PeerView view) {
    changes = 0;
    Map<String, MessageCount> received = view.received();
    Map<String, MessageCount> sent = view.sent();
    changed(RECEIVED, !received.equals(portrait.received));
    changed(SENT, !sent.equals(portrait.sent));
    for (int i = 0; i < news.length; i++) {
      news[i] = Trait.ALL[i].of.applyAsLong(view);
      changed(NUMBERS + i, news[i] != portrait.numbers[i]);
    }
    changed(ADDRESS, !view.address().equals(portrait.address));
    changed(NETWORK, view.network() != portrait.network);
    changed(GROUP, !view.group().equals(portrait.group));
    changed(TYPE, view.type() != portrait.type);
    changed(STATE, view.state() != portrait.state);
    changed(PERMISSIONS, !view.permissions().equals(portrait.permissions));
    changed(AGENT, !view.userAgent().equals(portrait.userAgent));
    changed(FEATURES, !view.features().equals(portrait.features));
    changed(NOTES, !view.notes().equals(portrait.notes));
    changed(TRANSPORT, !view.transport().equals(portrait.transport));
    changed(SESSION, !view.session().equals(portrait.session));
    changed(CLOSING, !view.closing().equals(portrait.closing));
    out.number(changes);
    if (has(RECEIVED)) {
      counts(portrait.received, received);
    }
    if (has(SENT)) {
      counts(portrait.sent, sent);
    }
    for (int i = 0; i < news.length; i++) {
      if (has(NUMBERS + i)) {
        out.signed(news[i] - portrait.numbers[i]);
        portrait.numbers[i] = news[i];
      }
    }
    if (changes >>> REST != 0) {
      rest(portrait, view);
    }
  }

  private void changed(int bit, boolean is) {
    changes |= is ? 1L << bit : 0;
  }

  private boolean has(int bit) {
    return (changes >>> bit & 1) != 0;
  }

  private void rest(Portrait portrait, PeerView view) {
    if (has(ADDRESS)) {
      portrait.address = view.address();
      address(portrait.address);
    }
    if (has(NETWORK)) {
      portrait.network = view.network();
      out.word(portrait.network);
    }
    if (has(GROUP)) {
      portrait.group = view.group();
      out.word(portrait.group);
    }
    if (has(TYPE)) {
      portrait.type = view.type();
      out.word(portrait.type);
    }
    if (has(STATE)) {
      portrait.state = view.state();
      out.word(portrait.state);
    }
    if (has(PERMISSIONS)) {
      portrait.permissions = Set.copyOf(view.permissions());
      out.words(portrait.permissions.stream().map(Enum::name).collect(Collectors.toSet()));
    }
    if (has(AGENT)) {
      portrait.userAgent = view.userAgent();
      out.word(portrait.userAgent);
    }
    if (has(FEATURES)) {
      portrait.features = Set.copyOf(view.features());
      out.words(portrait.features);
    }
    if (has(NOTES)) {
      portrait.notes = List.copyOf(view.notes());
      out.number(Math.min(portrait.notes.size(), Format.MAX_ITEMS));
      portrait.notes.stream().limit(Format.MAX_ITEMS).forEach(out::text);
    }
    if (has(TRANSPORT)) {
      portrait.transport = view.transport();
      out.word(portrait.transport);
    }
    if (has(SESSION)) {
      portrait.session = view.session();
      out.text(portrait.session);
    }
    if (has(CLOSING)) {
      portrait.closing = view.closing();
      closing(portrait.closing);
    }
  }

  private void address(NetworkAddress address) {
    byte[] bytes = address.bytes();
    out.number(address.id());
    out.number(bytes.length);
    out.raw(bytes);
    out.number(address.port());
  }

  private void closing(Optional<CloseReason> closing) {
    out.flag(closing.isPresent());
    closing.ifPresent(this::reason);
  }

  void reason(CloseReason reason) {
    out.word(reason.code());
    out.text(reason.detail());
  }

  /** What was counted further, and what is no longer counted. */
  private void counts(Map<String, MessageCount> before, Map<String, MessageCount> now) {
    List<String> gone = new ArrayList<>();
    for (String command : before.keySet()) {
      if (!now.containsKey(command)) {
        gone.add(command);
      }
    }
    gone.forEach(before::remove);
    List<Map.Entry<String, MessageCount>> more = new ArrayList<>();
    for (Map.Entry<String, MessageCount> each : now.entrySet()) {
      MessageCount known = before.get(each.getKey());
      boolean room = known != null || before.size() < Format.MAX_ITEMS;
      if (room && !each.getValue().equals(known)) {
        more.add(each);
        before.putIfAbsent(each.getKey(), NONE);
      }
    }
    out.number(gone.size());
    gone.forEach(out::word);
    out.number(more.size());
    for (Map.Entry<String, MessageCount> each : more) {
      MessageCount count = each.getValue();
      out.word(each.getKey());
      MessageCount known = before.put(each.getKey(), count);
      out.signed(count.messages() - known.messages());
      out.signed(count.bytes() - known.bytes());
      out.signed(count.nanos() - known.nanos());
    }
  }

  /** Of a command that was not counted. */
  static final MessageCount NONE = new MessageCount(0, 0, 0);
}
