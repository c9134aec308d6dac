package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.it.plugin.Evictions;
import org.patchbay.wire.Network;

/** Jars dropped into {@code deploy/}: good ones are in force at once, bad ones change nothing. */
class DeployIT {
  private static final Duration DEPLOYED = Duration.ofSeconds(2);

  @TempDir Path folder;

  @Test
  void aJarIsInForceWhileItIsThere() throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder);
        WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
      Path jar = good().into(node.deploy());
      node.awaitInForce("eviction", "x", DEPLOYED);

      Files.delete(jar);

      EmbeddedNode.await("gone", DEPLOYED, () -> node.slot("eviction").inForce().equals("core"));
      peer.barrier(1);
    }
  }

  /** The activator of these jars makes its policy by reflection. */
  @Test
  void whatNoPolicyNeedsIsRefusedHoweverItComesUntilItIsAllowed() throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder)) {
      node.settings().set("patchbay.deploy", "allow", "com.example.*:org.osgi.framework.*");
      good().into(node.deploy());
      Path other = good().with("Bundle-SymbolicName", "com.example.y").into(folder, "other");
      Bundle bundle =
          node.context()
              .installBundle("by hand", new ByteArrayInputStream(Files.readAllBytes(other)));
      assertThrows(BundleException.class, bundle::start);
      EmbeddedNode.await(
          () -> "both are refused: " + node.settings().refusals(),
          () ->
              List.of("deploy/x.jar: ", "bundle com.example.y ").stream()
                  .allMatch(
                      who ->
                          node.settings().refusals().stream()
                              .anyMatch(l -> l.startsWith(who) && l.contains("Class#forName"))));

      node.settings().reset("patchbay.deploy", "allow");

      node.awaitInForce("eviction", "x", DEPLOYED);
      bundle.update(new ByteArrayInputStream(Files.readAllBytes(other)));
      bundle.start();
      assertEquals(Bundle.ACTIVE, bundle.getState());
      assertEquals(List.of(), node.settings().refusals());

      node.settings().set("patchbay.deploy", "signers", "none.p12");
      good().with("Bundle-SymbolicName", "com.example.z").into(node.deploy(), "z.jar");
      EmbeddedNode.await(
          () -> "refused for want of a key store: " + node.settings().refusals(),
          () ->
              node.settings().refusals().stream()
                  .anyMatch(
                      l -> l.startsWith("deploy/z.jar: signature: ") && l.contains("none.p12")));
    }
  }

  @Test
  void aBadJarIsRefusedWithOneLineAndChangesNothing() throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder);
        WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
      List<String> before = bundles(node);

      good()
          .with("Export-Package", "org.patchbay.api.eviction;version=\"9.0.0\"")
          .into(node.deploy(), "exports.jar");
      good()
          .with("Import-Package", "org.patchbay.api.eviction;version=\"[7,8)\"")
          .into(node.deploy(), "wrong-version.jar");
      good().with("Plugin-Class", "com.example.Missing").into(node.deploy(), "throws.jar");
      byte[] whole = Files.readAllBytes(good().into(folder, "whole"));
      Files.write(node.deploy().resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));
      Files.writeString(node.deploy().resolve("text.jar"), "not a bundle");

      for (String name :
          List.of("exports.jar", "wrong-version.jar", "throws.jar", "half.jar", "text.jar")) {
        EmbeddedNode.await(
            name + " is refused",
            () -> node.settings().refusals().stream().filter(l -> l.contains(name)).count() == 1);
      }
      node.settings().refusals().forEach(line -> assertFalse(line.contains("\n"), line));
      assertEquals(before, bundles(node));
      assertEquals("core", node.slot("eviction").inForce());
      peer.barrier(1);
    }
  }

  @Test
  void aHundredUpdatesLeaveNoClassLoaderBehind() throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder);
        WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
      List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
      Bundle bundle = install(node);
      for (int i = 0; i < 100; i++) {
        loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
        bundle.update(Files.newInputStream(good().into(folder, "update")));
        node.awaitInForce("eviction", "x");
      }
      peer.barrier(1);
      bundle.uninstall();
      EmbeddedNode.await(
          "class loaders are collected",
          () -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.refersTo(null));
          });
      assertTrue(loaders.size() == 100);
    }
  }

  private static Bundle install(EmbeddedNode node) throws IOException {
    good().into(node.deploy(), "x.jar");
    node.awaitInForce("eviction", "x");
    return Stream.of(node.context().getBundles())
        .filter(bundle -> "com.example.x".equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }

  private static PluginJar good() {
    return PluginJar.of("x", EvictionPolicy.class, Evictions.First.class);
  }

  private static List<String> bundles(EmbeddedNode node) {
    return Stream.of(node.context().getBundles())
        .map(bundle -> bundle.getSymbolicName() + " " + bundle.getState())
        .sorted()
        .toList();
  }
}
