package org.patchbay.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.log.LogReaderService;
import org.patchbay.api.node.Settings;
import org.patchbay.api.node.SettingsCheck;

/**
 * Starts below everything else: no component activates before its configuration stands, and none at
 * all when that configuration is bad.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class Deployment implements BundleActivator {
  /** Above File Install's own installers. */
  private static final int RANKING = 1_000;

  @Override
  public void start(BundleContext context) throws IOException {
    ServiceReference<LogReaderService> reader = context.getServiceReference(LogReaderService.class);
    if (reader != null) {
      context.getService(reader).addLogListener(new LogForward());
    }
    Refusals refusals = new Refusals();
    Components components = new Components(context);
    ConfigFolder config = config(context, refusals);
    sealApi(context);
    new SettingsFiles(context, config).open();

    Path deploy = Path.of(property(context, "patchbay.deploy"));
    PolicyJars jars =
        new PolicyJars(
            deploy,
            new JarVetting(ground(context)),
            new JarStore(context.getDataFile("jars").toPath()),
            new FrameworkRunner(context, components),
            refusals);
    Dictionary<String, Object> ranking = new Hashtable<>();
    ranking.put(Constants.SERVICE_RANKING, RANKING);
    context.registerService(ArtifactInstaller.class, jars, ranking);
    context.registerService(
        ArtifactInstaller.class,
        new ConfigurationFiles(Path.of(property(context, "patchbay.config")), config),
        ranking);
    context.registerService(Settings.class, config, null);
    Dictionary<String, Object> report = new Hashtable<>();
    report.put("patchbay.report", "start");
    report.put(Constants.SERVICE_RANKING, RANKING);
    context.registerService(Supplier.class, new StartScreen(context, config, components), report);
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes back services, listeners and hooks.
  }

  private static ConfigFolder config(BundleContext context, Refusals refusals) throws IOException {
    ServiceReference<ConfigurationAdmin> reference =
        context.getServiceReference(ConfigurationAdmin.class);
    if (reference == null) {
      throw new IllegalStateException("no ConfigurationAdmin: it starts below this bundle");
    }
    ConfigFolder config =
        new ConfigFolder(
            Path.of(property(context, "patchbay.config")),
            new ConfigAdminSink(context.getService(reference)),
            refusals,
            () -> checks(context));
    BundleMetatypes metatypes = new BundleMetatypes(config);
    context.addBundleListener(metatypes);
    try {
      config.start(metatypes.scan(context.getBundles()), launchValues(context));
      config.readAll();
    } catch (RefusedException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return config;
  }

  private static List<SettingsCheck> checks(BundleContext context) {
    try {
      return context.getServiceReferences(SettingsCheck.class, null).stream()
          .map(context::getService)
          .filter(Objects::nonNull)
          .toList();
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter was given", e);
    }
  }

  /** A framework property cannot be found by its prefix: the launcher lists the names. */
  private static Map<String, String> launchValues(BundleContext context) {
    Map<String, String> values = new LinkedHashMap<>();
    String names = context.getProperty("patchbay.values");
    for (String name : names == null ? new String[0] : names.split("\n")) {
      String value = context.getProperty(name);
      if (value != null) {
        values.put(name, value);
      }
    }
    return values;
  }

  private static void sealApi(BundleContext context) {
    Set<Long> ground = new HashSet<>();
    Set<Long> providers = new HashSet<>();
    for (Bundle bundle : context.getBundles()) {
      ground.add(bundle.getBundleId());
      String name = bundle.getSymbolicName();
      if ("org.patchbay.wire".equals(name) || "org.patchbay.api".equals(name)) {
        providers.add(bundle.getBundleId());
      }
    }
    context.registerService(
        ResolverHookFactory.class, new ApiSeal(Set.copyOf(ground), Set.copyOf(providers)), null);
  }

  private static Ground ground(BundleContext context) {
    Ground ground = new Ground();
    for (Bundle bundle : context.getBundles()) {
      Dictionary<String, String> headers = bundle.getHeaders("");
      ground.with(
          String.valueOf(bundle.getSymbolicName()),
          headers.get(Constants.EXPORT_PACKAGE),
          headers.get(Constants.IMPORT_PACKAGE),
          headers.get(Constants.DYNAMICIMPORT_PACKAGE));
    }
    return ground;
  }

  private static String property(BundleContext context, String name) {
    String value = context.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("framework property " + name + " is missing");
    }
    return value;
  }
}
