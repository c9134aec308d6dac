package org.patchbay.api.rpc;

/** Bitcoin Core's numbers for errors of RPC. */
public final class RpcCode {
  /** The request is none; HTTP 400. */
  public static final int INVALID_REQUEST = -32600;

  /** There is no such method; HTTP 404. */
  public static final int METHOD_NOT_FOUND = -32601;

  /** The node is damaged. */
  public static final int INTERNAL_ERROR = -32603;

  /** Parameters that contradict each other. */
  public static final int INVALID_PARAMS = -32602;

  /** No JSON. */
  public static final int PARSE_ERROR = -32700;

  /** Whatever has no number of its own. */
  public static final int MISC_ERROR = -1;

  /** A parameter of a wrong type. */
  public static final int TYPE_ERROR = -3;

  /** No such address, key, block or transaction. */
  public static final int INVALID_ADDRESS_OR_KEY = -5;

  /** A bound on memory was reached. */
  public static final int OUT_OF_MEMORY = -7;

  /** A parameter that is wrong, missing or given twice. */
  public static final int INVALID_PARAMETER = -8;

  /** The node has no peers. */
  public static final int CLIENT_NOT_CONNECTED = -9;

  /** The node is still downloading the chain. */
  public static final int CLIENT_IN_INITIAL_DOWNLOAD = -10;

  /** Files on disk could not be read or written. */
  public static final int DATABASE_ERROR = -20;

  /** Bytes that are not what they should be. */
  public static final int DESERIALIZATION_ERROR = -22;

  /** {@code addnode add} of a node that was added. */
  public static final int CLIENT_NODE_ALREADY_ADDED = -23;

  /** {@code addnode remove} of a node that was not added. */
  public static final int CLIENT_NODE_NOT_ADDED = -24;

  /** A transaction or block was not taken. */
  public static final int VERIFY_ERROR = -25;

  /** A transaction or block breaks a rule of the network or of policy. */
  public static final int VERIFY_REJECTED = -26;

  /** The transaction's outputs are in the coin set. */
  public static final int VERIFY_ALREADY_IN_UTXO_SET = -27;

  /** The node is still starting. */
  public static final int IN_WARMUP = -28;

  /** No such peer. */
  public static final int CLIENT_NODE_NOT_CONNECTED = -29;

  /** No address or range of addresses. */
  public static final int CLIENT_INVALID_IP_OR_SUBNET = -30;

  /** The part of the node that holds connections is missing. */
  public static final int CLIENT_P2P_DISABLED = -31;

  /** The method is no longer offered. */
  public static final int METHOD_DEPRECATED = -32;

  /** The part of the node that holds transactions is missing. */
  public static final int CLIENT_MEMPOOL_DISABLED = -33;

  /** No slot for another connection of that type. */
  public static final int CLIENT_NODE_CAPACITY_REACHED = -34;

  private RpcCode() {}
}
