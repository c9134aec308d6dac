package org.patchbay.bench.eclipse;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Manifest;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.patchbay.api.eviction.EvictionPolicy;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The eviction policies of the bundles on the class path, by {@code policy.name}. Immutable.
 *
 * <p>They are found as in a node: by the components that a bundle's manifest names. One that needs
 * a configuration is found and cannot be built; it may be given by a class with a constructor
 * without arguments instead.
 */
final class Evictions {
  private final Map<String, String> classes = new TreeMap<>();

  /** Looks through the class path. */
  Evictions() throws IOException {
    ClassLoader loader = Evictions.class.getClassLoader();
    for (URL url : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
      try (InputStream in = url.openStream()) {
        String components = new Manifest(in).getMainAttributes().getValue("Service-Component");
        for (String each : components == null ? new String[0] : components.split(",")) {
          read(new URL(url, "../" + each.strip()));
        }
      }
    }
  }

  private void read(URL component) throws IOException {
    try (InputStream in = component.openStream()) {
      Element root =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
      if (any(root, "provide", "interface", EvictionPolicy.class.getName()) != null) {
        Element name = any(root, "property", "name", "policy.name");
        String type =
            ((Element) root.getElementsByTagName("implementation").item(0)).getAttribute("class");
        classes.put(name == null ? type : name.getAttribute("value"), type);
      }
    } catch (ParserConfigurationException | SAXException flaw) {
      throw new IOException(component + ": " + flaw.getMessage(), flaw);
    }
  }

  private static Element any(Element root, String tag, String attribute, String value) {
    NodeList all = root.getElementsByTagName(tag);
    for (int i = 0; i < all.getLength(); i++) {
      if (all.item(i) instanceof Element each && each.getAttribute(attribute).equals(value)) {
        return each;
      }
    }
    return null;
  }

  /**
   * A policy of a name or a class.
   *
   * @throws IllegalArgumentException naming those there are
   */
  EvictionPolicy named(String name) {
    try {
      return (EvictionPolicy)
          Class.forName(classes.getOrDefault(name, name)).getConstructor().newInstance();
    } catch (ReflectiveOperationException | ClassCastException cause) {
      throw new IllegalArgumentException(
          "eviction %s cannot be built: %s (there are %s)".formatted(name, cause, classes.keySet()),
          cause);
    }
  }
}
