package org.patchbay.rpc;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What an operator may set of RPC; component and file name {@code patchbay.rpc}. */
@ObjectClassDefinition(
    name = "RPC",
    description = "JSON-RPC over HTTP, as Bitcoin Core's tools speak it")
public @interface RpcConfig {
  /** Switch. */
  @AttributeDefinition(description = "Whether calls are answered at all.")
  boolean enabled() default true;

  /** Addresses. */
  @AttributeDefinition(
      description =
          "Addresses that answer, as 127.0.0.1 or [::1]:8332; without a port that of Bitcoin Core"
              + " for the network (8332, test 18332, testnet4 48332, signet 38332, regtest 18443);"
              + " auto is 127.0.0.1 and [::1]. Addresses beyond this machine need allow. There is"
              + " no encryption: never on a network that others can listen to.")
  String[] listen() default {"auto"};

  /** From where. */
  @AttributeDefinition(
      required = false,
      description =
          "From where calls may come besides this machine: addresses and ranges as 10.0.0.0/8.")
  String[] allow() default {};

  /** Cookie. */
  @AttributeDefinition(
      required = false,
      description =
          "File with a user and a password for this run, beneath the network's data folder unless"
              + " absolute; empty for none. None is written while password is set.")
  String cookie() default ".cookie";

  /** Readers of the cookie. */
  @AttributeDefinition(
      name = "cookie.readers",
      description = "Who on this machine may read the cookie.",
      options = {
        @Option(label = "owner", value = "owner"),
        @Option(label = "group", value = "group"),
        @Option(label = "all", value = "all")
      })
  String cookie_readers() default "owner";

  /** Users. */
  @AttributeDefinition(
      required = false,
      description =
          "Users with hashed passwords, as Bitcoin Core's rpcauth: user:salt$hash, the hash being"
              + " HMAC-SHA256 of the password under the salt.")
  String[] auth() default {};

  /** One user. */
  @AttributeDefinition(required = false, description = "User of password.")
  String user() default "";

  /** His password. */
  @AttributeDefinition(
      required = false,
      description = "Password of user, in place of the cookie; auth keeps it out of this file.")
  String password() default "";

  /** Methods of users. */
  @AttributeDefinition(
      required = false,
      description =
          "Which methods a user may call, as alice:getblockcount+uptime; of two entries for one"
              + " user both must allow it.")
  String[] whitelist() default {};

  /** Methods of the others. */
  @AttributeDefinition(
      name = "whitelist.others",
      description =
          "Whether users that whitelist does not name may call everything (true) or nothing"
              + " (false); auto is nothing once whitelist names somebody.",
      options = {
        @Option(label = "auto", value = "auto"),
        @Option(label = "true", value = "true"),
        @Option(label = "false", value = "false")
      })
  String whitelist_others() default "auto";

  /** Workers. */
  @AttributeDefinition(min = "1", max = "256", description = "Calls that are worked on at once.")
  int threads() default 16;

  /** Queue. */
  @AttributeDefinition(
      min = "1",
      max = "100000",
      description = "Requests that may wait; beyond it callers are told 503.")
  int queue() default 64;

  /** Time-out. */
  @AttributeDefinition(
      name = "timeout.seconds",
      min = "1",
      max = "86400",
      description = "Seconds after which a silent connection is closed.")
  int timeout_seconds() default 30;

  /** Body. */
  @AttributeDefinition(
      name = "max.body.megabytes",
      min = "1",
      max = "128",
      description = "Megabytes of one request; beyond it callers are told 413.")
  int max_body_megabytes() default 32;

  /** Connections. */
  @AttributeDefinition(
      name = "max.connections",
      min = "1",
      max = "10000",
      description = "Connections of callers that may stand at once.")
  int max_connections() default 256;
}
