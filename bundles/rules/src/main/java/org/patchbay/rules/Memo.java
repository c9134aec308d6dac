package org.patchbay.rules;

import java.util.Arrays;
import java.util.Set;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/**
 * What parts of conditions came to that read slow facts alone, for one peer under one set of rules.
 * Belongs to whoever asks; not thread-safe.
 *
 * <p>The facts themselves are remembered too: {@link #follow} compares them, and where one changed
 * everything is computed again. So a peer that says its agent later, or a new ASMap, is noticed.
 */
final class Memo {
  private final Rulebook rules;
  private final long[] known;
  private final long[] values;

  /** Those of {@link #all} that slow facts do not rule out; null while that is not known. */
  private OneRule[] possible;

  private OneRule[] all;

  private NetworkAddress address;
  private NetworkClass network;
  private ConnectionType type;
  private long system;
  private String group;
  private String agent;
  private int version;
  private int height;
  private long services;
  private boolean relays;
  private Set<Permission> permissions;
  private Set<String> features;

  Memo(Rulebook rules) {
    this.rules = rules;
    this.known = new long[(rules.remembered() + 63) / 64];
    this.values = new long[known.length];
  }

  /** Whether it is of these rules. */
  boolean of(Rulebook others) {
    return rules == others;
  }

  /** Forgets what is no longer so. */
  void follow(PeerView peer) {
    if (peer.address() != address && !peer.address().equals(address)
        || peer.network() != network
        || peer.type() != type
        || peer.autonomousSystem() != system
        || !peer.group().equals(group)
        || !peer.userAgent().equals(agent)
        || peer.protocolVersion() != version
        || peer.startHeight() != height
        || peer.services() != services
        || peer.relaysTransactions() != relays
        || !peer.permissions().equals(permissions)
        || !peer.features().equals(features)) {
      take(peer);
    }
  }

  private void take(PeerView peer) {
    address = peer.address();
    network = peer.network();
    type = peer.type();
    system = peer.autonomousSystem();
    group = peer.group();
    agent = peer.userAgent();
    version = peer.protocolVersion();
    height = peer.startHeight();
    services = peer.services();
    relays = peer.relaysTransactions();
    permissions = peer.permissions();
    features = peer.features();
    Arrays.fill(known, 0);
    possible = null;
  }

  /**
   * Those of some rules that may hold of the peer. Most rules are about an agent, a range or a
   * system that most peers are not of, so that for most peers few are left to look at.
   */
  OneRule[] possible(OneRule[] rules, Look look) {
    if (possible == null || all != rules) {
      all = rules;
      possible = Arrays.stream(rules).filter(each -> each.possible(look)).toArray(OneRule[]::new);
    }
    return possible;
  }

  /** What a part came to, computed where that is not known. */
  boolean recall(int place, Term.OfTruth part, Look look) {
    int word = place >> 6;
    long bit = 1L << place;
    if ((known[word] & bit) != 0) {
      return (values[word] & bit) != 0;
    }
    boolean value = part.in(look);
    known[word] |= bit;
    values[word] = value ? values[word] | bit : values[word] & ~bit;
    return value;
  }
}
