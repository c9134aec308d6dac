package org.patchbay.rules;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.patchbay.api.trial.Edits.Edit;

/** What an edit of the file did, for the record of changes. */
final class Revision {
  private static final String FILE = "config/" + KeptRules.NAME;

  private Revision() {}

  /** An edit that is in force. */
  static Edit taken(byte[] content, Rulebook before, Rulebook after) {
    return new Edit(
        FILE, sha256(content), count(before), count(after), changes(before, after), "in force");
  }

  /** An edit that is refused for a reason. */
  static Edit refused(byte[] content, Rulebook inForce, String why) {
    return new Edit(FILE, sha256(content), count(inForce), count(inForce), "", "refused: " + why);
  }

  private static String count(Rulebook book) {
    int rules = book.rules().size();
    return rules == 1 ? "1 rule" : rules + " rules";
  }

  private static String changes(Rulebook before, Rulebook after) {
    List<String> changes = new ArrayList<>();
    for (OneRule rule : after.rules()) {
      OneRule former = before.named(rule.name()).orElse(null);
      if (former == null) {
        changes.add("added " + rule.name());
      } else if (!rule.says(former)) {
        changes.add("changed " + rule.name());
      }
    }
    for (OneRule rule : before.rules()) {
      if (after.named(rule.name()).isEmpty()) {
        changes.add("removed " + rule.name());
      }
    }
    boolean moved =
        changes.isEmpty()
            && !before.rules().stream()
                .map(OneRule::name)
                .toList()
                .equals(after.rules().stream().map(OneRule::name).toList());
    return changes.isEmpty()
        ? moved ? "another order" : "no rule changed"
        : String.join(", ", changes);
  }

  private static String sha256(byte[] content) {
    try {
      return content.length == 0
          ? ""
          : HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
