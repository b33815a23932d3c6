// Serves the GeoJSON files of a folder as layers of a FeatureServer, on 127.0.0.1 and a free port.
// Usage: node server.js FOLDER   (prints the port once it answers)
const folder = process.argv[2];
process.chdir(folder); // the provider reads files beneath the working folder only
process.env.OBJECTID_FEATURE_HASH = 'javascript';
process.env.SUPPRESS_NO_CONFIG_WARNING = 'true';

const Koop = require('@koopjs/koop-core');
const files = require('@koopjs/provider-file-geojson');

const silent = () => {};
const logger = { error: silent, warn: silent, info: silent, debug: silent, silly: silent };
const koop = new Koop({ logger });
koop.register(files, { dataDir: '.', ttl: 600 });
const listener = koop.server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${listener.address().port}\n`);
});
process.stdin.on('end', () => process.exit()).resume(); // whoever started it has gone
