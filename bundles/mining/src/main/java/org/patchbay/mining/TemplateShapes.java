package org.patchbay.mining;

import static org.patchbay.api.rpc.Shape.array;
import static org.patchbay.api.rpc.Shape.field;
import static org.patchbay.api.rpc.Shape.hex;
import static org.patchbay.api.rpc.Shape.map;
import static org.patchbay.api.rpc.Shape.maybe;
import static org.patchbay.api.rpc.Shape.number;
import static org.patchbay.api.rpc.Shape.object;
import static org.patchbay.api.rpc.Shape.string;
import static org.patchbay.api.rpc.Shape.time;

import org.patchbay.api.rpc.Shape;

/** What getblocktemplate takes and answers. */
final class TemplateShapes {
  private TemplateShapes() {}

  static Shape request() {
    return object(
        "What is wanted.",
        maybe("mode", string("\"template\" or \"proposal\".")),
        maybe("capabilities", array("What the caller can do.", string("A capability."))),
        maybe("rules", array("Soft forks that the caller knows.", string("\"segwit\" at least."))),
        maybe("longpollid", string("Waits until the template of this id is out of date.")),
        maybe("data", hex("The block that is proposed.")));
  }

  static Shape template() {
    return object(
        "",
        field("capabilities", array("", string("What the node can do."))),
        field("version", number("Version of the block.")),
        field("rules", array("Rules in force.", string("A soft fork."))),
        field("vbavailable", map("Soft forks that are voted on.", number("Bit of the version."))),
        field("vbrequired", number("Bits that must be set.")),
        field("previousblockhash", hex("Hash of the tip.")),
        field("transactions", array("What the block should hold.", transaction())),
        field("coinbaseaux", map("What the coinbase's script should hold.", hex("Data."))),
        field("coinbasevalue", number("What the coinbase may take, in satoshi.")),
        field("longpollid", string("Waits for the next template when it is given back.")),
        field("target", hex("What the hash may be at most.")),
        field("mintime", time("Lowest time of the block.")),
        field("mutable", array("What may be changed.", string("A part."))),
        field("noncerange", hex("First and last nonce.")),
        field("sigoplimit", number("Cost of signature operations in a block.")),
        field("sizelimit", number("Bytes of a block.")),
        field("weightlimit", number("Weight of a block.")),
        field("curtime", time("Time of the template.")),
        field("bits", hex("Compact target.")),
        field("height", number("Height of the block.")),
        field(
            "default_witness_commitment", hex("Script of the output that commits to witnesses.")));
  }

  private static Shape transaction() {
    return object(
        "",
        field("data", hex("The transaction.")),
        field("txid", hex("Hash without witness.")),
        field("hash", hex("Hash with witness.")),
        field("depends", array("Those of the list it stands on.", number("Place, from 1."))),
        field("fee", number("In satoshi.")),
        field("sigops", number("Cost of its signature operations.")),
        field("weight", number("Its weight.")));
  }
}
