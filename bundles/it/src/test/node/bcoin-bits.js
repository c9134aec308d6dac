'use strict';
// Required bits by bcoin's rules, of header sequences on stdin; each line is answered by one line.
//   NETWORK PARENT_HEIGHT TIME FROM:BITS:TIME...
// From each FROM on, headers have those bits (hex) and that time, up to the next FROM.
const Chain = require('bcoin/lib/blockchain/chain');
const Network = require('bcoin/lib/protocol/network');
const readline = require('readline');

function chainOf(network, runs) {
  const at = (height) => {
    let i = runs.length - 1;
    while (runs[i][0] > height) i--;
    return {height, bits: runs[i][1], time: runs[i][2]};
  };
  // The rules alone: no store, no cache, nothing opened.
  const chain = Object.create(Chain.prototype);
  chain.network = Network.get(network);
  chain.getPrevCache = () => null;
  chain.getPrevious = async (entry) => at(entry.height - 1);
  chain.getAncestor = async (entry, height) => at(height);
  return {chain, at};
}

async function main() {
  const answers = [];
  for await (const line of readline.createInterface({input: process.stdin})) {
    const [network, parent, time, ...rest] = line.split(' ');
    const runs = rest.map((run) => {
      const [from, bits, at] = run.split(':');
      return [Number(from), parseInt(bits, 16), Number(at)];
    });
    const {chain, at} = chainOf(network, runs);
    const bits = await chain.getTarget(Number(time), at(Number(parent)));
    answers.push(bits.toString(16).padStart(8, '0'));
  }
  process.stdout.write(answers.join('\n') + '\n');
}

main().catch((e) => {
  process.stderr.write(e.stack + '\n');
  process.exit(1);
});
