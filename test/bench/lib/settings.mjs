// Every number that a bench is run with stands here. What is set in the environment under one of the product's names wins, so that
// `SMTP_CONNECTIONS=64 npm run bench:delivery` needs no change of a file.

/** Settings of the worker, by what is measured. */
export const WORKER_SETTINGS = {
  digest: { SMTP_CONNECTIONS: '32', DELIVERY_CLAIM_SIZE: '100' },
  small: { SMTP_CONNECTIONS: '10', DELIVERY_CLAIM_SIZE: '100' },
  scale: { SMTP_CONNECTIONS: '32', DELIVERY_CLAIM_SIZE: '100' },
  // The lease of a killed worker is over soon, so that the bench ends; it must outlast the final reply.
  crash: {
    SMTP_CONNECTIONS: '16',
    DELIVERY_CLAIM_SIZE: '50',
    DELIVERY_LEASE_SECONDS: '6',
    SMTP_TIMEOUT_SECONDS: '5',
    SMTP_FINAL_TIMEOUT_SECONDS: '5',
  },
};

const OURS = /^(SMTP_(?!URL)|DELIVERY_|DATABASE_POOL|LANE_|LANES_|UV_THREADPOOL|QUEUE_URL)/;

/** The worker settings for a kind of measurement, with those of the environment on top. */
export function workerSettings(kind) {
  const given = Object.entries(process.env).filter(([name]) => OURS.test(name));
  return { ...WORKER_SETTINGS[kind], ...Object.fromEntries(given) };
}

/** PostgreSQL as in production: every commit on disk, and a cache for a machine that it shares. */
export const POSTGRES_SETTINGS = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '256MB',
  max_wal_size: '4GB',
};

/** `--name value` and `--flag`; an unknown one is an error, so that a typing mistake is not a default. */
export function options(known, given = process.argv.slice(2)) {
  const chosen = { ...known };
  for (let index = 0; index < given.length; index += 1) {
    const name = given[index].replace(/^--/, '');
    if (!given[index].startsWith('--') || !(name in known))
      throw new Error(
        `unknown option ${given[index]}; there are: ${Object.keys(known)
          .map((key) => `--${key}`)
          .join(' ')}`,
      );
    if (typeof known[name] === 'boolean') chosen[name] = true;
    else chosen[name] = typeof known[name] === 'number' ? Number(given[++index]) : given[++index];
  }
  return chosen;
}
