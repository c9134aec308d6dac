package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;

/** Names of this node that lead here, elsewhere, and nowhere. */
class OwnNamesTest {
  private static final HostPort HOME = new HostPort("home.example", 8333);
  private static final HostPort OTHER = new HostPort("other.example", 0);

  private final VirtualLoop loop = new VirtualLoop(1);
  private final Map<String, List<String>> zone = new HashMap<>();
  private final OwnNames names = new OwnNames(new VirtualWorkers(loop), this::lookUp);
  private int changes;

  private InetAddress[] lookUp(String name) throws UnknownHostException {
    if (!zone.containsKey(name)) {
      throw new UnknownHostException(name);
    }
    InetAddress[] found = new InetAddress[zone.get(name).size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = InetAddress.getByName(zone.get(name).get(i));
    }
    return found;
  }

  private List<String> after(HostPort... wanted) {
    names.look(List.of(wanted), () -> changes++);
    loop.runDue();
    return names.addresses().stream().map(Object::toString).toList();
  }

  @Test
  void eachNameLeadsToWhatOthersCanReach() {
    zone.put("home.example", List.of("192.168.1.2", "2a00::1", "9.1.2.3"));
    zone.put("other.example", List.of("9.1.2.4"));
    assertEquals(List.of("9.1.2.3:8333", "[2a00::1]:8333", "9.1.2.4:0"), after(HOME, OTHER));
    assertEquals(2, changes);
    assertEquals(List.of("9.1.2.4:0"), after(OTHER));
    assertEquals(2, changes);
  }

  @Test
  void aNameThatMovesIsFollowedAndOneThatIsLostLeadsWhereItDid() {
    zone.put("home.example", List.of("9.1.2.3"));
    after(HOME);
    zone.put("home.example", List.of("9.9.9.9"));
    assertEquals(List.of("9.9.9.9:8333"), after(HOME));
    assertEquals(2, changes);
    zone.clear();
    assertEquals(List.of("9.9.9.9:8333"), after(HOME));
    zone.put("home.example", List.of("127.0.0.1"));
    assertEquals(List.of("9.9.9.9:8333"), after(HOME));
    assertEquals(2, changes);
  }

  @Test
  void whatIsFoundTooLateForANameThatIsGoneIsForgotten() {
    zone.put("home.example", List.of("9.1.2.3"));
    names.look(List.of(HOME), () -> changes++);
    assertEquals(List.of(), after());
    assertEquals(0, changes);
  }

  @Test
  void noNameLeadsToMoreThanAFew() {
    zone.put("home.example", IntStream.range(1, 100).mapToObj(i -> "9.1.2." + i).toList());
    assertEquals(OwnNames.MOST, after(HOME).size());
  }
}
