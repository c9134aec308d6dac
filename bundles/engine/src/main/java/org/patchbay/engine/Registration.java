package org.patchbay.engine;

import java.util.Map;
import org.osgi.framework.Constants;

/** What a service's properties say of a policy. Immutable. */
record Registration(String name, int ranking, long serviceId) {
  static Registration of(Object policy, Map<String, Object> properties) {
    Object name = properties.getOrDefault("policy.name", policy.getClass().getSimpleName());
    Object ranking = properties.getOrDefault(Constants.SERVICE_RANKING, 0);
    Object id = properties.getOrDefault(Constants.SERVICE_ID, 0L);
    return new Registration(
        name.toString(),
        ranking instanceof Integer number ? number : 0,
        id instanceof Long number ? number : 0);
  }
}
