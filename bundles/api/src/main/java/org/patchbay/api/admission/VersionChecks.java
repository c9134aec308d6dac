package org.patchbay.api.admission;

import static org.patchbay.api.peer.CloseReason.Code.MISSING_SERVICES;
import static org.patchbay.api.peer.CloseReason.Code.OBSOLETE_VERSION;

import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.Services;

/**
 * Bitcoin Core's checks of a version message (protocol-facts §4.2, §4.3, §5.1), for every admission
 * policy that adds to them. Functions.
 */
public final class VersionChecks {
  /** What Bitcoin Core looks for in an outbound peer (§4.2). */
  public static final long USUAL_SERVICES = Services.NETWORK | Services.WITNESS;

  private VersionChecks() {}

  /** Its protocol version is at least a minimum. */
  public static Admission version(PeerView peer, int minimum) {
    return peer.protocolVersion() >= minimum
        ? Admission.admit()
        : Admission.refuse(
            OBSOLETE_VERSION, "%d (at least %d)".formatted(peer.protocolVersion(), minimum));
  }

  /**
   * All required bits are offered, or all with NETWORK_LIMITED in place of NETWORK where {@code
   * limited} allows it.
   */
  public static Admission services(PeerView peer, long required, boolean limited) {
    long offered = peer.services();
    if (limited && (offered & Services.NETWORK_LIMITED) != 0) {
      offered |= Services.NETWORK;
    }
    return (offered & required) == required
        ? Admission.admit()
        : Admission.refuse(
            MISSING_SERVICES, "0x%x (required 0x%x)".formatted(peer.services(), required));
  }

  /**
   * Opened by the connection plan for what a full node gives. A feeler only looks whether somebody
   * is there; manual peers and named targets are the operator's own choice.
   */
  public static boolean needsServices(ConnectionType type) {
    return type.automatic() && type != ConnectionType.FEELER;
  }
}
