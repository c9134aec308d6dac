'use strict';
// What bitcoind-rpc gets: rpc-client.js PORT USER PASSWORD; one object with all answers on stdout.
const RpcClient = require('bitcoind-rpc');

const [port, user, pass] = process.argv.slice(2);
RpcClient.config.logger = 'none';

const client = (pass) => new RpcClient({protocol: 'http', host: '127.0.0.1', port, user, pass});
const answer = (call) =>
  new Promise((done) =>
    call((error, value) => done(error ? {error: {code: error.code, message: error.message}} : value)));

async function main() {
  const rpc = client(pass);
  const answers = {};
  answers.network = await answer((done) => rpc.getNetworkInfo(done));
  answers.peers = await answer((done) => rpc.getPeerInfo(done));
  answers.added = await answer((done) => rpc.addNode('127.0.0.1:1', 'sideways', done));
  answers.unknown = await answer((done) => rpc.getBalance(done));
  answers.batch = await answer((done) =>
    rpc.batch(() => {
      rpc.getConnectionCount();
      rpc.getNetTotals();
      rpc.help('uptime');
    }, done));
  answers.stranger = await answer((done) => client('wrong').getNetworkInfo(done));
  process.stdout.write(JSON.stringify(answers));
}

main().catch((e) => {
  process.stderr.write(e.stack + '\n');
  process.exit(1);
});
