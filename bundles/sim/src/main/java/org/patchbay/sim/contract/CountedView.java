package org.patchbay.sim.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;
import org.patchbay.api.peer.PeerView;

/** Counts how often views are read: a measure of work that no slow machine disturbs. */
final class CountedView {
  private CountedView() {}

  static PeerView of(PeerView peer, AtomicLong reads) {
    return (PeerView)
        Proxy.newProxyInstance(
            PeerView.class.getClassLoader(),
            new Class<?>[] {PeerView.class},
            (proxy, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class && method.getName().equals("equals")) {
                return proxy == arguments[0];
              }
              reads.incrementAndGet();
              try {
                return method.invoke(peer, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
