package org.patchbay.launcher.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options and files as a start makes them its own. */
class CoreStartTest {
  @TempDir Path folder;

  private CoreStart read(String... words) throws IOException {
    return CoreStart.read(List.of(words), Optional.empty(), folder);
  }

  private void file(String name, String... lines) throws IOException {
    Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  /** Keys with their values, without the prefix that all have. */
  private static Map<String, String> values(CoreStart start) {
    Map<String, String> values = new TreeMap<>();
    start
        .properties()
        .forEach(
            (name, value) -> {
              if (!name.startsWith("patchbay.source/")) {
                values.put(name.replaceFirst("^patchbay\\.(override|conf)/patchbay\\.", ""), value);
              }
            });
    return values;
  }

  private static String text(CoreStart start) {
    return values(start).toString().replaceAll("^\\{|}$", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-addnode=a:1 -addnode=b | engine/connect=a:1,b, engine/manual=8",
        "-asmap=x.map | addrbook/asmap=x.map",
        "-noasmap | addrbook/asmap=",
        "-bantime=86400 | ''",
        "-cjdnsreachable | engine/cjdns.reachable=true",
        "-nodiscover | engine/discover=false",
        "-dnsseed=0 | addrbook/dns.seeds=false",
        "-externalip=1.2.3.4 | engine/discover=false, engine/external=1.2.3.4",
        "-externalip=1.2.3.4 -discover | engine/discover=true, engine/external=1.2.3.4",
        "-nofixedseeds -noforcednsseed | addrbook/dns.forced=false, addrbook/seeds=",
        "-forcednsseed -dns=0 | addrbook/dns.forced=true, engine/lookups=false",
        "-networkactive=0 | engine/network.active=false",
        "-blocksonly -whitelist=10.0.0.0/8 | engine/permissions=noban+mempool@10.0.0.0/8, mempool/from.peers=false, mempool/max.mb=5",
        "-blocksonly -whitelist=10.0.0.0/8 -whitelistrelay | engine/permissions=noban+mempool+relay@10.0.0.0/8, mempool/from.peers=false, mempool/max.mb=5",
        "-blocksonly=0 | mempool/from.peers=true",
        "-port=8555 | engine/listen=[::]:8555",
        "-bind=1.2.3.4 -port=8555 | engine/listen=1.2.3.4:8555",
        "-bind=1.2.3.4 -bind=::1 -bind=127.0.0.1:8334=onion | engine/listen=1.2.3.4,[::1],127.0.0.1:8334=onion",
        "-whitebind=1.2.3.4:8333 | engine/listen=noban+mempool+relay@1.2.3.4:8333",
        "-whitebind=noban,relay@1.2.3.4:8333 | engine/listen=noban+relay@1.2.3.4:8333",
        "-nolisten | engine/discover=false, engine/listen=, i2p/accept=false, portmap/enabled=false, tor/enabled=false",
        "-listen=0 -natpmp=1 -listenonion=1 -discover=1 -i2pacceptincoming=1 | engine/discover=true, engine/listen=, i2p/accept=true, portmap/enabled=true, tor/enabled=true",
        "-maxconnections=40 | engine/block.relay=2, engine/max.inbound=29, engine/outbound=8",
        "-maxconnections=9 | engine/block.relay=1, engine/max.inbound=0, engine/outbound=8",
        "-maxreceivebuffer=5000 -maxsendbuffer=1000 | transport/receive.mark=5000000, transport/send.mark=1000000",
        "-maxuploadtarget=500 | protocols.blocks/upload.target.mb=525",
        "-maxuploadtarget=2g | protocols.blocks/upload.target.mb=2000",
        "-maxuploadtarget=0 | protocols.blocks/upload.target.mb=0",
        "-natpmp=0 -logips | logs/addresses=true, portmap/enabled=false",
        "-debug -debugexclude=tor | logs/categories=all, logs/exclude=tor",
        "-debug=net -debug=0 -debug=tor -debug=rpc | logs/categories=tor,rpc",
        "-debug=net -nodebug | logs/categories=",
        "-debug=1 -debug=none -loglevel=debug | logs/categories=",
        "-debuglogfile=/x/y.log -printtoconsole | logs/file=/x/y.log, logs/screen=all",
        "-nodebuglogfile -printtoconsole=0 -shrinkdebugfile | logs/file=, logs/screen=warnings",
        "-logtimemicros -logratelimit=0 | logs/repeat.lines=0, logs/times=micros",
        "-logtimestamps=0 -logtimemicros -logthreadnames | logs/times=none",
        "-onion=127.0.0.1 | engine/proxy.onion=127.0.0.1:9050",
        "-i2psam=127.0.0.1:7656 | i2p/sam=127.0.0.1:7656",
        "-onlynet=onion -onlynet=i2p | addrbook/dns.seeds=false, engine/onlynet=onion,i2p",
        "-onlynet=ipv4 | engine/onlynet=ipv4",
        "-v2transport=0 | transport/v2=false",
        "-proxyrandomize=0 | engine/proxy.isolation=false",
        "-proxy=127.0.0.1:9050=onion -listen | engine/discover=false, engine/listen=[::], engine/proxy.onion=127.0.0.1:9050, portmap/enabled=false",
        "-seednode=a -seednode=b | engine/seednodes=a,b",
        "-timeout=3000 -peertimeout=30 | engine/connect.millis=3000, engine/handshake.seconds=30",
        "-torcontrol=127.0.0.1:9151 -torpassword=x,y | tor/control=127.0.0.1:9151, tor/password=x,y",
        "-whitelist=10.0.0.0/8 | engine/permissions=noban+mempool+relay@10.0.0.0/8",
        "-whitelist=10.0.0.0/8 -whitelistrelay=0 | engine/permissions=noban+mempool@10.0.0.0/8",
        "-whitelist=10.0.0.0/8 -whitelistforcerelay | engine/permissions=noban+mempool+forcerelay@10.0.0.0/8",
        "-whitelist=in,out,relay@::1 -whitelist=all@1.2.3.4 | engine/permissions=in+out+relay@::1,all@1.2.3.4",
        "-uacomment=a -uacomment=b | engine/user.agent.comment=a; b",
        "-peerbloomfilters | protocols.blocks/bloom.filters=true",
        "-whitelist=bloom,out@::1 | engine/permissions=bloomfilter+out@::1",
        "-peerblockfilters=0 -txreconciliation=0 -privatebroadcast=0 | ''",
        "-server=0 | rpc/enabled=false",
        "-rpcport=9 | rpc/listen=127.0.0.1:9,[::1]:9",
        "-rpcbind=1.2.3.4 -rpcbind=::1 -rpcport=8 -rpcallowip=10.0.0.0/8 | rpc/allow=10.0.0.0/8, rpc/listen=1.2.3.4:8,[::1]:8",
        "-rpcbind=[::1]:9 -rpcallowip=::1 | rpc/allow=::1, rpc/listen=[::1]:9",
        "-rpcauth=a:b$c0 -rpcauth=d:e$f | rpc/auth=a:b$c0,d:e$f",
        "-rpcuser=u -rpcpassword=p,q | rpc/password=p,q, rpc/user=u",
        "-rpccookiefile=/x -rpccookieperms=group | rpc/cookie=/x, rpc/cookie.readers=group",
        "-norpccookiefile | rpc/cookie=",
        "-rpcwhitelist=u:a,b -rpcwhitelist=v: -rpcwhitelistdefault=0 | rpc/whitelist=u:a+b,v:, rpc/whitelist.others=false",
        "-rpcthreads=4 -rpcworkqueue=32 -rpcservertimeout=60 | rpc/queue=32, rpc/threads=4, rpc/timeout.seconds=60",
        "-listen=0 -listen=1 | engine/listen=[::]"
      })
  void optionsBecomeConfiguration(String words, String expected) throws IOException {
    assertEquals(expected, text(read(words.split(" "))));
  }

  @Test
  void connectEndsAutomaticConnectionsAndMoreThatNobodyAskedFor() throws IOException {
    assertEquals(
        "addrbook/dns.seeds=false, engine/block.relay=0, engine/connect=a:1, engine/discover=false,"
            + " engine/feeler.seconds=0, engine/listen=, engine/manual=8, engine/outbound=0, i2p/accept=false,"
            + " portmap/enabled=false, tor/enabled=false",
        text(read("-connect=a:1")));
    assertEquals(values(read("-connect=0")), values(read("-noconnect")));
    assertFalse(values(read("-connect=0")).containsKey("engine/connect"));
    assertEquals("[::]", values(read("-connect=a", "-listen=1")).get("engine/listen"));
    assertEquals("1.2.3.4", values(read("-connect=a", "-bind=1.2.3.4")).get("engine/listen"));
    assertEquals("b", values(read("-connect=0", "-addnode=b")).get("engine/connect"));
    assertEquals("0", values(read("-maxconnections=0")).get("engine/outbound"));
    assertEquals("", values(read("-maxconnections=0")).get("engine/listen"));
  }

  /** Protocol-facts §28: a proxy hides the node unless it is told otherwise. */
  @Test
  void aProxyHidesTheNode() throws IOException {
    assertEquals(
        "engine/discover=false, engine/listen=, engine/proxy=127.0.0.1:9050, i2p/accept=false,"
            + " portmap/enabled=false, tor/enabled=false",
        text(read("-proxy=127.0.0.1")));
    assertEquals("engine/proxy=", text(read("-proxy=0")));
  }

  @Test
  void everyValueSaysWhereItCameFrom() throws IOException {
    file("bitcoin.conf", "# my node", "proxy=127.0.0.1:9050", "[regtest]", "maxconnections=20");
    Map<String, String> properties = read("-regtest", "-timeout=100").properties();
    String place = folder.resolve("bitcoin.conf") + ":";
    assertEquals("127.0.0.1:9050", properties.get("patchbay.conf/patchbay.engine/proxy"));
    assertEquals(place + "2", properties.get("patchbay.source/patchbay.engine/proxy"));
    assertEquals(place + "4", properties.get("patchbay.source/patchbay.engine/max.inbound"));
    assertEquals(
        place + "2, by proxy, by listen", properties.get("patchbay.source/patchbay.tor/enabled"));
    assertEquals(
        "command line: -timeout", properties.get("patchbay.source/patchbay.engine/connect.millis"));
    assertEquals("100", properties.get("patchbay.override/patchbay.engine/connect.millis"));
  }

  @Test
  void theCommandLineCountsBeforeTheSectionAndThatBeforeTheRest() throws IOException {
    file(
        "bitcoin.conf",
        "timeout=1",
        "peertimeout=11",
        "peertimeout=12",
        "rpcthreads=1",
        "addnode=of-main",
        "seednode=all",
        "[signet]",
        "timeout=2",
        "rpcthreads=2",
        "addnode=of-signet",
        "seednode=signet",
        "[regtest]",
        "timeout=9");
    CoreStart start = read("-signet", "-rpcthreads=3", "-rpcthreads=4", "-seednode=line");
    assertEquals("signet", start.network());
    assertEquals("2", values(start).get("engine/connect.millis"));
    assertEquals("11", values(start).get("engine/handshake.seconds"));
    assertEquals("4", values(start).get("rpc/threads"));
    assertEquals("line,signet,all", values(start).get("engine/seednodes"));
    assertEquals("of-signet", values(start).get("engine/connect"));
    assertEquals(
        List.of(
            folder.resolve("bitcoin.conf")
                + ":5: addnode is for the main network, unless it stands in [signet]"),
        start.notes());
    assertEquals("of-main", values(read("-timeout=1")).get("engine/connect"));
    assertEquals("line", values(read("-noseednode", "-seednode=line")).get("engine/seednodes"));
  }

  @ParameterizedTest
  @CsvSource({
    "-regtest, regtest", "-testnet, test", "-testnet4, testnet4", "-signet, signet",
    "-chain=main, main", "-chain=test, test", "-noregtest, main", "-server, main"
  })
  void anOptionNamesTheNetwork(String word, String network) throws IOException {
    assertEquals(network, read(word).network());
  }

  @Test
  void theFileMayNameNetworkFolderAndMoreFiles() throws IOException {
    file("bitcoin.conf", "regtest=1", "datadir=/var/node", "pid=x.pid", "includeconf=more.conf");
    file("more.conf", "timeout=7", "[regtest]", "port=19000");
    CoreStart start = read("-server");
    assertEquals("regtest", start.network());
    assertEquals(Optional.of(Path.of("/var/node")), start.data());
    assertEquals(Optional.of("x.pid"), start.pid());
    assertEquals("7", values(start).get("engine/connect.millis"));
    assertEquals("[::]:19000", values(start).get("engine/listen"));
    assertFalse(values(read("-noincludeconf")).containsKey("engine/connect.millis"));
    assertEquals("main", read("-noconf").network());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-wings=2 | -wings=2: no option of this node, nor one of Bitcoin Core that it knows",
        "-nowings | -nowings: no option of this node",
        "-includeconf=x | includeconf=x: allowed: in the file alone",
        "-regtest -signet | one network at a time",
        "-regtest -chain=main | one network at a time",
        "-chain=moon | chain=moon: allowed: main, test, testnet4, signet, regtest",
        "-peerblockfilters | -peerblockfilters: peerblockfilters=: block filters are not built",
        "-fixedseeds | none come with the node",
        "-capturemessages=1 | record:capture",
        "-privatebroadcast=1 | there is no private broadcast yet",
        "-asmap | no map comes with the node: name a file",
        "-bantime=60 | bantime=60: a ban without a time holds for 86400 seconds",
        "-forcednsseed -dnsseed=0 | forcednsseed=: dnsseed is 0",
        "-listen=0 -bind=1.2.3.4 | bind=1.2.3.4: listen is 0",
        "-port=0 | port=0: allowed: a whole number from 1 to 65535",
        "-maxconnections=x | allowed: a whole number",
        "-maxuploadtarget=1x | allowed: a whole number and one of",
        "-whitelist=wings@1.2.3.4 | no permission \"wings\"",
        "-whitelist=@1.2.3.4 | allowed: a permission before the @",
        "-whitebind=1.2.3.4 | allowed: [permissions@]ADDRESS:PORT",
        "-rpcbind=1.2.3.4 | rpcallowip says from where calls may come",
        "-rpcwhitelist=x | allowed: USER:METHOD",
        "-proxy=1.2.3.4:1=ipv4 | no proxy for ipv4 alone",
        "-noonion | onlynet names the networks",
        "-addnode=a,b | allowed: one value without a comma",
        "-prune=550 | keep of patchbay.chain",
        "-wallet=x | allowed: 0",
        "-whitelist=noban@wings | allowed: an address, or one with the number of leading bits",
        "-whitelist=10.0.0.0/33 | allowed: an address",
        "-bind=localhost | allowed: ADDRESS or ADDRESS:PORT",
        "-bind=1.2.3.4:99999 | allowed: a port up to 65535",
        "-addnode=a:b | allowed: HOST or HOST:PORT",
        "-seednode=a:70000 | allowed: a port",
        "-onlynet=tor | allowed: ipv4, ipv6, onion, i2p, cjdns",
        "-rpcallowip=x | allowed: an address",
        "-rpcauth=alice | rpcauth: allowed: USER:SALT$HASH",
        "-uacomment=a/b | allowed: A-Z",
        "-listen=yes | listen=yes: allowed: 0 or 1",
        "-nolisten=no | listen=no: allowed: 0 or 1"
      })
  void whatCannotBeIsRefusedWithTheReason(String words, String said) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> read(words.split(" ")));
    assertTrue(refused.getMessage().contains(said), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.conf | wings=1 | a.conf:1: \"wings\": no option",
        "a.conf | ~[signet]~wings=1 | a.conf:3: \"wings\": no option",
        "a.conf | [signet]~regtest=1 | a.conf:2: regtest=1: allowed: outside of the sections",
        "a.conf | conf=x | a.conf:1: \"conf\": no option",
        "a.conf | peerblockfilters=1 | a.conf:1: peerblockfilters=1: block filters",
        "a.conf | rpcpassword=x~rpcallowip=,~rpcpassword=y | a.conf:2: rpcallowip=,: allowed",
        "a.conf | includeconf=b.conf | b.conf:1: includeconf=a.conf: allowed: not in a file that",
        "a.conf | includeconf=c.conf | c.conf cannot be read",
        "c.conf | '' | c.conf cannot be read"
      })
  void aBadFileIsNamedWithItsLine(String name, String text, String said) throws IOException {
    file("a.conf", text.replace('~', '\n'));
    file("b.conf", "includeconf=a.conf");
    Exception refused =
        assertThrows(
            Exception.class,
            () -> CoreStart.read(List.of("-noregtest"), Optional.of(folder.resolve(name)), folder));
    assertTrue(refused.getMessage().contains(said), refused.getMessage());
  }

  @Test
  void passwordsAreNotEchoed() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> read("-rpcpassword=secret", "-norpcpassword=x"));
    assertFalse(refused.getMessage().contains("secret"), refused.getMessage());
  }

  /**
   * Protocol-facts §28: whatever is worth keeping compatible is known, and so are options of RPC.
   */
  @Test
  void everyKeyWorthKeepingIsKnown() {
    Stream.of(
            ("addnode asmap bantime bind cjdnsreachable connect discover dns dnsseed externalip"
                    + " fixedseeds forcednsseed listen listenonion maxconnections maxreceivebuffer"
                    + " maxsendbuffer maxuploadtarget natpmp networkactive onion i2psam"
                    + " i2pacceptincoming onlynet v2transport peerbloomfilters peerblockfilters"
                    + " txreconciliation port proxy proxyrandomize seednode timeout peertimeout"
                    + " torcontrol torpassword whitebind whitelist whitelistrelay"
                    + " whitelistforcerelay blocksonly privatebroadcast"
                    + " blockreconstructionextratxn capturemessages uacomment logips server rpcbind"
                    + " rpcport rpcallowip rpcauth rpcuser rpcpassword rpccookiefile rpcwhitelist"
                    + " rpcwhitelistdefault rpcthreads rpcworkqueue debug debugexclude debuglogfile"
                    + " loglevel logtimestamps printtoconsole shrinkdebugfile")
                .split(" "))
        .forEach(name -> assertTrue(OptionTable.knows(name), name));
  }
}
