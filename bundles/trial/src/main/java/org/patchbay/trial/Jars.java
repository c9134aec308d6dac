package org.patchbay.trial;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.selection.SelectionPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the jar that a policy comes from. From any thread but the node loop, which must not call
 * the service registry.
 */
final class Jars {
  private static final Logger LOG = LoggerFactory.getLogger(Jars.class);
  private static final String REFERENCE = "reference:";
  private static final String DEPLOYED = "patchbay-deploy:";
  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "admission", AdmissionPolicy.class,
          "ratelimit", RateLimitPolicy.class,
          "scoring", ScoringPolicy.class,
          "misbehaviour", MisbehaviourPolicy.class,
          "eviction", EvictionPolicy.class,
          "relay", RelayPolicy.class,
          "selection", SelectionPolicy.class,
          "remedy", RemedyPolicy.class);

  private final BundleContext context;

  Jars(BundleContext context) {
    this.context = context;
  }

  /** The SHA-256 of a policy's jar in hexadecimal digits; empty where there is none to be found. */
  String sha256(String slot, String policy) {
    Class<?> kind = KINDS.get(slot);
    try {
      ServiceReference<?>[] found =
          kind == null ? null : context.getAllServiceReferences(kind.getName(), null);
      for (ServiceReference<?> each :
          found == null ? List.<ServiceReference<?>>of() : List.of(found)) {
        Bundle bundle = each.getBundle();
        if (policy.equals(each.getProperty("policy.name")) && bundle != null) {
          Path jar = jar(bundle.getLocation());
          return jar == null ? "" : sha256(jar);
        }
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter was given", e);
    } catch (IOException | IllegalArgumentException e) {
      LOG.info("the jar of policy {}/{} cannot be read: {}", slot, policy, e.toString());
    }
    return "";
  }

  private Path jar(String location) {
    String folder = context.getProperty("patchbay.deploy");
    if (location.startsWith(DEPLOYED) && folder != null) {
      return Path.of(folder).resolve(location.substring(DEPLOYED.length()));
    }
    String at = location.startsWith(REFERENCE) ? location.substring(REFERENCE.length()) : location;
    return at.startsWith("file:") ? Path.of(URI.create(at)) : null;
  }

  private static String sha256(Path jar) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(jar), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
