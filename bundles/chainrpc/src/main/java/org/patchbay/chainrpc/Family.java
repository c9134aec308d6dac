package org.patchbay.chainrpc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.TxIn;

/** How the transactions of a pool stand on each other. Immutable once made. */
final class Family {
  private final Map<Hash256, Member> members = new HashMap<>();

  /** A transaction with those it spends from and those that spend from it. */
  static final class Member {
    final Mempool.Entry entry;
    final Set<Member> parents = new LinkedHashSet<>(2);
    final Set<Member> children = new LinkedHashSet<>(2);

    Member(Mempool.Entry entry) {
      this.entry = entry;
    }

    Hash256 txid() {
      return entry.transaction().txid();
    }
  }

  Family(List<Mempool.Entry> pool) {
    pool.forEach(entry -> members.put(entry.transaction().txid(), new Member(entry)));
    for (Member member : members.values()) {
      for (TxIn input : member.entry.transaction().inputs()) {
        Member parent = members.get(input.previous().txid());
        if (parent != null) {
          member.parents.add(parent);
          parent.children.add(member);
        }
      }
    }
  }

  /** One of them, or null. */
  Member get(Hash256 txid) {
    return members.get(txid);
  }

  /** One and all that it stands on. */
  static List<Member> ancestors(Member member) {
    return all(member, each -> each.parents);
  }

  /** One and all that stands on it. */
  static List<Member> descendants(Member member) {
    return all(member, each -> each.children);
  }

  private static List<Member> all(Member member, Function<Member, Set<Member>> next) {
    Set<Member> seen = new LinkedHashSet<>();
    seen.add(member);
    List<Member> found = new ArrayList<>(List.of(member));
    for (int i = 0; i < found.size(); i++) {
      for (Member other : next.apply(found.get(i))) {
        if (seen.add(other)) {
          found.add(other);
        }
      }
    }
    return found;
  }
}
