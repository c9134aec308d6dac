package org.patchbay.rpc;

/** Entries as Bitcoin Core's rpcauth.py makes them. */
final class RpcAuth {
  private RpcAuth() {}

  static String of(String user, String password) {
    Credentials.Entry entry = Credentials.Entry.of(user, password, new byte[16]);
    return entry.user() + ":" + entry.salt() + "$" + entry.hash();
  }
}
