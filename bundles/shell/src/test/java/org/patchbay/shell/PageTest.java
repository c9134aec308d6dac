package org.patchbay.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for operators names commands that exist, and every group of them. */
class PageTest {
  private static final Pattern COMMAND =
      Pattern.compile("`((?:peer|net|relay|mempool|chain|health|policy|rules|config|addr):[a-z]+)");

  @Test
  void everyCommandOfThePageExists() throws IOException {
    Parts parts = new Parts();
    Help help = new Help(new OtherCommands(name -> Stream.of()));
    help.groups =
        List.of(
            new PeerCommands(parts),
            new PolicyCommands(parts),
            new TrialCommands(parts),
            new RulesCommands(parts),
            new ChainCommands(parts),
            new AddrCommands(parts),
            new NetCommands(parts),
            new RelayCommands(parts),
            new MempoolCommands(parts),
            new HealthCommands(parts),
            new ConfigCommands(parts));
    Set<String> real = help.commands().stream().map(CommandInfo::name).collect(Collectors.toSet());
    Set<String> named = new TreeSet<>();
    Matcher found = COMMAND.matcher(Files.readString(Path.of("README.md")));
    while (found.find()) {
      named.add(found.group(1));
    }
    assertTrue(named.size() >= 15, "named: " + named);
    named.removeAll(real);
    assertEquals(Set.of(), named, "named and not there");
  }
}
