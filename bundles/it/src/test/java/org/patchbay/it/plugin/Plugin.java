package org.patchbay.it.plugin;

import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Registers the one service that the jar's manifest names, and closes it once it is taken back. */
public final class Plugin implements BundleActivator {
  /** With a policy's name: the system property with the time of its registration. */
  public static final String REGISTERED = "patchbay.it.registered.";

  private Object service;
  private ServiceRegistration<?> registration;

  @Override
  public void start(BundleContext context) throws Exception {
    Dictionary<String, String> headers = context.getBundle().getHeaders();
    service =
        Class.forName(headers.get("Plugin-Class"), true, Plugin.class.getClassLoader())
            .getDeclaredConstructor()
            .newInstance();
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("policy.name", headers.get("Plugin-Name"));
    if (headers.get("Plugin-Check") != null) {
      properties.put("check.name", headers.get("Plugin-Check"));
    }
    properties.put("service.ranking", Integer.valueOf(headers.get("Plugin-Ranking")));
    System.setProperty(REGISTERED + headers.get("Plugin-Name"), String.valueOf(System.nanoTime()));
    registration = context.registerService(headers.get("Plugin-Service"), service, properties);
  }

  @Override
  public void stop(BundleContext context) throws Exception {
    registration.unregister();
    if (service instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }
}
