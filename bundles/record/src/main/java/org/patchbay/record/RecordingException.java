package org.patchbay.record;

import java.io.IOException;

/** A recording cannot be read: the message names the file, the place and the reason. */
public final class RecordingException extends IOException {
  private static final long serialVersionUID = 1;

  RecordingException(String file, long at, String reason) {
    super("%s, byte %d: %s".formatted(file, at, reason));
  }

  RecordingException(String file, long at, IllegalArgumentException cause) {
    super("%s, in the block at byte %d: %s".formatted(file, at, cause.getMessage()), cause);
  }
}
