package org.patchbay.deploy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.api.node.Settings;
import org.patchbay.api.node.SettingsCheck;

/**
 * What an operator asks of jars, as the configuration says it now. From any thread.
 *
 * @param folder where relative paths begin
 * @param clock says which certificates have expired
 */
record VettingTerms(Path folder, Clock clock) implements SettingsCheck {
  private static final String ALLOW = "allow";
  private static final String SIGNERS = "signers";
  private static final String PASSWORD_FILE = "signers.password.file";

  /**
   * What holds for one jar.
   *
   * @param signers empty where no signature is asked for
   */
  record Terms(List<Allowance> allowances, Optional<TrustedSigners> signers) {
    /** Nothing is allowed beyond the list, and no signature asked for. */
    static final Terms USUAL = new Terms(List.of(), Optional.empty());
  }

  /** Where the terms come from. */
  interface Source {
    /**
     * As of now.
     *
     * @throws RefusedException when they cannot be had, and so no jar can be taken
     */
    Terms terms() throws RefusedException;
  }

  /** Reads them, and the key store, anew. */
  Terms read(Settings settings) throws RefusedException {
    Map<String, String> values = new HashMap<>();
    for (Settings.Entry entry : settings.entries()) {
      if (entry.pid().equals(VettingConfig.PID)) {
        values.put(entry.key(), entry.value());
      }
    }
    try {
      List<Allowance> allowances = Allowance.parse(values.getOrDefault(ALLOW, ""));
      String store = values.getOrDefault(SIGNERS, "");
      if (store.isEmpty()) {
        return new Terms(allowances, Optional.empty());
      }
      String password = values.getOrDefault(PASSWORD_FILE, "");
      return new Terms(
          allowances,
          Optional.of(
              TrustedSigners.read(
                  folder.resolve(store),
                  password.isEmpty() ? null : folder.resolve(password),
                  clock)));
    } catch (IllegalArgumentException e) {
      throw new RefusedException("patchbay.deploy: " + e.getMessage());
    } catch (RefusedException e) {
      throw new RefusedException("signature: signers of patchbay.deploy: " + e.getMessage());
    }
  }

  @Override
  public String pid() {
    return VettingConfig.PID;
  }

  /** Of a list; a key store needs the password of another key, and is judged with each jar. */
  @Override
  public Optional<String> refusal(String key, String value) {
    if (!key.equals(ALLOW)) {
      return Optional.empty();
    }
    try {
      Allowance.parse(value);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }
}
