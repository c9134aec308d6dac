package org.patchbay.engine;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.bans.BanList;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.codec.MessageCodec;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.node.Connectivity;
import org.patchbay.api.node.Environment;
import org.patchbay.api.node.Footing;
import org.patchbay.api.node.Node;
import org.patchbay.api.node.Shadow;
import org.patchbay.api.node.Targets;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.selection.SelectionPolicy;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.transport.Forwarder;
import org.patchbay.api.transport.Transport;
import org.patchbay.api.transport.Way;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;

/**
 * Wires an {@link Engine} to services. Every policy and protocol is bound dynamically; the
 * configuration is taken over by {@link #modified} without a restart. An unbind returns when no
 * call is inside the service any more. {@link EngineServices} has what else it offers.
 */
@Component(
    name = "patchbay.engine",
    service = {Node.class, EngineComponent.class},
    immediate = true)
@Designate(ocd = EngineConfig.class)
public final class EngineComponent implements Node {
  private final Engine engine;
  private final Network network;
  private EngineSettings settings;

  /** A node that begins when it is activated. */
  @Activate
  public EngineComponent(
      @Reference Loop loop,
      @Reference Workers workers,
      @Reference Environment environment,
      @Reference Transport transport,
      @Reference OwnAddresses own,
      EngineConfig config) {
    network = environment.network();
    settings = EngineSettings.of(config, network, null);
    engine =
        new Engine(loop, workers, environment, transport, settings, own, Interfaces::addresses);
    engine.codec(false);
    engine.awaitBans();
  }

  @Activate
  void activate() {
    engine.start(Readiness.SETTLING);
  }

  @Modified
  void modified(EngineConfig config) {
    settings = EngineSettings.of(config, network, settings);
    engine.configure(settings);
  }

  @Deactivate
  void deactivate() {
    engine.stop();
  }

  /** Only waited for: the transport gives it to its links, which keep it when it goes. */
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  void addCodec(MessageCodec codec) {
    engine.codec(true);
  }

  void removeCodec(MessageCodec codec) {
    engine.codec(false);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addBans(BanList list) {
    engine.add(list);
  }

  void removeBans(BanList list) {
    engine.remove(list);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addProtocol(Protocol protocol) {
    engine.add(protocol);
  }

  void removeProtocol(Protocol protocol) {
    engine.remove(protocol);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addTargets(Targets targets) {
    engine.add(targets);
  }

  void removeTargets(Targets targets) {
    engine.remove(targets);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addWay(Way way) {
    engine.add(way);
  }

  void removeWay(Way way) {
    engine.remove(way);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addForwarder(Forwarder forwarder) {
    engine.add(forwarder);
  }

  void removeForwarder(Forwarder forwarder) {
    engine.remove(forwarder);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addBook(AddressBook book) {
    engine.add(book);
  }

  void removeBook(AddressBook book) {
    engine.remove(book);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addChain(Chain chain) {
    engine.add(chain);
  }

  void removeChain(Chain chain) {
    engine.remove(chain);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addAdmission(AdmissionPolicy policy, Map<String, Object> properties) {
    bind(AdmissionPolicy.class, policy, properties);
  }

  void removeAdmission(AdmissionPolicy policy) {
    engine.remove(AdmissionPolicy.class, policy);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addRateLimit(RateLimitPolicy policy, Map<String, Object> properties) {
    bind(RateLimitPolicy.class, policy, properties);
  }

  void removeRateLimit(RateLimitPolicy policy) {
    engine.remove(RateLimitPolicy.class, policy);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addScoring(ScoringPolicy policy, Map<String, Object> properties) {
    bind(ScoringPolicy.class, policy, properties);
  }

  void removeScoring(ScoringPolicy policy) {
    engine.remove(ScoringPolicy.class, policy);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addMisbehaviour(MisbehaviourPolicy policy, Map<String, Object> properties) {
    bind(MisbehaviourPolicy.class, policy, properties);
  }

  void removeMisbehaviour(MisbehaviourPolicy policy) {
    engine.remove(MisbehaviourPolicy.class, policy);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addEviction(EvictionPolicy policy, Map<String, Object> properties) {
    bind(EvictionPolicy.class, policy, properties);
  }

  void removeEviction(EvictionPolicy policy) {
    engine.remove(EvictionPolicy.class, policy);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addRelay(RelayPolicy policy, Map<String, Object> properties) {
    bind(RelayPolicy.class, policy, properties);
  }

  void removeRelay(RelayPolicy policy) {
    engine.remove(RelayPolicy.class, policy);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addSelection(SelectionPolicy policy, Map<String, Object> properties) {
    bind(SelectionPolicy.class, policy, properties);
  }

  void removeSelection(SelectionPolicy policy) {
    engine.remove(SelectionPolicy.class, policy);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addRemedy(RemedyPolicy policy, Map<String, Object> properties) {
    bind(RemedyPolicy.class, policy, properties);
  }

  void removeRemedy(RemedyPolicy policy) {
    engine.remove(RemedyPolicy.class, policy);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addObserver(Observer observer) {
    engine.add(observer);
  }

  void removeObserver(Observer observer) {
    engine.remove(observer);
  }

  private <P> void bind(Class<P> kind, P policy, Map<String, Object> properties) {
    Registration as = Registration.of(policy, properties);
    engine.add(kind, policy, as.name(), as.ranking(), as.serviceId());
  }

  /** What other parts of the node ask it for. */
  Engine engine() {
    return engine;
  }

  @Override
  public List<PeerView> peers() {
    return engine.peers();
  }

  @Override
  public Optional<PeerView> peer(long id) {
    return engine.peer(id);
  }

  @Override
  public Optional<Footing> footing(long id) {
    return engine.footing(id);
  }

  @Override
  public List<Node.Ended> ended() {
    return engine.ended();
  }

  @Override
  public Map<CloseReason.Code, Long> endedByReason() {
    return engine.endedByReason();
  }

  @Override
  public CompletionStage<Long> connect(NetworkAddress address) {
    return engine.connect(address);
  }

  @Override
  public CompletionStage<Boolean> drop(long id, String detail) {
    return engine.drop(id, detail);
  }

  @Override
  public List<Node.Slot> slots() {
    return engine.slots();
  }

  @Override
  public List<Shadow> shadows() {
    return engine.shadows();
  }

  @Override
  public Node.Totals totals() {
    return engine.totals();
  }

  @Override
  public Node.Slots limits() {
    return engine.limits();
  }

  @Override
  public List<InetSocketAddress> listening() {
    return engine.listening();
  }

  @Override
  public Connectivity connectivity() {
    return engine.connectivity();
  }

  @Override
  public List<String> protocols() {
    return engine.protocols();
  }
}
