// Preloaded into a process of its own: at SIGUSR2 its event loop stands still for STALL_MS.
const cell = new Int32Array(new SharedArrayBuffer(4));
process.on('SIGUSR2', () => Atomics.wait(cell, 0, 0, Number(process.env.STALL_MS)));
