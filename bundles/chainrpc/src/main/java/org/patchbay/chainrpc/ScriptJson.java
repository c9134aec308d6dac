package org.patchbay.chainrpc;

import static org.patchbay.api.rpc.Shape.field;
import static org.patchbay.api.rpc.Shape.hex;
import static org.patchbay.api.rpc.Shape.maybe;
import static org.patchbay.api.rpc.Shape.object;
import static org.patchbay.api.rpc.Shape.string;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.Network;
import org.patchbay.wire.script.Descriptor;
import org.patchbay.wire.script.OutputAddress;
import org.patchbay.wire.script.ScriptForm;
import org.patchbay.wire.script.ScriptText;

/** An output script as scriptPubKey shows it. */
final class ScriptJson {
  private ScriptJson() {}

  static Shape shape() {
    return object(
        "The output script.",
        field("asm", string("In words.")),
        field("desc", string("A descriptor of it.")),
        field("hex", hex("Its bytes.")),
        maybe("address", string("Its address, where it has one.")),
        field("type", string("Its form, as pubkeyhash or witness_v1_taproot.")));
  }

  static Map<String, Object> of(byte[] script, Network network) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("asm", ScriptText.of(script));
    shown.put("desc", Descriptor.infer(script, network));
    shown.put("hex", HexFormat.of().formatHex(script));
    OutputAddress.of(script, network).ifPresent(address -> shown.put("address", address));
    shown.put("type", ScriptForm.of(script).id());
    return shown;
  }
}
