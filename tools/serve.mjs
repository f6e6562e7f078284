// A static server for development and tests: serve.mjs DIR [PORT [PREFIX]], or import { serve }.
// Only this machine can reach it; nothing is cached, so that a reload shows the last build.
import { createServer } from 'node:http';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8', '.json': 'application/json; charset=utf-8', '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm', '.ttf': 'font/ttf', '.woff2': 'font/woff2', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.jpg': 'image/jpeg', '.ico': 'image/x-icon', '.pdf': 'application/pdf', '.zip': 'application/zip',
  '.webmanifest': 'application/manifest+json',
};

/**
 * What docs/hosting.md asks of a host: the page's own policy, for its workers too, and what only a header can say.
 * @param {string} root
 */
function headersOf(root) {
  let policy;
  try { policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(readFileSync(join(root, 'index.html'), 'utf8'))?.[1]; } catch {}
  return {
    ...policy && { 'Content-Security-Policy': `${policy}; frame-ancestors 'none'` },
    'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Resource-Policy': 'same-origin',
  };
}

/** What `watched` adds to the page: its own site's script, so that the page's policy stays as it is. */
const RELOADS = "new EventSource('/watch').onmessage = () => location.reload();";

/**
 * Starts serving; port 0 takes any free one. `prefix` serves below a sub-path, as GitHub Pages does. Where the site is
 * `watched`, reload() makes every open page load again.
 * @param {string} dir @param {number} [port] @param {string} [prefix] @param {boolean} [watched]
 * @returns {Promise<{url: string, reload: () => void, close: () => Promise<void>}>}
 */
export function serve(dir, port = 0, prefix = '/', watched = false) {
  const root = resolve(dir);
  let headers = headersOf(root);
  /** @type {Set<import('node:http').ServerResponse>} */
  const pages = new Set();
  const server = createServer((request, response) => {
    const answer = (/** @type {number} */ status, /** @type {string} */ text) => {
      response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, 'only GET');
    let path;
    try { path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname); } catch { return answer(400, 'bad address'); }
    if (watched && path === '/watch') {
      pages.add(response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' }));
      response.write(':\n\n');
      return void response.on('close', () => pages.delete(response));
    }
    if (watched && path === '/watch.js') {
      return void response.writeHead(200, { 'Content-Type': TYPES['.js'], 'Cache-Control': 'no-store' }).end(RELOADS);
    }
    if (!path.startsWith(prefix)) return answer(404, 'not here');
    let file = normalize(join(root, path.slice(prefix.length)));
    if (file !== root && !file.startsWith(root + '/')) return answer(403, 'outside');
    try {
      if (statSync(file).isDirectory()) file = join(file, 'index.html');
      if (watched && file.endsWith('.html')) {
        const page = readFileSync(file, 'utf8').replace('</head>', '<script src="/watch.js"></script></head>');
        return void response.writeHead(200, { 'Content-Type': TYPES['.html'], 'Cache-Control': 'no-store', ...headers }).end(page);
      }
      const { size } = statSync(file);
      response.writeHead(200, {
        'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Content-Length': size,
        'Cache-Control': 'no-store', ...headers,
      });
      if (request.method === 'HEAD') response.end(); else createReadStream(file).on('error', () => response.destroy()).pipe(response);
    } catch { answer(404, 'no such file'); }
  });
  return new Promise((done, failed) => {
    server.on('error', failed);
    server.listen(port, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      done({
        url: `http://localhost:${address.port}${prefix}`,
        reload: () => {
          headers = headersOf(root);
          for (const page of pages) page.write('data: reload\n\n');
        },
        close: () => new Promise((closed) => { server.closeAllConnections(); server.close(() => closed()); }),
      });
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [dir = '.', port = '8080', prefix = '/'] = process.argv.slice(2);
  try {
    const { url } = await serve(dir, Number(port), prefix);
    console.log(`Thước: ${url}   (Ctrl+C to stop)`);
  } catch (error) {
    const busy = /** @type {NodeJS.ErrnoException} */ (error).code === 'EADDRINUSE';
    console.error(busy ? `port ${port} is taken: try  make run PORT=${Number(port) + 1}` : String(error));
    process.exit(1);
  }
}
