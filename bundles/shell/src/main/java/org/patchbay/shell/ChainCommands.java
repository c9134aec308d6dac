package org.patchbay.shell;

import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.wire.Block;

/** The header chain and its blocks. */
@Component(
    service = {Commands.class, ChainCommands.class},
    property = {
      "osgi.command.scope=chain",
      "osgi.command.function=tip",
      "osgi.command.function=header",
      "osgi.command.function=block"
    })
public final class ChainCommands implements Commands {
  private static final int SHOWN = 10;

  private final Parts parts;

  @Activate
  public ChainCommands(@Reference Parts parts) {
    this.parts = parts;
  }

  @Override
  public String scope() {
    return "chain";
  }

  @Descriptor(
      "shows the header with the most work, how far blocks are connected and which are kept")
  public HeaderPage tip(String... words) {
    Arguments.expect("chain:tip", words);
    Chain chain = parts.chain();
    return page(chain, chain.tip());
  }

  @Descriptor("shows a header of the best chain by its height, or any stored one by its hash")
  public HeaderPage header(
      @Descriptor("HEIGHT|HASH: 0 for the genesis block, or 64 hexadecimal digits")
          String... words) {
    String word = Arguments.expect("chain:header HEIGHT|HASH", words)[0];
    return page(parts.chain(), find(word));
  }

  @Descriptor("shows a block: size, weight and its first transactions")
  public BlockPage block(
      @Descriptor(
              "HEIGHT|HASH [COUNT]: which block, and how many of its transactions; 10 unless told")
          String... words) {
    if (words.length < 1 || words.length > 2) {
      throw new Misused(
          "usage: chain:block HEIGHT|HASH [COUNT] (%d words given)".formatted(words.length));
    }
    int most = words.length == 1 ? SHOWN : (int) Arguments.number("count", words[1], 1, 1_000_000);
    HeaderView view = find(words[0]);
    Blocks blocks = parts.blocks();
    Optional<Block> block =
        parts.ask("block " + words[0], answer -> blocks.read(view.hash(), answer));
    return BlockPage.of(
        view,
        block.orElseThrow(
            () ->
                new Refused(
                    "block %s is not kept (%s)".formatted(words[0], HeaderPage.kept(blocks)))),
        connected(blocks, view),
        most,
        parts.loop().wallTime());
  }

  private boolean connected(Blocks blocks, HeaderView view) {
    return view.height() <= blocks.tip().height()
        && parts
            .chain()
            .header(view.height())
            .filter(other -> other.hash().equals(view.hash()))
            .isPresent();
  }

  private HeaderView find(String word) {
    Chain chain = parts.chain();
    int tip = chain.tip().height();
    Optional<HeaderView> header =
        word.length() == 64
            ? chain.header(Arguments.hash(word))
            : chain.header((int) Arguments.number("height", word, 0, tip));
    return header.orElseThrow(
        () -> new Refused("no header %s (heights 0 to %d)".formatted(word, tip)));
  }

  private HeaderPage page(Chain chain, HeaderView header) {
    return HeaderPage.of(chain, Optional.ofNullable(parts.blocks), header, parts.loop().wallTime());
  }
}
