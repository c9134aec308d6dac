package org.patchbay.api.bans;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.Subnet;

/** Whom a ban covers. Immutable; its text is what {@link #parse} reads. */
public sealed interface BanTarget {
  /** Whether it covers somebody. */
  boolean covers(Suspect suspect);

  /** Addresses that share their leading bits; one address at least. */
  record Range(Subnet subnet) implements BanTarget {
    @Override
    public boolean covers(Suspect suspect) {
      return suspect.address().filter(subnet::contains).isPresent();
    }

    @Override
    public String toString() {
      return subnet.toString();
    }
  }

  /**
   * All that an autonomous system announces, as an ASMap knows it (protocol-facts §9.7).
   *
   * @param number 1 to 4294967295
   */
  record AutonomousSystem(long number) implements BanTarget {
    /** Checks the range. */
    public AutonomousSystem {
      if (number < 1 || number > 0xFFFF_FFFFL) {
        throw new IllegalArgumentException("AS" + number + " (AS1 to AS4294967295)");
      }
    }

    @Override
    public boolean covers(Suspect suspect) {
      return suspect.as().equals(OptionalLong.of(number));
    }

    @Override
    public String toString() {
      return "AS" + number;
    }
  }

  /** A whole network, for example all of Tor, and who comes in through it. */
  record Whole(NetworkClass network) implements BanTarget {
    @Override
    public boolean covers(Suspect suspect) {
      return suspect.network() == network;
    }

    @Override
    public String toString() {
      return network.label();
    }
  }

  /**
   * Parses an address, a range as {@code 10.0.0.0/8}, an autonomous system as {@code AS64496}, or
   * the name of a network as {@code onion}.
   *
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  static BanTarget parse(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    Optional<NetworkClass> network =
        Arrays.stream(NetworkClass.values()).filter(each -> each.label().equals(word)).findFirst();
    if (network.isPresent()) {
      return new Whole(network.get());
    }
    try {
      return word.matches("as[0-9]{1,10}")
          ? new AutonomousSystem(Long.parseLong(word.substring(2)))
          : new Range(Subnet.parse(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"%s\" (allowed: an address, an address and the number of its leading bits as 10.0.0.0/8, an AS as AS64496, or a network of %s)"
              .formatted(
                  text.strip(),
                  Arrays.stream(NetworkClass.values())
                      .map(NetworkClass::label)
                      .collect(Collectors.joining(", "))),
          e);
    }
  }
}
