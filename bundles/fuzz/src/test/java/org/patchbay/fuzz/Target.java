package org.patchbay.fuzz;

import java.util.function.Consumer;
import org.patchbay.addrbook.AddressesFuzz;
import org.patchbay.bans.BansFuzz;
import org.patchbay.chain.ChainFilesFuzz;
import org.patchbay.codec.PayloadsFuzz;
import org.patchbay.deploy.ClassFilesFuzz;
import org.patchbay.deploy.SettingsFuzz;
import org.patchbay.i2p.SamFuzz;
import org.patchbay.record.RecordingFuzz;
import org.patchbay.rpc.RpcFuzz;
import org.patchbay.rules.RulesFuzz;
import org.patchbay.tor.ControlFuzz;
import org.patchbay.transport.FramesFuzz;
import org.patchbay.transport.PacketsFuzz;
import org.patchbay.transport.Socks5Fuzz;
import org.patchbay.wire.script.ScriptsFuzz;

/** What is fuzzed, a class for each, in the package of what it tries. */
enum Target {
  /** Every message through the codec. */
  PAYLOADS(PayloadsFuzz.class, PayloadsFuzz::fuzzerTestOneInput),
  /** A stranger's conversation with a whole node: handshake, addresses, anything. */
  STRANGER(StrangerFuzz.class, StrangerFuzz::fuzzerTestOneInput),
  /** Streams of version 1. */
  FRAMES(FramesFuzz.class, FramesFuzz::fuzzerTestOneInput),
  /** Streams of version 2, by one who knows no key and by one who does. */
  PACKETS(PacketsFuzz.class, PacketsFuzz::fuzzerTestOneInput),
  /** Files of addresses and maps of them. */
  ADDRESSES(AddressesFuzz.class, AddressesFuzz::fuzzerTestOneInput),
  /** Answers on Tor's control port. */
  CONTROL(ControlFuzz.class, ControlFuzz::fuzzerTestOneInput),
  /** Files of bans. */
  BANS(BansFuzz.class, BansFuzz::fuzzerTestOneInput),
  /** Files of headers and blocks. */
  CHAIN(ChainFilesFuzz.class, ChainFilesFuzz::fuzzerTestOneInput),
  /** What a SOCKS5 proxy answers. */
  SOCKS5(Socks5Fuzz.class, Socks5Fuzz::fuzzerTestOneInput),
  /** Configuration files, values and what jars declare. */
  SETTINGS(SettingsFuzz.class, SettingsFuzz::fuzzerTestOneInput),
  /** Classes of jars that are deployed. */
  CLASSES(ClassFilesFuzz.class, ClassFilesFuzz::fuzzerTestOneInput),
  /** What an I2P router says. */
  SAM(SamFuzz.class, SamFuzz::fuzzerTestOneInput),
  /** Files of an operator's rules. */
  RULES(RulesFuzz.class, RulesFuzz::fuzzerTestOneInput),
  /** Requests of RPC, their heads and their bodies. */
  RPC(RpcFuzz.class, RpcFuzz::fuzzerTestOneInput),
  /** Scripts, addresses, descriptors and transactions in hex. */
  SCRIPTS(ScriptsFuzz.class, ScriptsFuzz::fuzzerTestOneInput),
  /** Recordings. */
  RECORDING(RecordingFuzz.class, RecordingFuzz::fuzzerTestOneInput);

  private final Class<?> type;
  private final Consumer<byte[]> method;

  Target(Class<?> type, Consumer<byte[]> method) {
    this.type = type;
    this.method = method;
  }

  /** As it is called on a command line. */
  String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The class with Jazzer's method. */
  String className() {
    return type.getName();
  }

  void tryOut(byte[] input) {
    method.accept(input);
  }
}
