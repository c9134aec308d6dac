package org.patchbay.shell;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.addrbook.AddressRecord;
import org.patchbay.api.addrbook.AddressTables;
import org.patchbay.api.addrbook.AddressTransfer;
import org.patchbay.wire.NetworkClass;

/** The addresses of other nodes. */
@Component(
    service = {Commands.class, AddrCommands.class},
    property = {
      "osgi.command.scope=addr",
      "osgi.command.function=list",
      "osgi.command.function=stats",
      "osgi.command.function=import",
      "osgi.command.function=export"
    })
public final class AddrCommands implements Commands {
  private static final String USAGE = "addr:list [--network NETWORK] [--max COUNT]";
  private static final String MOST = "100";

  private final Parts parts;

  @Activate
  public AddrCommands(@Reference Parts parts) {
    this.parts = parts;
  }

  @Override
  public String scope() {
    return "addr";
  }

  @Descriptor("lists known addresses of other nodes, the freshest first")
  public Table<AddressRow> list(
      @Parameter(
              names = {"-n", "--network"},
              absentValue = "")
          @Descriptor("NETWORK: only addresses of this network, for example ipv4 or onion")
          String network,
      @Parameter(
              names = {"-m", "--max"},
              absentValue = MOST)
          @Descriptor("COUNT: show at most so many; 100 unless told")
          String max,
      String... words) {
    Arguments.expect(USAGE, words);
    List<String> names = networks();
    String wanted =
        network.isEmpty()
            ? ""
            : Arguments.oneOf("network", network.toLowerCase(Locale.ROOT), names);
    long most = Arguments.number("max", max, 1, 1_000_000);
    Instant now = parts.loop().wallTime();
    List<AddressRecord> all =
        parts.addresses().snapshot().stream()
            .filter(one -> wanted.isEmpty() || wanted.equals(name(one)))
            .sorted(Comparator.comparingLong((AddressRecord one) -> one.entry().time()).reversed())
            .toList();
    Table<AddressRow> table =
        Table.of(
            all.stream().limit(most).map(one -> AddressRow.of(one, now)),
            wanted.isEmpty() ? "no addresses are known" : "no " + wanted + " addresses are known");
    return all.size() <= most
        ? table
        : table.with(List.of("%d of %d shown; addr:list --max %2$d".formatted(most, all.size())));
  }

  /** What Gogo falls back to when an option lacks its value. */
  public Table<AddressRow> list(String... words) {
    return list("", MOST, words);
  }

  @Descriptor("draws how full the tables of addresses are, bucket by bucket, and counts networks")
  public AddressPage stats(String... words) {
    Arguments.expect("addr:stats", words);
    AddressBook book = parts.addresses();
    Optional<AddressTables> tables =
        parts.ask("the address book", answer -> answer.accept(book.tables()));
    return AddressPage.of(
        tables.orElseThrow(() -> new Refused("the address book in use has no tables")));
  }

  @Descriptor("adds the addresses of a file: peers.dat of Bitcoin Core, JSON, or one a line")
  public ImportPage _import(
      @Descriptor("FILE: its path, as the node's process sees it") String... words) {
    String name = Arguments.expect("addr:import FILE", words)[0];
    AddressTransfer.Imported told =
        Answer.of(name, parts.transfer().importFrom(Arguments.path(name)));
    return new ImportPage(name, told.format(), told.found(), told.stored());
  }

  @Descriptor("writes all known addresses to a new file, as JSON")
  public ExportPage export(
      @Descriptor("FILE: its path, as the node's process sees it") String... words) {
    String name = Arguments.expect("addr:export FILE", words)[0];
    return new ExportPage(name, Answer.of(name, parts.transfer().exportTo(Arguments.path(name))));
  }

  /** What {@code addr:export} tells. */
  record ExportPage(String file, int written) {}

  /** What {@code addr:import} tells: addresses found, and those that were new and found a place. */
  record ImportPage(String file, String format, int found, int stored) {}

  static List<String> networks() {
    return Arrays.stream(NetworkClass.values()).map(NetworkClass::label).toList();
  }

  static String name(AddressRecord one) {
    return one.entry().address().network().label();
  }
}
