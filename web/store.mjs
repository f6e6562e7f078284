// What is kept on this machine: IndexedDB `thuoc`. Records are JSON text, evidence is Blobs under the
// SHA-256 of their bytes. Where the browser refuses, everything goes on in memory.

/** @typedef {'dossier' | 'key' | 'office' | 'setting'} Shelf */
/** @typedef {{blob: Blob, added: number}} Kept */

const SHELVES = ['dossier', 'key', 'office', 'setting'];
const DAY = 24 * 3600 * 1000;
const SILENT = 6000;  // no database takes so long, on the slowest machine we have seen, to answer at all
const LET_GO = 3000;  // for the tab that has a dossier to write it and let it go

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

/** @param {unknown} error @param {boolean} [wrote]  it has worked before: no private window */
export function storageError(error, wrote = false) {
  if (error instanceof PortError) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : String(error);
  if (name === 'QuotaExceededError') return new PortError('storage.full');
  if (name === 'VersionError') return new PortError('storage.newer');
  return new PortError(wrote ? 'storage.failed' : 'storage.refused', [['reason', name]]);
}

/** JSON without a letter that would make the browser keep two bytes for each. @param {string} json */
const ascii = (json) => json.replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** @template T @param {Promise<T>} work @returns {Promise<T>} */
function inTime(work) {
  return Promise.race([work, new Promise((_, reject) => { setTimeout(() => reject(new PortError('storage.silent')), SILENT); })]);
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @returns {Promise<{db: IDBDatabase, made: boolean}>} made: there was none */
function openDatabase() {
  return new Promise((resolve, reject) => {
    let made = false;
    const request = indexedDB.open('thuoc', 1);
    request.onupgradeneeded = () => {
      made = true;
      for (const name of [...SHELVES, 'blob']) request.result.createObjectStore(name);
    };
    request.onsuccess = () => resolve({ db: request.result, made });
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new DOMException('another tab holds an older database', 'Blocked'));
  });
}

export class Store {
  /** @param {IDBDatabase | null} db @param {PortError | null} refused */
  constructor(db, refused) {
    this.db = db;
    this.refused = refused;
    this.closed = false;
    /** Another database than the one this page began with: what it had is not "deleted by somebody". */
    this.madeAnew = false;
    /** @type {Map<string, Map<string, any>>} */
    this.memory = new Map([...SHELVES, 'blob'].map((name) => [name, new Map()]));
    this.askedToPersist = false;
    if (db) this.watch(db);
  }

  static async open() {
    try {
      const { db } = await inTime(openDatabase());
      // One that opens and then never answers is none.
      await inTime(result(db.transaction('setting').objectStore('setting').count()));
      return new Store(db, null);
    } catch (error) {
      return new Store(null, storageError(error));
    }
  }

  /** A full disk, cleared data or a newer page close the connection; the next question opens it again. @param {IDBDatabase} db */
  watch(db) {
    db.onclose = () => { this.closed = true; };
    // A newer page of ours in another tab may change the layout: do not stand in its way.
    db.onversionchange = () => { db.close(); this.closed = true; };
  }

  async reopen() {
    this.db?.close();
    const { db, made } = await inTime(openDatabase());
    this.db = db;
    this.closed = false;
    this.madeAnew ||= made;
    this.watch(db);
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
      if (this.closed) await this.reopen();
      try {
        return await this.once(name, mode, work);
      } catch (error) {
        if (!(error instanceof DOMException) || !['InvalidStateError', 'AbortError'].includes(error.name)) throw error;
        await this.reopen();
        return await this.once(name, mode, work);
      }
    } catch (error) {
      throw storageError(error, true);
    }
  }

  /**
   * @template T
   * @param {string} name @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T>} work
   * @returns {Promise<T>}
   */
  async once(name, mode, work) {
    if (!this.db) throw this.refused;
    // strict: on the disk, not in a cache, before it counts as saved.
    const transaction = this.db.transaction(name, mode, { durability: mode === 'readwrite' ? 'strict' : 'default' });
    const request = work(transaction.objectStore(name));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? request.error ?? new DOMException('aborted', 'AbortError'));
    });
    return request.result;
  }

  /** @param {string} name @returns {Map<string, any>} */
  shelf(name) {
    const shelf = this.memory.get(name);
    if (!shelf) throw new PortError('storage.refused', [['reason', name]]);
    return shelf;
  }

  /**
   * @param {Shelf} name @param {string} id @param {string} json @param {boolean} [mustExist]  what another tab deleted does not come back
   * @param {string[]} [parts]  in place of all parts of `id`, with it or not at all
   */
  async put(name, id, json, mustExist = false, parts) {
    const all = IDBKeyRange.bound(`${id}-`, `${id}-\uffff`);
    const partId = (/** @type {number} */ i) => `${id}-${String(i).padStart(5, '0')}`;
    if (!this.db) {
      const shelf = this.shelf(name);
      if (parts) for (const key of [...shelf.keys()]) if (all.includes(key)) shelf.delete(key);
      parts?.forEach((part, i) => shelf.set(partId(i), part));
      shelf.set(id, json);
      return;
    }
    let gone = false;
    await this.transact(name, 'readwrite', (store) => {
      if (parts) store.delete(all);
      parts?.forEach((part, i) => store.put(ascii(part), partId(i)));
      if (!mustExist) return store.put(ascii(json), id);
      const there = /** @type {IDBRequest} */ (store.getKey(id));
      there.addEventListener('success', () => {
        gone = there.result === undefined && !this.madeAnew;
        if (!gone) store.put(ascii(json), id);
      });
      return there;
    });
    if (gone) throw new PortError('storage.gone');
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

  /** @param {Shelf} name @returns {Promise<string[]>} in order */
  async ids(name) {
    if (!this.db) return [...this.shelf(name).keys()].sort();
    return (await this.transact(name, 'readonly', (store) => store.getAllKeys())).map(String);
  }

  /** @param {Shelf} name @returns {Promise<{id: string, json: string}[]>} */
  async all(name) {
    return Promise.all((await this.ids(name)).map(async (id) => ({ id, json: await this.get(name, id) })));
  }

  /** @param {string} sha256 @param {Blob} blob */
  async keep(sha256, blob) {
    /** @type {Kept} */
    const kept = { blob, added: Date.now() };
    if (!this.db) {
      if (!this.shelf('blob').has(sha256)) this.shelf('blob').set(sha256, kept);
      return;
    }
    // What is there has this hash already. Only its age is new: who refers to it may come in a moment.
    await this.transact('blob', 'readwrite', (store) => {
      const there = /** @type {IDBRequest} */ (store.get(sha256));
      there.addEventListener('success', () => {
        store.put(there.result ? { blob: there.result.blob, added: kept.added } : kept, sha256);
      });
      return there;
    });
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
  /** @param {(id: string) => void} lost @param {(id: string) => void} wanted  by another tab, that waits a moment */
  constructor(lost, wanted) {
    this.lost = lost;
    /** How each held lock is let go. @type {Map<string, () => void>} */
    this.held = new Map();
    this.others = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('thuoc-locks');
    this.others?.addEventListener('message', ({ data }) => { if (this.held.has(data)) wanted(data); });
  }

  /** @param {string} id @param {boolean} steal @returns {Promise<boolean>} */
  async take(id, steal) {
    // Only pages of a secure origin have locks; without them tabs are not told apart.
    if (!navigator.locks || this.held.has(id)) return true;
    if (!steal) return this.request(id, { ifAvailable: true });
    // Stealing gives who has it no time to write: it is asked first, and given some.
    this.others?.postMessage(id);
    return await this.request(id, { signal: AbortSignal.timeout(LET_GO) }) || this.request(id, { steal: true });
  }

  /** @param {string} id @param {LockOptions} how @returns {Promise<boolean>} */
  request(id, how) {
    return new Promise((answer) => {
      navigator.locks.request(`thuoc-${id}`, how, (lock) => {
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
