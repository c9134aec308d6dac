package org.patchbay.transport;

/** What may carry the bytes, the best first. */
enum Carrier {
  IO_URING("io_uring") {
    @Override
    Sockets sockets() {
      return new UringSockets();
    }
  },
  EPOLL("epoll") {
    @Override
    Sockets sockets() {
      return new EpollSockets();
    }
  },
  NIO("nio") {
    @Override
    Sockets sockets() {
      return new NioSockets();
    }
  };

  private final String label;

  Carrier(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /**
   * Its classes, which nothing else names, so that they are not even loaded elsewhere.
   *
   * @throws LinkageError where its package is not installed or its library does not load
   * @throws RuntimeException where the system lacks what it needs
   */
  abstract Sockets sockets();
}
