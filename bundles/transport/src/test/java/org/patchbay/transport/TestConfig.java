package org.patchbay.transport;

import java.lang.annotation.Annotation;

/** The defaults, of which a test changes what it is about. */
class TestConfig implements NettyTransport.Config {
  String kind = "auto";
  int threads = 1;
  boolean v2;
  long receiveMark = 5_000_000;
  int receiveMessages = 10_000;
  long sendMark = 1_000_000;
  long budgetIn = 512_000_000;
  long budgetOut = 256_000_000;

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public int backlog() {
    return 4096;
  }

  @Override
  public boolean v2() {
    return v2;
  }

  @Override
  public long receive_mark() {
    return receiveMark;
  }

  @Override
  public int receive_messages() {
    return receiveMessages;
  }

  @Override
  public long send_mark() {
    return sendMark;
  }

  @Override
  public long budget_in() {
    return budgetIn;
  }

  @Override
  public long budget_out() {
    return budgetOut;
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return NettyTransport.Config.class;
  }
}
