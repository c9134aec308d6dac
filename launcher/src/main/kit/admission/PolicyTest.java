package {{package}};

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.contract.AdmissionContract;

/** What every admission policy must keep, and what this one is for. */
class {{class}}Test extends AdmissionContract {
  @Override
  protected AdmissionPolicy policy() {
    return new {{class}}();
  }

  /** Ten minutes on virtual time: each second somebody dials, and every third is discouraged. */
  @Test
  void theDiscouragedStayOutHoweverMuchRoomThereIs() {
    VirtualLoop loop = new VirtualLoop(1);
    List<FakePeer> in = new ArrayList<>();
    for (int second = 1; second <= 600; second++) {
      FakePeer newcomer = FakePeer.inbound().id(second);
      boolean discouraged = second % 3 == 0;
      loop.after(
          Duration.ofSeconds(second),
          () -> {
            Circumstances now = new Circumstances(false, discouraged, in.size(), 1_000, in);
            if (policy().onConnect(newcomer, now) instanceof Admission.Admitted) {
              in.add(newcomer);
            }
          });
    }

    loop.advance(Duration.ofMinutes(10));

    assertEquals(400, in.size());
    assertEquals(0, in.stream().filter(peer -> peer.id() % 3 == 0).count());
  }
}
