package org.patchbay.engine;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What an operator may set of the engine; component and file name {@code patchbay.engine}. */
@ObjectClassDefinition(
    name = "Engine",
    description = "Sessions, policy slots, connections and their limits")
public @interface EngineConfig {
  /** Addresses to listen on. */
  @AttributeDefinition(
      description =
          "Addresses to listen on, host or host:port; without a port the network's own; with"
              + " permissions of whoever comes in there as noban+relay@127.0.0.1:8335; with =onion"
              + " at the end where Tor connects; 0.0.0.0 is every address of IPv4, [::] those of IPv6"
              + " too; auto is [::], or nowhere with a proxy; empty listens nowhere.")
  String[] listen() default {"auto"};

  /** Own addresses. */
  @AttributeDefinition(
      required = false,
      description =
          "Addresses at which others reach this node, which peers are told: host or host:port,"
              + " those of .onion and .b32.i2p and names too; without a port that of listen. Names are"
              + " looked up every five minutes, and not at all with a proxy.")
  String[] external() default {};

  /** Whether to discover own addresses. */
  @AttributeDefinition(
      description =
          "Whether peers are also told addresses of this machine, of a gateway and those that they"
              + " see: true, false; auto is true unless external or a proxy is set, or connections"
              + " go to connect alone.",
      options = {
        @Option(label = "auto", value = "auto"),
        @Option(label = "true", value = "true"),
        @Option(label = "false", value = "false")
      })
  String discover() default "auto";

  /** Peers to keep. */
  @AttributeDefinition(
      required = false,
      description = "Peers to keep connected, host or host:port; names are looked up.")
  String[] connect() default {};

  /** Automatic outbound connections. */
  @AttributeDefinition(
      min = "0",
      max = "1000",
      description = "Outbound connections that are opened automatically.")
  int outbound() default 8;

  /** Connections for blocks alone. */
  @AttributeDefinition(
      name = "block.relay",
      min = "0",
      max = "1000",
      description = "Outbound connections for blocks alone that are opened automatically.")
  int block_relay() default 2;

  /** Connections to named peers. */
  @AttributeDefinition(
      min = "0",
      max = "1000",
      description = "Peers of connect that are kept connected at once.")
  int manual() default 8;

  /** Tests of addresses. */
  @AttributeDefinition(
      min = "0",
      max = "86400",
      description = "Mean seconds between two connections that only test an address; 0 for none.")
  int feeler_seconds() default 120;

  /** Patience. */
  @AttributeDefinition(
      name = "connect.millis",
      min = "1",
      max = "600000",
      description = "Milliseconds in which a connection must stand, or is given up.")
  int connect_millis() default 5000;

  /** Nodes that know others. */
  @AttributeDefinition(
      required = false,
      description =
          "Nodes that are asked for addresses when few are known, host or host:port; names are"
              + " looked up.")
  String[] seednodes() default {};

  /** Networks. */
  @AttributeDefinition(
      required = false,
      description =
          "Networks into which connections are opened automatically: ipv4, ipv6, onion, i2p,"
              + " cjdns; those that stand elsewhere end; empty for all that can be reached.")
  String[] onlynet() default {};

  /** CJDNS. */
  @AttributeDefinition(
      description =
          "Whether this machine is part of CJDNS: addresses in fc00::/8 then belong to that network"
              + " and are dialled as they are.")
  boolean cjdns_reachable() default false;

  /** Names. */
  @AttributeDefinition(
      description = "Whether names of connect, external, seednodes and addnode are looked up.")
  boolean lookups() default true;

  /** The network. */
  @AttributeDefinition(
      description = "Whether the network is switched on at the start, as setnetworkactive does.")
  boolean network_active() default true;

  /** Proxy. */
  @AttributeDefinition(
      required = false,
      description =
          "SOCKS5 proxy through which all outbound connections go and which looks up all names:"
              + " an address as 127.0.0.1:9050, or unix: and a path; empty for none.")
  String proxy() default "";

  /** Proxy for onion services. */
  @AttributeDefinition(
      required = false,
      description = "SOCKS5 proxy for onion addresses alone, as Tor's; empty for that of proxy.")
  String proxy_onion() default "";

  /** Isolation. */
  @AttributeDefinition(
      description =
          "Whether each connection through a proxy has credentials of its own, so that Tor gives"
              + " each its own circuit.")
  boolean proxy_isolation() default true;

  /** Inbound slots. */
  @AttributeDefinition(
      min = "0",
      max = "1000000",
      description = "Inbound connections at most; beyond it the eviction policy is asked.")
  int max_inbound() default 114;

  /** Inbound slots for friends. */
  @AttributeDefinition(
      min = "0",
      max = "1000000",
      description = "Inbound slots of max.inbound that only peers with a permission may take.")
  int inbound_reserved() default 0;

  /** Rate of arrivals. */
  @AttributeDefinition(
      min = "0",
      max = "1000000",
      description =
          "Inbound connections per second from one IPv4 /24 or IPv6 /48, by one onion address, or"
              + " by I2P or CJDNS; 0 for no limit; peers with a permission are not counted.")
  double inbound_rate() default 0;

  /** Burst of arrivals. */
  @AttributeDefinition(
      min = "1",
      max = "1000000",
      description = "Inbound connections that may come at once where inbound.rate limits them.")
  int inbound_burst() default 16;

  /** Inbound connections of one group. */
  @AttributeDefinition(
      min = "0",
      max = "1000000",
      description =
          "Inbound connections at most from one netgroup, as an IPv4 /16 or IPv6 /32, or one"
              + " autonomous system where asmap of patchbay.addrbook knows it, by one onion"
              + " address, or by I2P; 0 for no limit; peers with a permission are not counted, and who is"
              + " connected stays.")
  int inbound_per_group() default 0;

  /** Comment in the user agent. */
  @AttributeDefinition(
      required = false,
      description = "Comment in the user agent: A-Z a-z 0-9 and \" .,;-_?@\".")
  String user_agent_comment() default "";

  /** Banned ranges. */
  @AttributeDefinition(
      required = false,
      description =
          "Whom to keep out, besides ban:list: addresses, ranges as 192.0.2.0/24, systems as"
              + " AS64496, networks as onion.")
  String[] bans() default {};

  /** Permissions. */
  @AttributeDefinition(
      required = false,
      description =
          "Permissions by range, as noban+relay@127.0.0.1; known: noban, download, addr, relay,"
              + " forcerelay, mempool, bloomfilter, all; in, the default, for who connects to us, out"
              + " for peers of connect; a range alone is allowed noban, relay and mempool.")
  String[] permissions() default {};

  /** Chosen policy. */
  @AttributeDefinition(
      name = "policy.admission",
      required = false,
      description = "Name of the admission policy; empty for the highest ranking.")
  String policy_admission() default "";

  /** Chosen policy. */
  @AttributeDefinition(
      name = "policy.ratelimit",
      required = false,
      description = "Name of the rate limit policy; empty for the highest ranking.")
  String policy_ratelimit() default "";

  /** Chosen policy. */
  @AttributeDefinition(
      name = "policy.scoring",
      required = false,
      description = "Name of the scoring policy; empty for the highest ranking.")
  String policy_scoring() default "";

  /** Chosen policy. */
  @AttributeDefinition(
      name = "policy.misbehaviour",
      required = false,
      description = "Name of the misbehaviour policy; empty for the highest ranking.")
  String policy_misbehaviour() default "";

  /** Chosen policy. */
  @AttributeDefinition(
      name = "policy.eviction",
      required = false,
      description = "Name of the eviction policy; empty for the highest ranking.")
  String policy_eviction() default "";

  /** Chosen policy. */
  @AttributeDefinition(
      name = "policy.relay",
      required = false,
      description = "Name of the relay policy; empty for the highest ranking.")
  String policy_relay() default "";

  /** Chosen policy. */
  @AttributeDefinition(
      name = "policy.selection",
      required = false,
      description = "Name of the selection policy; empty for the highest ranking.")
  String policy_selection() default "";

  /** Chosen policy. */
  @AttributeDefinition(
      name = "policy.remedy",
      required = false,
      description = "Name of the remedy policy; empty for the highest ranking.")
  String policy_remedy() default "";

  /** Tried policy. */
  @AttributeDefinition(
      name = "shadow.admission",
      required = false,
      description = "Name of the admission policy tried beside the one in force; empty for none.")
  String shadow_admission() default "";

  /** Tried policy. */
  @AttributeDefinition(
      name = "shadow.ratelimit",
      required = false,
      description = "Name of the rate limit policy tried beside the one in force; empty for none.")
  String shadow_ratelimit() default "";

  /** Tried policy. */
  @AttributeDefinition(
      name = "shadow.scoring",
      required = false,
      description = "Name of the scoring policy tried beside the one in force; empty for none.")
  String shadow_scoring() default "";

  /** Tried policy. */
  @AttributeDefinition(
      name = "shadow.misbehaviour",
      required = false,
      description =
          "Name of the misbehaviour policy tried beside the one in force; empty for none.")
  String shadow_misbehaviour() default "";

  /** Tried policy. */
  @AttributeDefinition(
      name = "shadow.eviction",
      required = false,
      description = "Name of the eviction policy tried beside the one in force; empty for none.")
  String shadow_eviction() default "";

  /** Tried policy. */
  @AttributeDefinition(
      name = "shadow.relay",
      required = false,
      description = "Name of the relay policy tried beside the one in force; empty for none.")
  String shadow_relay() default "";

  /** Tried policy. */
  @AttributeDefinition(
      name = "shadow.selection",
      required = false,
      description = "Name of the selection policy tried beside the one in force; empty for none.")
  String shadow_selection() default "";

  /** Tried policy. */
  @AttributeDefinition(
      name = "shadow.remedy",
      required = false,
      description = "Name of the remedy policy tried beside the one in force; empty for none.")
  String shadow_remedy() default "";

  /** Bound on remedies. */
  @AttributeDefinition(
      min = "0",
      max = "600",
      description =
          "Connections per minute that remedies may try, whatever the remedy policy says.")
  int remedy_attempts_per_minute() default 30;

  /** Budget of one policy call. */
  @AttributeDefinition(
      min = "100",
      max = "1000000",
      description = "Microseconds a policy may take for one answer.")
  int policy_budget_micros() default 5000;

  /** Strikes that bench. */
  @AttributeDefinition(
      min = "1",
      max = "1000",
      description = "Failures of a policy within the window that take it out of its slot.")
  int policy_strikes() default 3;

  /** Window of strikes. */
  @AttributeDefinition(
      min = "1",
      max = "86400",
      description = "Seconds in which the failures of a policy are counted together.")
  int policy_window_seconds() default 60;

  /** Ceiling on disconnections. */
  @AttributeDefinition(
      min = "1",
      max = "1000000",
      description = "Connections per minute that the policies of one slot may end.")
  int policy_disconnects_per_minute() default 120;

  /** Low score. */
  @AttributeDefinition(
      min = "0",
      max = "1",
      description = "Score below which misbehaviour is added step by step.")
  double score_low() default 0.03;

  /** Misbehaviour per step. */
  @AttributeDefinition(
      min = "1",
      max = "100",
      description = "Misbehaviour added at each look while the score is low; 100 is the end.")
  int score_step() default 10;

  /** Interval of looks. */
  @AttributeDefinition(
      min = "1",
      max = "3600",
      description =
          "Seconds between two looks at a peer: its score, and how it stands for the rate limit.")
  int score_seconds() default 5;

  /** Score may end outbound connections. */
  @AttributeDefinition(
      description = "Whether a low score may end automatic outbound connections too.")
  boolean score_outbound() default false;

  /** Handshake time. */
  @AttributeDefinition(
      min = "1",
      max = "3600",
      description =
          "Seconds in which a handshake must be finished; nothing else is looked at before.")
  int handshake_seconds() default 60;

  /** Inactivity. */
  @AttributeDefinition(
      min = "1",
      max = "86400",
      description = "Seconds without a byte in one direction after which a peer is dropped.")
  int inactivity_seconds() default 1200;
}
