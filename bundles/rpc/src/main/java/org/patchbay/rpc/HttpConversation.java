package org.patchbay.rpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One caller's connection: requests one after the other, each answered before the next is looked
 * at. Confined to its Netty loop.
 *
 * <p>The body of a request that is refused by its head is read and forgotten, so that the answer
 * reaches who is still sending. While a request is being answered the socket is not read.
 */
final class HttpConversation extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(HttpConversation.class);
  private static final long GUESS_MILLIS = 250;
  private static final int SLOWEST = 10;

  private final Bench bench;
  private final Deque<Object> later = new ArrayDeque<>();
  private Request request;
  private Exchange exchange;
  private boolean busy;
  private long heardAt;
  private long begunAt;

  HttpConversation(Bench bench) {
    this.bench = bench;
  }

  /** A request whose body is still coming. */
  private static final class Request {
    final HttpRequest head;
    final Reception.Verdict verdict;
    final ByteBuf body;
    long length;

    Request(HttpRequest head, Reception.Verdict verdict, ByteBuf body) {
      this.head = head;
      this.verdict = verdict;
      this.body = body;
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (bench.connections.incrementAndGet() > bench.terms.connections()) {
      LOG.warn("an RPC connection is turned away: {} stand", bench.terms.connections());
      ctx.close();
      return;
    }
    heardAt = nanos(ctx);
    watch(ctx, bench.terms.timeout().toNanos());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    bench.connections.decrementAndGet();
    forget();
    later.forEach(ReferenceCountUtil::release);
    later.clear();
    if (exchange != null) {
      exchange.abandon();
    }
  }

  private static long nanos(ChannelHandlerContext ctx) {
    return ctx.executor().ticker().nanoTime();
  }

  /** Closes when nothing was heard for too long, or a request takes too long to come. */
  private void watch(ChannelHandlerContext ctx, long nanos) {
    ctx.executor()
        .schedule(
            () -> {
              if (!ctx.channel().isActive()) {
                return;
              }
              long now = nanos(ctx);
              long most = bench.terms.timeout().toNanos();
              boolean silent = now - heardAt >= most;
              boolean slow = request != null && now - begunAt >= SLOWEST * most;
              if (!busy && (silent || slow)) {
                ctx.close();
              } else {
                watch(ctx, busy ? most : Math.max(1, heardAt + most - now));
              }
            },
            nanos,
            TimeUnit.NANOSECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (busy) {
      later.add(message);
      return;
    }
    heardAt = nanos(ctx);
    try {
      if (message instanceof HttpRequest head) {
        begin(ctx, head);
      }
      if (request != null && message instanceof HttpContent content) {
        body(ctx, content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(ChannelHandlerContext ctx, HttpRequest head) {
    begunAt = heardAt;
    if (!head.decoderResult().isSuccess()) {
      end(ctx, head, Reply.of(Reply.BAD_REQUEST));
      return;
    }
    Terms terms = bench.terms;
    Reception.Verdict verdict = Reception.look(head, ctx.channel().remoteAddress(), terms);
    request = new Request(head, verdict, Unpooled.buffer(0));
    if (HttpUtil.getContentLength(head, 0L) > terms.maxBody()) {
      end(ctx, head, Reply.of(Reply.TOO_LARGE));
    } else if (HttpUtil.is100ContinueExpected(head)) {
      if (verdict instanceof Reception.Welcome) {
        ctx.writeAndFlush(
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
      } else {
        HttpUtil.setKeepAlive(head, false);
        whole(ctx);
      }
    }
  }

  private void body(ChannelHandlerContext ctx, HttpContent content) {
    int more = content.content().readableBytes();
    request.length += more;
    if (!content.decoderResult().isSuccess()) {
      end(ctx, request.head, Reply.of(Reply.BAD_REQUEST));
    } else if (request.length > bench.terms.maxBody()) {
      end(ctx, request.head, Reply.of(Reply.TOO_LARGE));
    } else {
      if (request.verdict instanceof Reception.Welcome) {
        if (bench.held.addAndGet(more) > Bench.MAX_HELD) {
          request.body.writeBytes(content.content());
          end(ctx, request.head, Reply.of(Reply.UNAVAILABLE, "Too much is being answered"));
          return;
        }
        request.body.writeBytes(content.content());
      }
      if (content instanceof LastHttpContent) {
        whole(ctx);
      }
    }
  }

  /** The request is complete, or as much of it as is wanted. */
  private void whole(ChannelHandlerContext ctx) {
    Request whole = request;
    if (whole.verdict instanceof Reception.Welcome welcome) {
      if (bench.stopping) {
        forget();
        answer(
            ctx,
            whole.head,
            Reply.of(Reply.UNAVAILABLE, "Request rejected during server shutdown"));
      } else if (bench.held.get() > Bench.MAX_HELD
          || bench.waiting.getAsInt() >= bench.terms.queue()) {
        LOG.warn("an RPC request is refused: {} wait (queue of patchbay.rpc)", bench.terms.queue());
        forget();
        answer(ctx, whole.head, Reply.of(Reply.UNAVAILABLE, "Work queue depth exceeded"));
      } else {
        hand(ctx, whole, welcome.user());
      }
      return;
    }
    Reception.Refused refused = (Reception.Refused) whole.verdict;
    forget();
    Reply reply = Reply.of(refused.status(), refused.sentence());
    if (refused.guess()) {
      guessed(ctx, whole.head, reply);
    } else {
      answer(ctx, whole.head, reply);
    }
  }

  /** A wrong password is answered late, and on no thread's time; many at once are cut off. */
  private void guessed(ChannelHandlerContext ctx, HttpRequest head, Reply reply) {
    LOG.warn("a wrong RPC user or password from {}", ctx.channel().remoteAddress());
    if (bench.guesses.incrementAndGet() > Bench.MAX_GUESSES) {
      bench.guesses.decrementAndGet();
      ctx.close();
      return;
    }
    pause(ctx);
    ctx.executor()
        .schedule(
            () -> {
              bench.guesses.decrementAndGet();
              answer(ctx, head, reply);
            },
            GUESS_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private void hand(ChannelHandlerContext ctx, Request whole, String user) {
    byte[] body = new byte[whole.body.readableBytes()];
    whole.body.readBytes(body);
    whole.body.release();
    request = null;
    pause(ctx);
    bench.busy.incrementAndGet();
    Exchange begun = new Exchange(bench.dispatch, bench.terms.whitelist(), user, bench.workers);
    exchange = begun;
    bench.workers.execute(
        () ->
            begun
                .answer(body)
                .whenComplete(
                    (reply, error) ->
                        ctx.executor().execute(() -> answered(ctx, whole, body.length, reply))));
  }

  private void answered(ChannelHandlerContext ctx, Request whole, int length, Reply reply) {
    exchange = null;
    bench.held.addAndGet(-length);
    bench.busy.decrementAndGet();
    answer(ctx, whole.head, reply);
  }

  private void pause(ChannelHandlerContext ctx) {
    busy = true;
    ctx.channel().config().setAutoRead(false);
  }

  /** Lets go of the request that was coming. */
  private void forget() {
    if (request != null) {
      if (request.verdict instanceof Reception.Welcome) {
        bench.held.addAndGet(-request.body.readableBytes());
      }
      request.body.release();
      request = null;
    }
  }

  /** Answers what nothing can follow. */
  private void end(ChannelHandlerContext ctx, HttpRequest head, Reply reply) {
    forget();
    HttpUtil.setKeepAlive(head, false);
    answer(ctx, head, reply);
  }

  private void answer(ChannelHandlerContext ctx, HttpRequest head, Reply reply) {
    boolean keep = HttpUtil.isKeepAlive(head) && !bench.stopping;
    int length = reply.body().length;
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(reply.status()),
            Unpooled.wrappedBuffer(reply.body()));
    if (reply.status() == Reply.UNAUTHORIZED) {
      response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Basic realm=\"jsonrpc\"");
    }
    if (reply.status() != Reply.NO_CONTENT) {
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, reply.type());
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
    }
    response.headers().set(HttpHeaderNames.DATE, bench.date.get());
    if (!keep) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (!head.protocolVersion().isKeepAliveDefault()) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
    busy = true;
    bench.held.addAndGet(length);
    ctx.writeAndFlush(response)
        .addListener(
            (ChannelFutureListener)
                written -> {
                  bench.held.addAndGet(-length);
                  if (!keep || !written.isSuccess()) {
                    ctx.close();
                  } else {
                    resume(ctx);
                  }
                });
  }

  /** Looks at what came meanwhile, and reads on. */
  private void resume(ChannelHandlerContext ctx) {
    busy = false;
    heardAt = nanos(ctx);
    while (!busy && !later.isEmpty()) {
      channelRead(ctx, later.poll());
    }
    if (!busy) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("an RPC connection failed: {}", cause.toString());
    ctx.close();
  }
}
