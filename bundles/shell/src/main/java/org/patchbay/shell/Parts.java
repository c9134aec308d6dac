package org.patchbay.shell;

import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.node.Node;
import org.patchbay.api.node.Settings;
import org.patchbay.api.transport.Transport;

/**
 * The parts of the node that commands ask. Each comes and goes by itself; what is missing is said
 * in one line. From any thread.
 */
@Component(service = Parts.class)
public final class Parts {
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Node node;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Loop loop;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Chain chain;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile AddressBook addresses;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Settings settings;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Transport transport;

  Node node() {
    return present(node, "node", "engine");
  }

  Loop loop() {
    return present(loop, "node loop", "engine");
  }

  Chain chain() {
    return present(chain, "header chain", "chain");
  }

  AddressBook addresses() {
    return present(addresses, "address book", "addrbook");
  }

  Settings settings() {
    return present(settings, "configuration", "deploy");
  }

  Optional<Transport> transport() {
    return Optional.ofNullable(transport);
  }

  private static <T> T present(T part, String name, String bundle) {
    if (part == null) {
      throw new Refused(
          "the %s is not there now: bundle org.patchbay.%s is missing, stopped or still starting"
              .formatted(name, bundle));
    }
    return part;
  }
}
