package org.patchbay.protocols;

import java.util.HexFormat;
import org.patchbay.wire.message.Alert;
import org.patchbay.wire.message.Message;

/**
 * The last alert of the retired alert system (protocol-facts §4.3, §5.7), still told to peers up to
 * 70012: it silences every alert that somebody with the compromised key could send them.
 */
final class FinalAlert {
  private static final String PAYLOAD =
      "010000000000000000000000ffffff7f00000000ffffff7ffeffff7f01ffffff7f00000000ffffff7f00ffff"
          + "ff7f002f555247454e543a20416c657274206b657920636f6d70726f6d697365642c20757067726164"
          + "6520726571756972656400";
  private static final String SIGNATURE =
      "30440220653febd6410f470f6bae11cad19c48413becb1ac2c17f908fd0fd53bdc3abd5202206d0e9c96fe88"
          + "d4a0f01ed9dedae2b6f9e00da94cad0fecaae66ecf689bf71b50";

  private FinalAlert() {}

  static Message message() {
    HexFormat hex = HexFormat.of();
    return new Alert(hex.parseHex(PAYLOAD), hex.parseHex(SIGNATURE));
  }
}
