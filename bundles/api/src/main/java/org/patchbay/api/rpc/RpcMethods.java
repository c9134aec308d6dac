package org.patchbay.api.rpc;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A group of methods of the JSON-RPC interface. Whoever registers it as a service adds them, and
 * takes them away with it; of two with one name the higher ranking answers.
 */
@ConsumerType
public interface RpcMethods {
  /** The methods; the same each time. From any thread. */
  List<RpcMethod> methods();
}
