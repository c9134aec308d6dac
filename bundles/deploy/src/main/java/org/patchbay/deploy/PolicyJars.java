package org.patchbay.deploy;

import java.io.File;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every file of {@code deploy/} from File Install: a jar is vetted, installed, started and
 * made to prove that it activates; what fails any of it changes nothing, and a jar that it would
 * have replaced stays in force. From any thread, one after the other: File Install has one, and one
 * comes when the terms have changed.
 */
final class PolicyJars implements ArtifactInstaller {
  private static final Logger log = LoggerFactory.getLogger("org.patchbay.deploy");

  private final Path folder;
  private final JarVetting vetting;
  private final JarStore store;
  private final JarRunner runner;
  private final Refusals refusals;
  private final Map<Path, Running> running = new LinkedHashMap<>();

  /** Vetted, but something they need was not there: tried again when another jar comes. */
  private final Set<Path> waiting = new HashSet<>();

  /** Refused: tried again when the terms change. */
  private final Set<Path> refused = new HashSet<>();

  private record Running(JarStore.Copy copy, String symbolicName, long bundle) {}

  PolicyJars(Path folder, JarVetting vetting, JarStore store, JarRunner runner, Refusals refusals) {
    this.folder = folder;
    this.vetting = vetting;
    this.store = store;
    this.runner = runner;
    this.refusals = refusals;
  }

  @Override
  public boolean canHandle(File file) {
    return folder.equals(file.toPath().getParent());
  }

  @Override
  public synchronized void install(File file) {
    consider(file.toPath());
  }

  @Override
  public synchronized void update(File file) {
    consider(file.toPath());
  }

  @Override
  public synchronized void uninstall(File file) {
    Path jar = file.toPath();
    waiting.remove(jar);
    refused.remove(jar);
    refusals.clear(name(jar));
    Running gone = running.remove(jar);
    if (gone != null) {
      runner.stop(gone.bundle());
      store.delete(gone.copy());
      log.info("removed {} ({})", name(jar), gone.symbolicName());
    }
  }

  /** The terms have changed: what was refused may be good now. What runs stays. */
  synchronized void reconsider() {
    Set.copyOf(refused).forEach(this::consider);
  }

  private void consider(Path jar) {
    waiting.remove(jar);
    refused.remove(jar);
    JarStore.Copy copy = null;
    try {
      if (!jar.toString().endsWith(".jar")) {
        throw new RefusedException("not a .jar; policies are deployed as jars, keys in config/");
      }
      copy = store.take(jar);
      Running now = running.get(jar);
      if (now == null || !now.copy().sha256().equals(copy.sha256())) {
        JarVetting.Vetted vetted = vetting.vet(copy.file());
        refuseTwin(jar, vetted.symbolicName());
        replace(jar, copy, vetted);
        copy = null;
      }
      refusals.clear(name(jar));
    } catch (RefusedException e) {
      refused.add(jar);
      refusals.refuse(name(jar), e.getMessage());
    } finally {
      if (copy != null) {
        store.delete(copy);
      }
    }
  }

  private void refuseTwin(Path jar, String symbolicName) throws RefusedException {
    for (Map.Entry<Path, Running> other : running.entrySet()) {
      if (!other.getKey().equals(jar) && other.getValue().symbolicName().equals(symbolicName)) {
        throw new RefusedException(
            symbolicName + " is deployed already, as " + name(other.getKey()));
      }
    }
  }

  /** Puts a vetted jar in the place of what ran from that file, or leaves that as it was. */
  private void replace(Path jar, JarStore.Copy copy, JarVetting.Vetted vetted)
      throws RefusedException {
    Running previous = running.get(jar);
    if (previous != null) {
      runner.stop(previous.bundle());
    }
    long bundle;
    try {
      bundle = runner.start(jar, copy.file());
    } catch (JarRunner.UnresolvedException e) {
      waiting.add(jar);
      store.delete(copy);
      restore(jar, previous);
      throw e;
    } catch (RefusedException e) {
      store.delete(copy);
      restore(jar, previous);
      throw e;
    }
    if (previous != null) {
      store.delete(previous.copy());
    }
    running.put(jar, new Running(copy, vetted.symbolicName(), bundle));
    refusals.clear(name(jar));
    log.info("deployed {} ({} {})", name(jar), vetted.symbolicName(), vetted.version());
    Set.copyOf(waiting).forEach(this::consider);
  }

  private void restore(Path jar, Running previous) throws RefusedException {
    if (previous != null) {
      long bundle = runner.start(jar, previous.copy().file());
      running.put(jar, new Running(previous.copy(), previous.symbolicName(), bundle));
    }
  }

  private String name(Path file) {
    return folder.getFileName() + "/" + file.getFileName();
  }
}
