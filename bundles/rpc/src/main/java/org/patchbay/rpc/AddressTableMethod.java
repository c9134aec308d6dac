package org.patchbay.rpc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.addrbook.AddressPlace;
import org.patchbay.api.addrbook.AddressRecord;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.RpcMethods;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;

/** Which address stands where in the tables of the address book, for tests (§12.1, §17.4). */
@Component
public final class AddressTableMethod implements RpcMethods {
  private final NodeParts parts;

  @Activate
  public AddressTableMethod(@Reference NodeParts parts) {
    this.parts = parts;
  }

  @Override
  public List<RpcMethod> methods() {
    return List.of(getrawaddrman());
  }

  private RpcMethod getrawaddrman() {
    Shape entry =
        Shape.object(
            "What stands at bucket/position",
            Shape.field("address", Shape.string("The address of the node")),
            Shape.maybe("mapped_as", Shape.number("Autonomous system that announces it")),
            Shape.field("port", Shape.number("Its port")),
            Shape.field("services", Shape.number("Services that it offers, as bits")),
            Shape.field("time", Shape.time("When the node was last seen")),
            Shape.field("network", Shape.string("The network of the address")),
            Shape.field("source", Shape.string("The address of who told it")),
            Shape.field("source_network", Shape.string("The network of who told it")),
            Shape.maybe(
                "source_mapped_as", Shape.number("Autonomous system that announces who told it")));
    return RpcMethod.named("getrawaddrman", RpcMethod.HIDDEN)
        .help("Gives every place that is taken in the tables new and tried, for tests.")
        .returns(Shape.map("", Shape.map("A table: new or tried", entry)))
        .answers(call -> tables(parts.addresses()));
  }

  private static Map<String, Object> tables(AddressBook book) {
    Map<String, Object> fresh = new LinkedHashMap<>();
    Map<String, Object> tried = new LinkedHashMap<>();
    for (AddressPlace place : book.places()) {
      (place.tried() ? tried : fresh)
          .put(place.bucket() + "/" + place.position(), row(book, place.address()));
    }
    Map<String, Object> tables = new LinkedHashMap<>();
    tables.put("new", fresh);
    tables.put("tried", tried);
    return tables;
  }

  private static Map<String, Object> row(AddressBook book, AddressRecord record) {
    AddressEntry entry = record.entry();
    NetworkAddress source = record.source();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("address", entry.address().host());
    book.as(entry.address()).ifPresent(number -> row.put("mapped_as", number));
    row.put("port", entry.address().port());
    row.put("services", Figures.unsigned(entry.services()));
    row.put("time", entry.time());
    row.put("network", entry.address().networkClass().label());
    row.put("source", source.host());
    row.put("source_network", source.networkClass().label());
    book.as(source).ifPresent(number -> row.put("source_mapped_as", number));
    return row;
  }
}
