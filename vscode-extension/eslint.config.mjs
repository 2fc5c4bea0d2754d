import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'media/', '**/*.mjs'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      // numbers read well in texts
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // what the API itself hands out as disposable is often no instance of its class
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // the test runner takes care of what `test` returns
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: ['test', 'describe', 'it'], package: 'node:test' }] },
      ],
    },
  },
);
