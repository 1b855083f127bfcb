/** How the import law finds the sources: without it `#src/…` would resolve to dist/, where no rule looks. */
const { join } = require('node:path');

module.exports = {
  resolve: {
    alias: { '#src': join(__dirname, 'src'), '#migrations': join(__dirname, 'migrations') },
    extensionAlias: { '.js': ['.ts', '.js'] },
  },
};
