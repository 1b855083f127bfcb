/** One config for every kind of test; `test/support/global-setup.mjs` starts PostgreSQL outside Jest's VM. */
const esmPackages = [
  '@nestjs', 'nodemailer', 'es-toolkit', 'file-type', 'strtok3', 'token-types', 'uint8array-extras', '@tokenizer', 'load-esm', '@borewit',
  'iterare', 'smtp-server', 'mailparser', 'postal-mime', 'eta', 'get-east-asian-width', 'typeorm',
  'linkedom', 'css-select', 'css-what', 'nth-check', 'boolbase', 'domhandler', 'domutils', 'domelementtype', 'dom-serializer', 'htmlparser2', 'entities',
  'cssomnom', 'uhyphen', 'html-escaper', '@nodable',
];

const compile = {
  '^.+\\.(t|j|mj)s$': [
    '@swc/jest',
    {
      swcrc: false,
      sourceMaps: 'inline',
      module: { type: 'commonjs' },
      jsc: {
        target: 'es2023',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        keepClassNames: true,
      },
    },
  ],
};

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test', '<rootDir>/migrations'],
  testMatch: ['**/*.spec.ts'],
  transform: compile,
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages.join('|')})/)`],
  moduleNameMapper: {
    '^#src/(.*)\\.js$': '<rootDir>/src/$1',
    '^#migrations/(.*)\\.js$': '<rootDir>/migrations/$1',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testTimeout: 60_000,
  maxWorkers: 2,
};
