// Preloaded into a process of its own: its wall clock is CLOCK_AHEAD_SECONDS ahead.
const ahead = Number(process.env.CLOCK_AHEAD_SECONDS) * 1_000;
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...given) {
    super(...(given.length === 0 ? [Real.now() + ahead] : given));
  }
  static now() {
    return Real.now() + ahead;
  }
};
