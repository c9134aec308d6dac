'use strict';
// A bcoin regtest node in memory, driven by lines on stdin; every line is answered by one line of JSON.
//   tip | mine N | reorg DEPTH N | connect HOST PORT | peers | header HEIGHT | block HEIGHT
//   make HEIGHT [SCRIPT] | send HEX | pool
// Coinbases pay to one key. make signs a spend of the coinbase at a height, to a script (hex) or the key's
// own witness program, and keeps it to itself; send takes a transaction into the pool and announces it.
// Nothing is looked up outside: no seeds, no discovery of the own address.
const bcoin = require('bcoin');
const readline = require('readline');

const [port] = process.argv.slice(2).map(Number);

async function main() {
  const node = new bcoin.FullNode({
    network: 'regtest', memory: true, workers: false, listen: true, host: '127.0.0.1', port,
    maxOutbound: 1, selfConnect: false, persistent: false, bip37: false, logConsole: false
  });
  bcoin.Network.get('regtest').seeds.length = 0;
  node.pool.hosts.dnsSeeds = [];
  node.pool.discoverExternal = async () => {};
  node.http.open = node.http.close = async () => {}; // its port is fixed, and nobody asks there
  node.pool.on('error', () => {}); // a partner that hangs up is an ordinary event here
  await node.open();
  await node.connect();
  node.startSync();

  const ring = bcoin.KeyRing.fromPrivate(Buffer.alloc(32, 0x11), true);
  node.miner.addAddress(ring.getKeyAddress('base58', node.network));
  const program = bcoin.KeyRing.fromPrivate(Buffer.alloc(32, 0x11), true);
  program.witness = true;
  const ours = bcoin.Script.fromAddress(program.getAddress('string', node.network), node.network);

  const tip = () => ({height: node.chain.height, hash: node.chain.tip.rhash()});
  const mine = async (n) => {
    for (let i = 0; i < n; i++) {
      const block = await node.miner.mineBlock(node.chain.tip);
      if (!await node.chain.add(block)) throw new Error('own block refused');
    }
    return tip();
  };
  const commands = {
    tip: async () => tip(),
    mine: async (n) => mine(Number(n)),
    reorg: async (depth, n) => {
      const height = node.chain.height - Number(depth);
      await node.chain.invalidate((await node.chain.getHash(height + 1)));
      return mine(Number(n));
    },
    connect: async (host, p) => {
      node.pool.hosts.addNode(`${host}:${p}`);
      node.pool.fillOutbound();
      return {ok: true};
    },
    header: async (h) => {
      const entry = await node.chain.getEntry(Number(h));
      return {hex: entry ? entry.toHeaders().toRaw().toString('hex') : ''};
    },
    block: async (h) => {
      const block = await node.chain.getBlock(Number(h));
      return {hex: block ? block.toRaw().toString('hex') : ''};
    },
    make: async (h, script) => {
      const coinbase = (await node.chain.getBlock(Number(h))).txs[0];
      const coin = bcoin.Coin.fromTX(coinbase, 0, Number(h));
      const mtx = new bcoin.MTX();
      mtx.addCoin(coin);
      const to = script ? bcoin.Script.fromRaw(Buffer.from(script, 'hex')) : ours;
      mtx.addOutput(to, coin.value - 10000);
      mtx.sign(ring);
      if (!mtx.verify()) throw new Error('the spend is not valid');
      return {txid: mtx.txid(), hex: mtx.toRaw().toString('hex')};
    },
    send: async (hex) => {
      const tx = bcoin.TX.fromRaw(Buffer.from(hex, 'hex'));
      const missing = await node.mempool.addTX(tx);
      if (missing) throw new Error('missing parents');
      node.pool.broadcast(tx).catch(() => {}); // an announcement that nobody answers in time is no failure
      return {txid: tx.txid()};
    },
    pool: async () => ({txids: [...node.mempool.map.values()].map((entry) => entry.tx.txid())}),
    peers: async () => {
      const list = [];
      for (let p = node.pool.peers.head(); p; p = p.next) {
        list.push({agent: p.agent || '', outbound: p.outbound, version: p.version, ack: p.ack, height: p.bestHeight});
      }
      return list;
    }
  };
  const lines = readline.createInterface({input: process.stdin});
  process.stdout.write(JSON.stringify(tip()) + '\n');
  for await (const line of lines) {
    const [name, ...args] = line.trim().split(' ');
    try {
      process.stdout.write(JSON.stringify(await commands[name](...args)) + '\n');
    } catch (e) {
      process.stdout.write(JSON.stringify({error: e.message}) + '\n');
    }
  }
  process.exit(0);
}

main().catch((e) => {
  process.stderr.write(e.stack + '\n');
  process.exit(1);
});
