// What types alone do not see in web/, tools/ and tests/: above all a promise that nobody waits for.
import tseslint from 'typescript-eslint';

export default tseslint.config({
  files: ['web/**/*.mjs', 'tools/**/*.mjs', 'tests/**/*.mjs'],
  plugins: { ts: tseslint.plugin },
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { project: ['tsconfig.json', 'tools/tsconfig.json', 'tests/tsconfig.json'], tsconfigRootDir: import.meta.dirname },
  },
  rules: {
    'ts/no-floating-promises': ['error', {
      ignoreVoid: true,
      // The runner itself waits for them.
      allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['test', 'describe', 'it', 'suite'] }],
    }],
    'ts/await-thenable': 'error',
    'ts/no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'none' }],
    'no-constant-condition': ['error', { checkLoops: false }],
    'no-dupe-keys': 'error',
    'no-fallthrough': 'error',
    'no-self-compare': 'error',
    'no-unreachable': 'error',
    'no-unsafe-finally': 'error',
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'prefer-const': ['error', { destructuring: 'all' }],
  },
});
