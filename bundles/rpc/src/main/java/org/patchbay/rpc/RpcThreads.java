package org.patchbay.rpc;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.security.SecureRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of the server, and its secrets: where both are born. From any thread. */
final class RpcThreads implements Executor {
  private static final int SECRET = 32;

  private final ThreadPoolExecutor workers;

  /** So many workers; they end while there is nothing to do. */
  RpcThreads(int threads) {
    workers =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("rpc", true));
    workers.allowCoreThreadTimeOut(true);
  }

  /** For the thread that owns the sockets. */
  static ThreadFactory sockets() {
    return new DefaultThreadFactory("rpc-http", true);
  }

  /** What nobody can guess. */
  static byte[] secret() {
    byte[] secret = new byte[SECRET];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  @Override
  public void execute(Runnable task) {
    workers.execute(task);
  }

  /** Tasks that wait for a worker. */
  int waiting() {
    return workers.getQueue().size();
  }

  /** Another number of workers. */
  void resize(int threads) {
    if (threads > workers.getMaximumPoolSize()) {
      workers.setMaximumPoolSize(threads);
      workers.setCorePoolSize(threads);
    } else {
      workers.setCorePoolSize(threads);
      workers.setMaximumPoolSize(threads);
    }
  }

  /** Ends the workers; who waits for something is interrupted. */
  void stop() {
    workers.shutdownNow();
  }
}
