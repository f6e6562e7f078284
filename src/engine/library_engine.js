// What a running job asks of its worker. Each is handed on to Module.engine (web/worker.mjs).
addToLibrary({
  engine_take: (index) => Module.engine.takeFile(index),
  engine_size: () => Module.engine.size(),
  engine_read: (offset, at, count) => Module.engine.read(offset, at, count),
  engine_sha256: (offset, size, at) => Module.engine.sha256(offset, size, at),
  engine_progress: (done, total) => Module.engine.progress(done, total),
  engine_say: (kind, at, count) => Module.engine.say(kind, at, count),
});
