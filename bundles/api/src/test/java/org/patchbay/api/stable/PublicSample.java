package org.patchbay.api.stable;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** What a listing is made of, for its test. */
@ConsumerType
public interface PublicSample {
  /** Compilers copy it. */
  int MOST = 3;

  /** Has to be there. */
  <T extends Number> List<? extends T> some(T[] given, long now) throws IOException;

  /** May be there. */
  default void told() {}

  /** Holds a number. */
  record Inner(int a) {}
}
