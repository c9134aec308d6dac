package org.patchbay.api.log;

import org.osgi.annotation.versioning.ProviderType;

/**
 * An argument of a log line that says less than it knows: {@code toString} names no address. The
 * log asks for the whole of it where the operator wants addresses ({@code addresses} of {@code
 * patchbay.logs}, Bitcoin Core's {@code logips}).
 */
@ProviderType
public interface Discreet {
  /** The text with addresses. */
  String open();
}
