// What is kept on this machine: IndexedDB `thuoc`. Records are JSON text, evidence is Blobs under the
// SHA-256 of their bytes. Where the browser refuses, everything goes on in memory.

/** @typedef {'dossier' | 'key' | 'office' | 'setting'} Shelf */
/** @typedef {{blob: Blob, added: number}} Kept */

const SHELVES = ['dossier', 'key', 'office', 'setting'];
const DAY = 24 * 3600 * 1000;

/** An error as C++ reads it. */
export class PortError extends Error {
  /** @param {string} code @param {[string, string][]} args @param {string} file */
  constructor(code, args = [], file = '') {
    super(code);
    this.code = code;
    this.args = args;
    this.file = file;
  }
  toJSON() { return { code: this.code, file: this.file, args: this.args }; }
}

/** @param {unknown} error */
export function storageError(error) {
  const name = error instanceof Error || error instanceof DOMException ? error.name : String(error);
  if (name === 'QuotaExceededError') return new PortError('storage.full');
  return new PortError('storage.refused', [['reason', name]]);
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @returns {Promise<IDBDatabase>} */
function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('thuoc', 1);
    request.onupgradeneeded = () => {
      for (const name of [...SHELVES, 'blob']) request.result.createObjectStore(name);
    };
    request.onsuccess = () => {
      // A newer page of ours in another tab may change the layout: do not stand in its way.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new DOMException('another tab holds an older database', 'Blocked'));
  });
}

export class Store {
  /** @param {IDBDatabase | null} db @param {PortError | null} refused */
  constructor(db, refused) {
    this.db = db;
    this.refused = refused;
    /** @type {Map<string, Map<string, any>>} */
    this.memory = new Map([...SHELVES, 'blob'].map((name) => [name, new Map()]));
    this.askedToPersist = false;
  }

  static async open() {
    try {
      return new Store(await openDatabase(), null);
    } catch (error) {
      return new Store(null, storageError(error));
    }
  }

  /**
   * @template T
   * @param {string} name @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T>} work
   * @returns {Promise<T>}
   */
  async transact(name, mode, work) {
    if (!this.db) throw this.refused;
    try {
      // strict: on the disk, not in a cache, before it counts as saved.
      const transaction = this.db.transaction(name, mode, { durability: mode === 'readwrite' ? 'strict' : 'default' });
      const request = work(transaction.objectStore(name));
      /** @type {Promise<void>} */
      const done = new Promise((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error ?? request.error);
      });
      await done;
      return request.result;
    } catch (error) {
      throw storageError(error);
    }
  }

  /** @param {string} name @returns {Map<string, any>} */
  shelf(name) {
    const shelf = this.memory.get(name);
    if (!shelf) throw new PortError('storage.refused', [['reason', name]]);
    return shelf;
  }

  /** @param {Shelf} name @param {string} id @param {string} json */
  async put(name, id, json) {
    if (!this.db) { this.shelf(name).set(id, json); return; }
    await this.transact(name, 'readwrite', (store) => store.put(json, id));
    if (this.askedToPersist) return;
    this.askedToPersist = true;
    await navigator.storage?.persist?.().catch(() => false);
  }

  /** @param {Shelf} name @param {string} id @returns {Promise<string>} */
  async get(name, id) {
    const found = this.db ? await this.transact(name, 'readonly', (store) => store.get(id)) : this.shelf(name).get(id);
    return found ?? '';
  }

  /** @param {Shelf} name @param {string} id */
  async erase(name, id) {
    if (!this.db) { this.shelf(name).delete(id); return; }
    await this.transact(name, 'readwrite', (store) => store.delete(id));
  }

  /** @param {Shelf} name @returns {Promise<{id: string, json: string}[]>} */
  async all(name) {
    if (!this.db) return [...this.shelf(name)].map(([id, json]) => ({ id, json }));
    const ids = await this.transact(name, 'readonly', (store) => store.getAllKeys());
    const rows = await Promise.all(ids.map((id) => this.get(name, String(id))));
    return ids.map((id, i) => ({ id: String(id), json: rows[i] }));
  }

  /** @param {string} sha256 @param {Blob} blob */
  async keep(sha256, blob) {
    /** @type {Kept} */
    const kept = { blob, added: Date.now() };
    if (!this.db) { this.shelf('blob').set(sha256, kept); return; }
    await this.transact('blob', 'readwrite', (store) => store.put(kept, sha256));
  }

  /** @param {string} sha256 @returns {Promise<Blob | null>} */
  async blob(sha256) {
    /** @type {Kept | undefined} */
    const kept = this.db ? await this.transact('blob', 'readonly', (store) => store.get(sha256)) : this.shelf('blob').get(sha256);
    return kept?.blob ?? null;
  }

  /** @returns {Promise<string[]>} */
  async keptHashes() {
    if (!this.db) return [...this.shelf('blob').keys()];
    return (await this.transact('blob', 'readonly', (store) => store.getAllKeys())).map(String);
  }

  /** Forgets kept bytes that are not in `wanted` and older than a day. @param {string[]} wanted */
  async retain(wanted) {
    const keep = new Set(wanted);
    for (const hash of await this.keptHashes()) {
      if (keep.has(hash)) continue;
      /** @type {Kept | undefined} */
      const kept = this.db ? await this.transact('blob', 'readonly', (store) => store.get(hash)) : this.shelf('blob').get(hash);
      if (!kept || Date.now() - kept.added < DAY) continue;
      if (this.db) await this.transact('blob', 'readwrite', (store) => store.delete(hash));
      else this.shelf('blob').delete(hash);
    }
  }

  async info() {
    const estimate = await navigator.storage?.estimate?.().catch(() => null);
    const persisted = await navigator.storage?.persisted?.().catch(() => false) ?? false;
    return { persisted, usage: estimate?.usage ?? 0, quota: estimate?.quota ?? 0 };
  }
}

/** One tab edits a dossier at a time. */
export class Locks {
  /** @param {(id: string) => void} lost */
  constructor(lost) {
    this.lost = lost;
    /** How each held lock is let go. @type {Map<string, () => void>} */
    this.held = new Map();
  }

  /** @param {string} id @param {boolean} steal @returns {Promise<boolean>} */
  take(id, steal) {
    // Only pages of a secure origin have locks; without them tabs are not told apart.
    if (!navigator.locks || this.held.has(id)) return Promise.resolve(true);
    return new Promise((answer) => {
      navigator.locks.request(`thuoc-${id}`, steal ? { steal } : { ifAvailable: true }, (lock) => {
        answer(lock !== null);
        if (!lock) return undefined;
        return new Promise((/** @type {(_: void) => void} */ release) => this.held.set(id, () => release()));
      }).catch(() => {
        if (this.held.delete(id)) this.lost(id);
        else answer(false);
      });
    });
  }

  /** @param {string} id */
  release(id) {
    const release = this.held.get(id);
    this.held.delete(id);
    release?.();
  }
}
