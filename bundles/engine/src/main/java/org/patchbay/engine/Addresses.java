package org.patchbay.engine;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.addrbook.AddressRecord;
import org.patchbay.api.addrbook.Outlook;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetGroup;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address book while there is one, each call of it guarded; an empty book otherwise. Confined
 * to the node loop.
 */
final class Addresses implements AddressBook, Ward {
  private static final Logger LOG = LoggerFactory.getLogger(Addresses.class);

  private final World world;
  private AddressBook book;

  Addresses(World world) {
    this.world = world;
  }

  void bind(AddressBook newBook) {
    book = newBook;
  }

  void unbind(AddressBook oldBook) {
    if (book == oldBook) {
      book = null;
    }
  }

  boolean present() {
    return book != null;
  }

  @Override
  public int add(Collection<AddressEntry> entries, NetworkAddress source, long penalty) {
    return ask(each -> each.add(entries, source, penalty), 0);
  }

  @Override
  public Optional<AddressEntry> select(Set<NetworkClass> reachable) {
    return ask(each -> each.select(reachable), Optional.empty());
  }

  @Override
  public Optional<AddressEntry> selectNew(Set<NetworkClass> networks) {
    return ask(each -> each.selectNew(networks), Optional.empty());
  }

  @Override
  public Optional<AddressEntry> selectTriedCollision() {
    return ask(AddressBook::selectTriedCollision, Optional.empty());
  }

  @Override
  public void resolveCollisions() {
    tell(AddressBook::resolveCollisions);
  }

  @Override
  public void attempted(NetworkAddress address) {
    tell(each -> each.attempted(address));
  }

  @Override
  public void attempted(NetworkAddress address, boolean count) {
    tell(each -> each.attempted(address, count));
  }

  @Override
  public long lastTry(NetworkAddress address) {
    return ask(each -> each.lastTry(address), 0L);
  }

  @Override
  public void services(NetworkAddress address, long services) {
    tell(each -> each.services(address, services));
  }

  @Override
  public void good(NetworkAddress address, long services) {
    tell(each -> each.good(address, services));
  }

  @Override
  public void connected(NetworkAddress address) {
    tell(each -> each.connected(address));
  }

  @Override
  public OptionalLong as(NetworkAddress address) {
    return ask(each -> each.as(address), OptionalLong.empty());
  }

  @Override
  public List<AddressEntry> sample(int max, int percent) {
    return ask(each -> each.sample(max, percent), List.of());
  }

  @Override
  public int size() {
    return ask(AddressBook::size, 0);
  }

  @Override
  public List<AddressRecord> snapshot() {
    return ask(AddressBook::snapshot, List.of());
  }

  @Override
  public byte[] group(NetworkAddress address) {
    byte[] group = ask(each -> each.group(address), null);
    return group == null ? NetGroup.of(address) : group;
  }

  @Override
  public boolean routable(NetworkAddress address) {
    return ask(each -> each.routable(address), false);
  }

  @Override
  public void outlook(Outlook outlook) {
    tell(each -> each.outlook(outlook));
  }

  @Override
  public Optional<String> hostToAsk() {
    return ask(AddressBook::hostToAsk, Optional.empty());
  }

  private void tell(Consumer<AddressBook> news) {
    ask(
        each -> {
          news.accept(each);
          return true;
        },
        false);
  }

  private <R> R ask(Function<AddressBook, R> question, R otherwise) {
    if (book == null) {
      return otherwise;
    }
    R answer = null;
    Throwable failure = null;
    long ticket = world.watch.enter(this);
    try {
      answer = question.apply(book);
    } catch (Throwable thrown) {
      failure = thrown;
    }
    world.watch.exit(ticket);
    if (failure != null) {
      LOG.warn("the address book failed", failure);
    }
    return answer == null ? otherwise : answer;
  }

  @Override
  public void abandoned(String where) {
    LOG.error("the address book did not return and is left alone: {}", where);
    book = null;
  }
}
