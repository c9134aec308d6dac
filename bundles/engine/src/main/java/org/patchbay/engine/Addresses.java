package org.patchbay.engine;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetGroup;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The address book while there is one. Confined to the node loop. */
final class Addresses implements Ward {
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

  Optional<AddressEntry> select(Set<NetworkClass> reachable) {
    return ask(each -> each.select(reachable), Optional.empty());
  }

  void attempted(NetworkAddress address) {
    tell(each -> each.attempted(address));
  }

  void good(NetworkAddress address, long services) {
    tell(each -> each.good(address, services));
  }

  void connected(NetworkAddress address) {
    tell(each -> each.connected(address));
  }

  /** The group of an address, by autonomous system where the book knows it (§9.7). */
  byte[] group(NetworkAddress address) {
    byte[] group = ask(each -> each.group(address), null);
    return group == null ? NetGroup.of(address) : group;
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
