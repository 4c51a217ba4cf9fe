import { defineConfig } from 'vite';

// Built into dist/, which the server serves at /. `npm run dev` shows the sources beside a server on its usual port.
export default defineConfig({
  build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/v1': 'http://127.0.0.1:5080', '/health': 'http://127.0.0.1:5080' } },
});
