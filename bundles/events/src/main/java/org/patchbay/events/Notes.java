package org.patchbay.events;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.patchbay.api.bans.Ban;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.Hash256;

/** The events, with the numbers of {@code events.proto}. */
final class Notes {
  static final int STARTED = 9;
  static final int LOST = 10;
  private static final int ESTABLISHED = 11;
  private static final int CLOSED = 12;
  private static final int OFFENCE = 13;
  private static final int NUISANCE = 14;
  private static final int BANNED = 15;
  private static final int UNBANNED = 16;
  private static final int MESSAGE = 17;
  private static final int SPREAD = 18;
  private static final int USEFUL = 19;
  private static final int ROUND_TRIP = 20;
  private static final int SWAPPED = 21;
  private static final int REMEDIED = 22;

  /** Characters of a text that a peer may have had a hand in. */
  private static final int MAX_TEXT = 512;

  private static final long NANOS_PER_MICRO = 1_000;

  private Notes() {}

  static Fields started(String network, String version) {
    return out -> {
      out.writeString(1, network);
      out.writeString(2, version);
    };
  }

  static Fields lost(long count) {
    return out -> out.writeUInt64(1, count);
  }

  static Note established(PeerView peer, Fact.Established fact) {
    Fields who = who(peer);
    List<String> features = fact.features().stream().sorted().toList();
    return telling ->
        telling.event(
            ESTABLISHED,
            out -> {
              out.writeByteArray(1, who.toBytes());
              for (String feature : features) {
                out.writeString(2, feature);
              }
            });
  }

  /**
   * A connection ended.
   *
   * @param age nanoseconds that it was open
   */
  static Note closed(PeerView peer, CloseReason reason, long endedMicros, long age) {
    Fields who = who(peer);
    long in = peer.bytesIn();
    long sent = peer.bytesOut();
    return telling ->
        telling.event(
            CLOSED,
            out -> {
              out.writeByteArray(1, who.toBytes());
              out.writeString(2, reason.code().label());
              out.writeString(3, bounded(reason.detail()));
              out.writeUInt64(4, endedMicros - age / NANOS_PER_MICRO);
              out.writeUInt64(5, in);
              out.writeUInt64(6, sent);
            });
  }

  static Note offence(PeerView peer, Fact.Offence fact) {
    return complaint(OFFENCE, peer.id(), fact.kind(), fact.detail());
  }

  static Note nuisance(PeerView peer, Fact.Nuisance fact) {
    return complaint(NUISANCE, peer.id(), fact.kind(), fact.detail());
  }

  private static Note complaint(int field, long peer, Enum<?> kind, String detail) {
    return telling ->
        telling.event(
            field,
            out -> {
              out.writeUInt64(1, peer);
              out.writeString(2, label(kind));
              out.writeString(3, bounded(detail));
            });
  }

  static Note useful(PeerView peer, Fact.Useful fact) {
    long id = peer.id();
    return telling ->
        telling.event(
            USEFUL,
            out -> {
              out.writeUInt64(1, id);
              out.writeString(2, label(fact.kind()));
              out.writeUInt32(3, fact.count());
            });
  }

  static Note roundTrip(PeerView peer, Fact.Latency fact) {
    long id = peer.id();
    return telling ->
        telling.event(
            ROUND_TRIP,
            out -> {
              out.writeUInt64(1, id);
              out.writeUInt64(2, fact.roundTrip());
            });
  }

  static Note received(
      PeerView peer, String command, int count, long bytes, long queuedNanos, long handledNanos) {
    long id = peer.id();
    return telling ->
        telling.event(
            MESSAGE,
            out -> {
              message(out, id, command, true, count, bytes);
              out.writeUInt64(6, queuedNanos);
              out.writeUInt64(7, handledNanos);
            });
  }

  static Note sent(PeerView peer, String command, long bytes) {
    long id = peer.id();
    return telling -> telling.event(MESSAGE, out -> message(out, id, command, false, 1, bytes));
  }

  private static void message(
      CodedOutputStream out, long peer, String command, boolean inbound, int count, long bytes)
      throws IOException {
    out.writeUInt64(1, peer);
    out.writeString(2, command);
    out.writeBool(3, inbound);
    out.writeUInt32(4, count);
    out.writeUInt64(5, bytes);
  }

  static Note spread(Observer.Item item, Hash256 id, Observer.Step step, int peers) {
    return telling ->
        telling.event(
            SPREAD,
            out -> {
              out.writeByteArray(1, id.toBytes());
              out.writeBool(2, item == Observer.Item.BLOCK);
              out.writeEnum(3, step.ordinal());
              out.writeUInt32(4, peers);
            });
  }

  static Note swapped(Observer.Swap swap) {
    return telling ->
        telling.event(
            SWAPPED,
            out -> {
              out.writeString(1, swap.slot());
              out.writeString(2, swap.from());
              out.writeString(3, swap.to());
              out.writeString(4, label(swap.cause()));
              out.writeString(5, bounded(swap.detail()));
            });
  }

  static Note remedied(Observer.Remedied remedied) {
    return telling ->
        telling.event(
            REMEDIED,
            out -> {
              out.writeString(1, remedied.policy());
              out.writeString(2, bounded(remedied.check()));
              out.writeString(3, remedied.remedy());
              out.writeString(4, bounded(remedied.detail()));
            });
  }

  static void banned(Ban ban, Note.Telling telling) throws IOException {
    telling.event(
        BANNED,
        out -> {
          out.writeString(1, ban.target().toString());
          out.writeString(2, ban.reason());
          out.writeString(3, ban.origin());
          out.writeUInt64(4, ban.until() == Ban.FOR_EVER ? 0 : ban.until());
        });
  }

  static void unbanned(Ban ban, Note.Telling telling) throws IOException {
    telling.event(UNBANNED, out -> out.writeString(1, ban.target().toString()));
  }

  /** What a view said at this moment. */
  private static Fields who(PeerView peer) {
    long id = peer.id();
    String address = peer.address().toString();
    String type = peer.type().label();
    String network = peer.network().label();
    String transport = peer.transport();
    String agent = bounded(peer.userAgent());
    long services = peer.services();
    return out -> {
      out.writeUInt64(1, id);
      out.writeString(2, address);
      out.writeString(3, type);
      out.writeString(4, network);
      out.writeString(5, transport);
      out.writeString(6, agent);
      out.writeUInt64(7, services);
    };
  }

  private static String label(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String bounded(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}
