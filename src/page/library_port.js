// What C++ asks of JavaScript. Each is handed on to Module.port (web/port.mjs): nothing is decided here.
addToLibrary({
  thuoc_ask: (ticket, what, whatLength, args, argsLength) =>
    Module.port.ask(ticket, UTF8ToString(what, whatLength), UTF8ToString(args, argsLength)),
  thuoc_show: (nodes, count, orderLow, orderHigh) =>
    Module.port.show(HEAPU8.buffer, nodes, count, orderLow, orderHigh),
  thuoc_wake: (frames) => Module.port.wake(frames),
  thuoc_now: () => Date.now(),
  thuoc_random: (at, count) => { crypto.getRandomValues(HEAPU8.subarray(at, at + count)); },

  thuoc_put: (pixels, width, height, areas, count) =>
    Module.port.put(HEAPU8.buffer, pixels, width, height, areas, count),

  // The context was made by web/canvas.mjs; emscripten's GL only has to know it.
  thuoc_use_gl__deps: ['$GL'],
  thuoc_use_gl: () => {
    const context = Module.port.gl();
    if (!context) return 0;
    GL.makeContextCurrent(GL.registerContext(context, { majorVersion: 2, minorVersion: 0 }));
    return 1;
  },
});
