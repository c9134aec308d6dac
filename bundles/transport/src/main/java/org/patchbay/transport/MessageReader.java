package org.patchbay.transport;

/** Bytes of one connection in, arrivals out. Confined to the event loop. */
interface MessageReader {
  /** Reads {@code bytes} from {@code at} to {@code end}, which came in at {@code now}. */
  void feed(byte[] bytes, int at, int end, long now);

  /** Bytes on the heap for what is not complete. */
  int held();

  /** Payload bytes present of a message that is not complete. From any thread. */
  int present();

  /** True after wrong framing: what comes is not read. */
  boolean broken();

  /** Lets go of an unfinished message; the rest of it passes by and it is reported as flawed. */
  void giveUp(String why);

  /** Lets go of everything. */
  void drop();
}
