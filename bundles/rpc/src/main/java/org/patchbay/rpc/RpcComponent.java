package org.patchbay.rpc;

import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.node.Environment;
import org.patchbay.api.node.Node;
import org.patchbay.api.rpc.RpcMethods;

/** Wires an {@link RpcServer} to services; its own methods are those of control. */
@Component(
    name = "patchbay.rpc",
    service = HealthCheck.class,
    property = "check.name=rpc",
    immediate = true)
@Designate(ocd = RpcConfig.class)
public final class RpcComponent implements HealthCheck, Warmup {
  private final FrameworkStartLevel levels;
  private final int level;
  private final Environment environment;
  private final MethodTable methods;
  private final RpcMethods control;
  private final RpcServer server;
  private volatile boolean ready;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Node node;

  /** A server that listens. */
  @Activate
  public RpcComponent(
      BundleContext context,
      @Reference Loop loop,
      @Reference Environment environment,
      @Reference MethodTable methods,
      RpcConfig config) {
    this.environment = environment;
    this.methods = methods;
    Bundle system = context.getBundle(Constants.SYSTEM_BUNDLE_ID);
    levels = system.adapt(FrameworkStartLevel.class);
    level = context.getBundle().adapt(BundleStartLevel.class).getStartLevel();
    ActiveCalls active = new ActiveCalls(loop::now);
    control = new ControlMethods(methods, active, loop, () -> Shutdown.of(system));
    server =
        new RpcServer(
            loop,
            environment,
            new Dispatch(methods, this, active),
            RpcSettings.of(config, environment.network()));
  }

  @Activate
  void activate() {
    methods.add(control, Map.of());
    server.open();
  }

  @Modified
  void modified(RpcConfig config) {
    server.configure(RpcSettings.of(config, environment.network()));
  }

  @Deactivate
  void deactivate() {
    server.close();
    methods.remove(control);
  }

  /**
   * Ready when the framework has once gone beyond the level at which this bundle starts: until then
   * methods are still coming.
   */
  @Override
  public Optional<String> status() {
    if (!ready) {
      if (levels.getStartLevel() <= level) {
        return Optional.of("Starting the bundles…");
      } else if (node == null) {
        return Optional.of("Starting network threads…");
      }
      ready = true;
    }
    return Optional.empty();
  }

  @Override
  public Finding look(Vitals vitals) {
    return server.finding();
  }
}
