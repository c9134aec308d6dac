package org.patchbay.portmap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesTest {
  private static final String HEADING =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";

  @TempDir Path folder;

  private Routes routes(String ipv4, String ipv6) throws IOException {
    return routes(ipv4, ipv6, ByteOrder.LITTLE_ENDIAN);
  }

  private Routes routes(String ipv4, String ipv6, ByteOrder order) throws IOException {
    Path four = folder.resolve("route");
    Path six = folder.resolve("ipv6_route");
    Files.writeString(four, ipv4);
    Files.writeString(six, ipv6);
    return new Routes(four, six, order);
  }

  private static Optional<InetAddress> at(String text) throws IOException {
    return Optional.of(InetAddress.getByName(text));
  }

  @Test
  void theDefaultRouteWithTheLowestMetricIsTaken() throws Exception {
    String table =
        HEADING
            + "wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n"
            + "eth0\t00000000\t0100000A\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"
            + "eth0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0\n"
            + "tun0\t00000000\t0200000A\t0003\t0\t0\t0\t00000080\t0\t0\t0\n"
            + "eth1\t00000000\t0300000A\t0002\t0\t0\t1\t00000000\t0\t0\t0\n"
            + "ppp0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0\n";
    assertEquals(at("10.0.0.1"), routes(table, "").gateway4());
    assertEquals(
        at("10.0.0.1"),
        routes(table.replace("0100000A", "0A000001"), "", ByteOrder.BIG_ENDIAN).gateway4());
  }

  @Test
  void theSameWithIpv6() throws Exception {
    String zero = "0".repeat(32);
    String table =
        line(zero, "00", "2a000000000000000000000000000001", "00000400", "00000003", "eth0")
            + line(zero, "00", "2a000000000000000000000000000002", "00000100", "00000003", "eth0")
            + line(zero, "00", zero, "00000001", "00000001", "tun0")
            + line(zero, "00", zero, "ffffffff", "00200200", "lo")
            + line("fe80" + zero.substring(4), "40", zero, "00000100", "00000001", "eth0");
    assertEquals(at("2a00::2"), routes("", table).gateway6());
  }

  private static String line(
      String to, String bits, String gateway, String metric, String flags, String device) {
    String from = "0".repeat(32);
    return String.join(
            " ",
            to,
            bits,
            from,
            "00",
            gateway,
            metric,
            "00000001",
            "00000000",
            flags,
            "  " + device)
        + "\n";
  }

  @Test
  void whatCannotBeReadIsNoRoute() throws Exception {
    Routes junk =
        routes(
            HEADING
                + "eth0\n\neth0\t00000000\tXX\t0003\t0\t0\t0\t00000000\n"
                + "eth0\t00000000\t01\t0003\t0\t0\t0\t00000000\n"
                + "eth0\t00000000\t0100000A\tFFFFFFFFFFFFFFFFFF\t0\t0\t0\t00000000\n"
                + "eth0\t00000000\t0100000A\t0003\t0\t0\tmany\t00000000\n",
            "junk\n" + line("0".repeat(32), "00", "abc", "1", "3", "eth0"));
    assertEquals(Optional.empty(), junk.gateway4());
    assertEquals(Optional.empty(), junk.gateway6());
    Path missing = folder.resolve("missing");
    assertEquals(
        Optional.empty(), new Routes(missing, missing, ByteOrder.LITTLE_ENDIAN).gateway4());
  }
}
