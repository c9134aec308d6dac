package org.patchbay.wire;

/** Protocol versions that change behaviour (protocol-facts §4.3). */
public final class ProtocolVersion {
  /** Before the version message. */
  public static final int INITIAL = 209;

  /** Lower ones are disconnected. */
  public static final int MINIMUM = 31800;

  /** Above it ping carries a nonce and a pong is expected (BIP31). */
  public static final int BIP31 = 60000;

  /** sendheaders (BIP130). */
  public static final int SENDHEADERS = 70012;

  /** feefilter (BIP133). */
  public static final int FEEFILTER = 70013;

  /** Compact blocks (BIP152). */
  public static final int COMPACT_BLOCKS = 70014;

  /** wtxidrelay (BIP339) and sendaddrv2 (BIP155). */
  public static final int WTXID_RELAY = 70016;

  /** feature (BIP434). */
  public static final int FEATURE = 70017;

  private ProtocolVersion() {}
}
