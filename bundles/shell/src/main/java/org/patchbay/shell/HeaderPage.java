package org.patchbay.shell;

import java.time.Instant;
import java.util.Optional;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.wire.BlockHeader;

/** One header as {@code chain:tip} and {@code chain:header} show it. */
record HeaderPage(
    int height,
    String hash,
    String previous,
    String merkleRoot,
    Instant time,
    Quantity.Age age,
    Instant medianTime,
    String version,
    String bits,
    String nonce,
    String work,
    String onBestChain,
    String network,
    String connected,
    String kept) {
  private static final String NO_BLOCKS = "";

  static HeaderPage of(Chain chain, Optional<Blocks> blocks, HeaderView view, Instant now) {
    BlockHeader header = view.header();
    boolean best =
        chain.header(view.height()).map(other -> other.hash().equals(view.hash())).orElse(false);
    return new HeaderPage(
        view.height(),
        view.hash().toString(),
        header.previous().toString(),
        header.merkleRoot().toString(),
        Instant.ofEpochSecond(header.time()),
        Quantity.Age.ofSeconds(Math.max(0, now.getEpochSecond() - header.time())),
        Instant.ofEpochSecond(view.medianTime()),
        "%08x".formatted(header.version()),
        "%08x".formatted(header.bits()),
        Long.toString(header.nonce() & 0xffff_ffffL),
        "0x" + view.chainWork().toString().replaceFirst("^0+(?=.)", ""),
        best ? "yes, " + (chain.tip().height() - view.height()) + " headers follow" : "no",
        chain.network().id() + (chain.hasMinimumWork() ? "" : ", below its minimum work"),
        blocks.map(HeaderPage::connected).orElse(NO_BLOCKS),
        blocks.map(HeaderPage::kept).orElse(NO_BLOCKS));
  }

  private static String connected(Blocks blocks) {
    HeaderView tip = blocks.tip();
    return "blocks to height %d, %s%s"
        .formatted(tip.height(), tip.hash(), blocks.initialDownload() ? ", still catching up" : "");
  }

  /** Which blocks are on disk. */
  static String kept(Blocks blocks) {
    if (blocks.keep() == 0) {
      return "headers alone";
    }
    String range = "heights %d to %d".formatted(blocks.lowest(), blocks.tip().height());
    return blocks.keep() == Blocks.ALL ? range : range + ", the last " + blocks.keep();
  }
}
