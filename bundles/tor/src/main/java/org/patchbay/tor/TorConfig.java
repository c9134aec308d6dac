package org.patchbay.tor;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator may set of Tor; component and file name {@code patchbay.tor}. */
@ObjectClassDefinition(
    name = "Tor",
    description = "An onion service and a way into Tor, by its control port")
public @interface TorConfig {
  /** Whether Tor is looked for. */
  @AttributeDefinition(
      description =
          "Whether a Tor on the control port is asked for an onion service that leads here, and"
              + " used to connect to onion addresses where proxy.onion is not set.")
  boolean enabled() default true;

  /** Control port. */
  @AttributeDefinition(description = "Address of the control port, host or host:port.")
  String control() default ControlAddress.USUAL;

  /** Password. */
  @AttributeDefinition(
      required = false,
      type = AttributeType.PASSWORD,
      description =
          "Password of the control port; empty where Tor asks for none, or has a cookie file that"
              + " this node may read.")
  String password() default "";
}
