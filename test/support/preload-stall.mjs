// Preloaded into a process of its own: STALL_AFTER_MS after its start its event loop stands still for STALL_MS.
const cell = new Int32Array(new SharedArrayBuffer(4));
setTimeout(() => Atomics.wait(cell, 0, 0, Number(process.env.STALL_MS)), Number(process.env.STALL_AFTER_MS)).unref();
