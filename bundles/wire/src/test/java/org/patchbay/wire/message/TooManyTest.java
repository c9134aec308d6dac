package org.patchbay.wire.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Lists beyond their limit: which are an offence (protocol-facts §11.2) and which are not. */
class TooManyTest {
  private static final Inventory ITEM = new Inventory(Inventory.TX, Hash256.ZERO);
  private static final AddressEntry ENTRY =
      new AddressEntry(0, 0, NetworkAddress.parse("1.2.3.4:5"));

  private record Case(Message most, Message tooMany, Kind.Reader reader) {
    @Override
    public String toString() {
      return most.command();
    }
  }

  static List<Case> offences() {
    return List.of(
        new Case(new Inv(of(ITEM, 50_000)), new Inv(of(ITEM, 50_001)), Inv::read),
        new Case(new GetData(of(ITEM, 50_000)), new GetData(of(ITEM, 50_001)), GetData::read),
        new Case(new Addr(of(ENTRY, 1000)), new Addr(of(ENTRY, 1001)), Addr::read),
        new Case(new AddrV2(of(ENTRY, 1000)), new AddrV2(of(ENTRY, 1001)), AddrV2::read),
        new Case(
            new Headers(of(Network.MAIN.genesis(), 2000)),
            new Headers(of(Network.MAIN.genesis(), 2001)),
            Headers::read),
        new Case(filter(36_000, 50), filter(36_001, 50), FilterLoad::read),
        new Case(filter(36_000, 50), filter(1, 51), FilterLoad::read),
        new Case(filter(0, 0), filter(1, 0xFFFFFFFFL), FilterLoad::read),
        new Case(new FilterAdd(new byte[520]), new FilterAdd(new byte[521]), FilterAdd::read));
  }

  @ParameterizedTest
  @MethodSource("offences")
  void offence(Case of) throws MalformedException {
    assertEquals(of.most(), read(of, Kind.write(of.most())));
    assertEquals(MalformedException.Kind.TOO_MANY, refusal(of, Kind.write(of.tooMany())));
  }

  /** Bitcoin Core reads a list before it judges its length: one cut short is merely malformed. */
  @ParameterizedTest
  @MethodSource("offences")
  void cutShort(Case of) {
    byte[] all = Kind.write(of.tooMany());
    byte[] cut = Arrays.copyOf(all, all.length - 1);
    // Entries of addrv2 vary in length, so that a cut one may look whole.
    boolean countAlone = of.tooMany() instanceof Headers || of.tooMany() instanceof AddrV2;

    assertEquals(
        countAlone ? MalformedException.Kind.TOO_MANY : MalformedException.Kind.MALFORMED,
        refusal(of, cut));
  }

  static List<Case> ignored() {
    return List.of(
        new Case(new NotFound(of(ITEM, 50_000)), new NotFound(of(ITEM, 50_001)), NotFound::read),
        new Case(block(16_666), block(16_667), MerkleBlock::read),
        new Case(compact(65_535), compact(65_536), CmpctBlock::read));
  }

  @ParameterizedTest
  @MethodSource("ignored")
  void noOffence(Case of) throws MalformedException {
    assertEquals(of.most(), read(of, Kind.write(of.most())));
    assertEquals(MalformedException.Kind.MALFORMED, refusal(of, Kind.write(of.tooMany())));
  }

  @Test
  void aLongLocatorIsReadForItsServerToJudge() throws MalformedException {
    GetHeaders asked = new GetHeaders(70016, of(Hash256.ZERO, 102), Hash256.ZERO);

    assertEquals(asked, GetHeaders.read(new WireReader(Kind.write(asked))));
  }

  @Test
  void indexesOfCompactBlocksFitSixteenBits() throws MalformedException {
    GetBlockTxn last = new GetBlockTxn(Hash256.ZERO, new int[] {0, 65_535});
    GetBlockTxn beyond = new GetBlockTxn(Hash256.ZERO, new int[] {0, 65_536});

    assertEquals(last, GetBlockTxn.read(new WireReader(Kind.write(last))));
    assertThrows(
        MalformedException.class, () -> GetBlockTxn.read(new WireReader(Kind.write(beyond))));
  }

  @Test
  void featureLengths() throws MalformedException {
    for (int id : new int[] {3, 4, 80, 81}) {
      for (int data : new int[] {0, 512, 513}) {
        Feature feature = new Feature("f".repeat(id), new byte[data]);
        WireReader in = new WireReader(Kind.write(feature));
        if (id >= 4 && id <= 80 && data <= 512) {
          assertEquals(feature, Feature.read(in));
        } else {
          assertThrows(MalformedException.class, () -> Feature.read(in));
        }
      }
    }
  }

  @Test
  void aUserAgentEndsAt256Bytes() throws MalformedException {
    WireWriter out = new WireWriter();
    out.string("x".repeat(257));

    assertThrows(
        MalformedException.class,
        () -> new WireReader(out.toBytes()).string(Version.MAX_USER_AGENT));
  }

  private static Message read(Case of, byte[] payload) throws MalformedException {
    return of.reader().read(new WireReader(payload));
  }

  private static MalformedException.Kind refusal(Case of, byte[] payload) {
    return assertThrows(MalformedException.class, () -> read(of, payload)).kind();
  }

  private static <T> List<T> of(T element, int count) {
    return Collections.nCopies(count, element);
  }

  private static FilterLoad filter(int size, long functions) {
    return new FilterLoad(new byte[size], functions, 0, 0);
  }

  private static MerkleBlock block(int hashes) {
    return new MerkleBlock(Network.MAIN.genesis(), 1, of(Hash256.ZERO, hashes), new byte[0]);
  }

  private static CmpctBlock compact(int shortIds) {
    return new CmpctBlock(Network.MAIN.genesis(), 0, new long[shortIds], List.of());
  }
}
