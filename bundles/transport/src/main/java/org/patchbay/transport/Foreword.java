package org.patchbay.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.patchbay.api.transport.Opening;
import org.patchbay.api.transport.Passage;
import org.patchbay.wire.NetworkAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds an {@link Opening} on a channel, before its link: which hears of the channel, and of the
 * bytes that are the peer's, when the opening is done and this handler is gone. Confined to the
 * event loop.
 */
final class Foreword extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Foreword.class);

  private final Opening opening;
  private final Done done;
  private final Passage.Failure failed;
  private ScheduledFuture<?> impatience;
  private boolean over;

  /** Told, before the link is, who is at the other end. */
  interface Done {
    void open(NetworkAddress peer);
  }

  /**
   * @param failed told once unless it is done
   */
  Foreword(Opening opening, Done done, Passage.Failure failed) {
    this.opening = opening;
    this.done = done;
    this.failed = failed;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    follow(ctx, opening.begin());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      while (!over && bytes.isReadable()) {
        ByteBuffer in = bytes.nioBuffer().asReadOnlyBuffer();
        int before = in.remaining();
        Opening.Step step = opening.read(in);
        bytes.skipBytes(before - in.remaining());
        follow(ctx, step);
        if (step instanceof Opening.Open) {
          hand(ctx, bytes);
        } else if (before == in.remaining() && !over) {
          throw new IllegalStateException("an opening took nothing of " + before + " bytes");
        }
      }
    } finally {
      bytes.release();
    }
  }

  private static void hand(ChannelHandlerContext ctx, ByteBuf rest) {
    ctx.fireChannelActive();
    if (rest.isReadable()) {
      ctx.fireChannelRead(rest.readRetainedSlice(rest.readableBytes()));
    }
    ctx.pipeline().remove(ctx.name());
  }

  private void follow(ChannelHandlerContext ctx, Opening.Step step) {
    if (step instanceof Opening.Say say) {
      patience(ctx, say.patience().toMillis());
      say.say().whenComplete((bytes, failure) -> inLoop(ctx, () -> said(ctx, bytes, failure)));
    } else if (step instanceof Opening.Open open) {
      end();
      done.open(open.peer());
    } else if (step instanceof Opening.Failed why) {
      fail(ctx.channel(), why.reason(), why.ofTarget());
    }
  }

  private static void inLoop(ChannelHandlerContext ctx, Runnable task) {
    if (ctx.executor().inEventLoop()) {
      task.run();
      return;
    }
    try {
      ctx.executor().execute(task);
    } catch (RejectedExecutionException stopped) {
      LOG.debug("an opening went on when the transport had stopped");
    }
  }

  private void said(ChannelHandlerContext ctx, byte[] bytes, Throwable failure) {
    if (failure != null) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      fail(
          ctx.channel(), cause.getMessage() == null ? cause.toString() : cause.getMessage(), false);
    } else if (!over && bytes.length > 0) {
      ctx.writeAndFlush(Buffers.POOL.directBuffer(bytes.length).writeBytes(bytes));
    }
  }

  private void patience(ChannelHandlerContext ctx, long millis) {
    if (impatience != null) {
      impatience.cancel(false);
    }
    impatience =
        millis == 0
            ? null
            : ctx.executor()
                .schedule(
                    () -> fail(ctx.channel(), "no answer within " + millis + " ms", false),
                    millis,
                    TimeUnit.MILLISECONDS);
  }

  private void end() {
    over = true;
    if (impatience != null) {
      impatience.cancel(false);
    }
  }

  private void fail(Channel channel, String reason, boolean ofTarget) {
    if (!over) {
      end();
      channel.close();
      failed.failed(reason, ofTarget);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    // The link has not begun.
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    // The link has not begun.
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(ctx.channel(), "the other end closed the connection", false);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof RuntimeException) {
      LOG.error("an opening failed", cause);
    }
    fail(ctx.channel(), String.valueOf(cause.getMessage()), false);
  }
}
