package org.patchbay.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.patchbay.api.node.Environment;
import org.patchbay.wire.Network;

/**
 * The network and the folder of a node, fixed when it begins. Immutable.
 *
 * <p>The folder is that of the framework property {@code patchbay.folder}, or {@code data} taken
 * relative to it, and in it one for the network.
 */
@Component(name = "patchbay.node", service = Environment.class)
@Designate(ocd = LocalEnvironment.Config.class)
public final class LocalEnvironment implements Environment {
  /** What an operator may set. */
  @ObjectClassDefinition(name = "Node", description = "What is fixed for the run of a node")
  public @interface Config {
    /** The network. */
    @AttributeDefinition(
        description = "The network the node belongs to.",
        options = {
          @Option(label = "main", value = "main"),
          @Option(label = "test", value = "test"),
          @Option(label = "testnet4", value = "testnet4"),
          @Option(label = "signet", value = "signet"),
          @Option(label = "regtest", value = "regtest")
        })
    String network() default "regtest";

    /** The folder. */
    @AttributeDefinition(
        required = false,
        description = "Folder for the networks' folders; empty for the node's own folder.")
    String data() default "";
  }

  private final Network network;
  private final Path dataFolder;
  private final String version;

  /** Of a configuration and the framework's properties. */
  @Activate
  public LocalEnvironment(Config config, BundleContext context) throws IOException {
    this(
        network(config.network()),
        folder(context.getProperty("patchbay.folder"), config.data()),
        context.getProperty("patchbay.version"));
  }

  /**
   * Of plain values.
   *
   * @param folder in which the network's folder is made
   * @param version null where nobody knows it
   * @throws IOException naming the folder that cannot be made
   */
  public LocalEnvironment(Network network, Path folder, String version) throws IOException {
    this.network = network;
    this.dataFolder = folder.resolve(network.dataFolder());
    this.version = version == null ? "0" : version;
    try {
      Files.createDirectories(dataFolder);
    } catch (IOException e) {
      throw new IOException("folder " + dataFolder + " cannot be made: " + e, e);
    }
  }

  private static Network network(String name) {
    return Network.of(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "patchbay.node: network \""
                        + name
                        + "\" (allowed: "
                        + Stream.of(Network.values())
                            .map(Network::id)
                            .collect(Collectors.joining(", "))
                        + ")"));
  }

  private static Path folder(String base, String data) {
    return Path.of(base == null ? "" : base).toAbsolutePath().resolve(data);
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public Path dataFolder() {
    return dataFolder;
  }

  @Override
  public String version() {
    return version;
  }
}
