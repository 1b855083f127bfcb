import { SchedulerRegistry } from '@nestjs/schedule';
import { createLog } from '../logging/logger.js';
import { Ticker } from './ticker.js';

const lines: string[] = [];
let ticker: Ticker;
beforeEach(() => {
  jest.useFakeTimers();
  lines.length = 0;
  ticker = new Ticker(new SchedulerRegistry(), createLog('error', { write: (line) => lines.push(line) }));
});
afterEach(async () => {
  await ticker.beforeApplicationShutdown();
  jest.useRealTimers();
});

describe('a ticker', () => {
  it('runs at once and then every few seconds', async () => {
    const task = jest.fn(() => Promise.resolve());
    ticker.every(5, 'task', task);
    expect(task).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(task).toHaveBeenCalledTimes(3);
  });

  it('never runs a task twice at a time', async () => {
    let finish = (): void => undefined;
    const task = jest.fn(() => new Promise<void>((done) => (finish = done)));
    ticker.every(1, 'slow', task);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(task).toHaveBeenCalledTimes(1);
    finish();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(task).toHaveBeenCalledTimes(2);
    finish();
  });

  it('logs a failure and goes on', async () => {
    const task = jest.fn(() => Promise.reject(new Error('no database')));
    ticker.every(1, 'broken', task);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(task).toHaveBeenCalledTimes(2);
    expect(lines.join()).toContain('schedule.failed');
  });

  it('stops at shutdown, after the run at work', async () => {
    const task = jest.fn(() => Promise.resolve());
    ticker.every(1, 'task', task);
    await ticker.beforeApplicationShutdown();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(task).toHaveBeenCalledTimes(1);
  });
});
