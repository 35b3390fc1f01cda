// The demo as the tests use it: its officials, and its university's system that sends learners in.
import { execFileSync } from 'node:child_process';

export const port = Number(process.env.OPPIJALOKI_PORT ?? 8290);
export const binary = process.env.OPPIJALOKI_BINARY ?? '../../target/debug/oppijaloki';
export const people = 300;
export const base = `http://127.0.0.1:${port}`;

export const REPORT = '/henkilo-ui/oppijoidentuonti';
export const SIGN_IN = '/henkilo-ui/kirjaudu';
export const MYSELF = '/henkilo-ui/omattiedot';
export const ACCESS = '/henkilo-ui/katselurekisteri';
export const OUTBOX = '/demo/outbox';

// One of each kind.
export const UNIVERSITY = 'Aino Virkkula';
export const SCHOOL = 'Birger Nyström';
export const KEEPER = 'Hilkka Saarenmaa';
export const AUDITOR = 'Onerva Tiilikka';

// The first of the people whom each walk sends in, so that no walk meets those of another. The demo sends 0 to 59 itself,
// and 120 to 135.
export const PEOPLE = { errors: 90, conflicts: 140, requests: 170, live: 200, queue: 230, work: 240, putRight: 260, schools: 280 };

// Goes to a page, and signs in on the way.
export async function open(page, who, address = REPORT) {
  await page.goto(`${SIGN_IN}?${new URLSearchParams({ takaisin: address })}`);
  await page.getByRole('button', { name: who }).click();
  await page.waitForURL((url) => !url.pathname.startsWith(SIGN_IN));
}

// The language, for a page that nobody has looked at yet.
export const speak = (context, language) =>
  context.addCookies([{ name: 'lang', value: language, domain: '127.0.0.1', path: '/' }]);

// Synthetic learners, of whom the demo's register knows the ones with a proper hetu.
export function learners(rows, firstPerson, shares = {}) {
  const kinds = Object.entries(shares).flatMap(([kind, percent]) => ['--share', `${kind}=${percent}`]);
  const shape = Object.keys(shares).length ? kinds : ['--plain'];
  const counts = { people, rows, 'first-person': firstPerson };
  const options = Object.entries(counts).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return JSON.parse(execFileSync(binary, ['generate', ...options, ...shape], { stdio: ['ignore', 'pipe', 'ignore'] }));
}

async function asked(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${options?.method ?? 'GET'} ${new URL(address).pathname}: ${answer.status}`);
  return answer;
}

// Sends an import and gives its number.
export async function send(body, client = 'demo-university') {
  const secret = { grant_type: 'client_credentials', client_id: client, client_secret: 'demo-secret' };
  const tokens = `${base}/kayttooikeus-service/oauth2/token`;
  const token = await (await asked(tokens, { method: 'POST', body: new URLSearchParams(secret) })).json();
  const headers = { Authorization: `Bearer ${token.access_token}`, 'Content-Type': 'application/json' };
  const sent = { method: 'PUT', headers, body: JSON.stringify(body) };
  return (await (await asked(`${base}/oppijanumerorekisteri-service/oppija`, sent)).json()).id;
}

// The population register's stand-in: lets it answer late, and as it should again.
const faults = `http://127.0.0.1:${port + 1}/control/faults`;
export const slowRegister = (milliseconds) =>
  asked(faults, { method: 'PUT', body: JSON.stringify({ delay_ms: milliseconds }) });
export const usualRegister = () => asked(faults, { method: 'DELETE' });
