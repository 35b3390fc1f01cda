// A demo with sample imports is started for the whole run; Chromium is the system's.
import { defineConfig } from '@playwright/test';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { base, binary, people, port } from './support/demo.js';

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (!chromium) throw new Error('Chromium is missing: apt-get install chromium');

const data = join(tmpdir(), `oppijaloki-browser-${port}`);
// Workers read this file too: only the first process begins anew.
if (!process.env.TEST_WORKER_INDEX) rmSync(data, { recursive: true, force: true });

const STATES = 'every-state.spec.js';

export default defineConfig({
  testDir: 'walks',
  globalSetup: './support/begin.js',
  workers: 2,
  projects: [
    // Pages are only looked at, several at a time.
    { name: 'states', testMatch: STATES, fullyParallel: true },
    // Walks change what the next one sees: one after the other, on pages that have been looked at. One alone:
    // `npx playwright test work.spec --no-deps`.
    { name: 'walks', testIgnore: STATES, dependencies: ['states'], workers: 1 },
  ],
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  // A machine that does other things at the same time is given time.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: base,
    locale: 'fi-FI',
    timezoneId: 'Europe/Helsinki',
    launchOptions: { executablePath: chromium, args: ['--no-sandbox'] },
    screenshot: 'only-on-failure',
  },
  webServer: {
    command: `${binary} demo --port ${port} --data ${data} --people ${people}`,
    url: `${base}/health/ready`,
    timeout: 120_000,
  },
});
