package org.patchbay.shell;

import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.wire.Hash256;

/** The header chain. */
@Component(
    service = {Commands.class, ChainCommands.class},
    property = {
      "osgi.command.scope=chain",
      "osgi.command.function=tip",
      "osgi.command.function=header"
    })
public final class ChainCommands implements Commands {
  private final Parts parts;

  @Activate
  public ChainCommands(@Reference Parts parts) {
    this.parts = parts;
  }

  @Override
  public String scope() {
    return "chain";
  }

  @Descriptor("shows the header with the most work")
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
    Chain chain = parts.chain();
    int tip = chain.tip().height();
    Optional<HeaderView> header =
        word.length() == 64
            ? chain.header(hash(word))
            : chain.header((int) Arguments.number("height", word, 0, tip));
    return page(
        chain,
        header.orElseThrow(
            () -> new Refused("no header %s (heights 0 to %d)".formatted(word, tip))));
  }

  private HeaderPage page(Chain chain, HeaderView header) {
    return HeaderPage.of(chain, header, parts.loop().wallTime());
  }

  private static Hash256 hash(String word) {
    try {
      return Hash256.fromHex(word);
    } catch (IllegalArgumentException e) {
      throw new Refused("hash \"%s\": 64 hexadecimal digits are wanted".formatted(word));
    }
  }
}
