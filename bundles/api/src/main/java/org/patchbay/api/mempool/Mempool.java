package org.patchbay.api.mempool;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;

/** Unconfirmed transactions, bounded. Confined to the node loop, except where it says otherwise. */
@ProviderType
public interface Mempool {
  /**
   * Whether transactions are taken at all. Constant: on regtest they are; elsewhere only with a
   * validating backend. From any thread.
   */
  boolean open();

  /**
   * Whether transactions of all peers are taken; otherwise of those with the relay permission and
   * of operators alone, where the pool is open. From any thread.
   */
  default boolean openToPeers() {
    return open();
  }

  /** False while scripts, or more, are not checked: what is in the pool may be invalid. */
  boolean validated();

  /** Checks a transaction and takes it when nothing speaks against it. */
  Verdict offer(Transaction tx);

  /**
   * What {@link #offer} would say of transactions, each offered after the ones before it were
   * taken; takes none of them.
   */
  List<Trial> test(List<Transaction> transactions);

  /** The entry that spends an output. */
  Optional<Entry> spender(OutPoint place);

  /** The entry with a txid. */
  Optional<Entry> byTxid(Hash256 txid);

  /** The entry with a wtxid. */
  Optional<Entry> byWtxid(Hash256 wtxid);

  /** The lowest fee rate that is taken now, in satoshi per 1000 virtual bytes (§13.9). */
  long minimumFeeRate();

  /** Transactions in it. From any thread. */
  int size();

  /** Bytes of memory it uses, about. From any thread. */
  long memory();

  /** Bytes of memory it may use. From any thread. */
  long maxMemory();

  /** All entries, parents before children. From any thread. */
  List<Entry> snapshot();

  /** Told of what comes and goes. */
  Cancellable follow(Listener listener);

  /** One transaction of the pool. Immutable. */
  @ProviderType
  interface Entry {
    /** The transaction. */
    Transaction transaction();

    /** Fee in satoshi. */
    long fee();

    /** Virtual size in bytes. */
    int vsize();

    /** Its unconfirmed ancestors in the pool. */
    int ancestors();

    /** When it was accepted: loop time in nanoseconds. */
    long acceptedAt();

    /** Height of the active tip when it was accepted. */
    int height();

    /** What it costs of a block's limit of signature operations, of 80,000 (BIP141). */
    int sigopCost();
  }

  /** Told on the node loop. */
  @ConsumerType
  interface Listener {
    /** It was accepted. */
    void added(Entry entry);

    /** It is gone. */
    void removed(Entry entry, Removal why);
  }

  /** Why a transaction left. */
  enum Removal {
    /** It is in a block. */
    CONFIRMED,
    /** A block spends what it spends. */
    CONFLICT,
    /** The pool was full. */
    EVICTED,
    /** It was there for too long. */
    EXPIRED,
    /** A reorganisation took what it stands on. */
    REORGANISED
  }

  /**
   * What became of an offered transaction. Immutable.
   *
   * @param reason Bitcoin Core's word for the refusal with the values that mattered; else empty
   * @param missing txids of parents that are not known, for {@link Kind#MISSING_PARENTS}
   */
  record Verdict(Kind kind, String reason, List<Hash256> missing) {}

  /**
   * What would become of a transaction. Immutable.
   *
   * @param fee in satoshi; 0 unless it would be {@link Kind#ACCEPTED}
   */
  record Trial(Transaction transaction, Verdict verdict, long fee) {}

  /** What can become of a transaction. */
  enum Kind {
    /** It is in the pool. */
    ACCEPTED,
    /** It was in the pool. */
    KNOWN,
    /** An output that it spends is not known. */
    MISSING_PARENTS,
    /** Refused, whatever its company. */
    REJECTED,
    /**
     * Refused for want of any witness: its txid, which is its wtxid, is that of a transaction that
     * may be right, and nothing is remembered of it (§13.4).
     */
    WITNESS_STRIPPED,
    /** Refused for too low a fee or for want of room: it may be taken another time (§13.4). */
    RECONSIDERABLE
  }
}
