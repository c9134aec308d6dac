package org.patchbay.deploy;

/** Where a value comes from, weakest first. */
enum Layer {
  DEFAULT("default"),
  FEATURE("feature"),
  FILE("file"),
  CONF("bitcoin.conf"),
  COMMAND_LINE("command line");

  private final String words;

  Layer(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
