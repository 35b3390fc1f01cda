// An OpenID provider for the tests of signing in: `node provider.mjs PORT REGISTRY CLAIMS`.
//
// PORT 0 takes a free one; the first line on standard output is the issuer. REGISTRY is the public address of the
// registry. CLAIMS says where claims stand: in the `id_token` or in the `userinfo`. Every start has a new signing key.
// Its forms take any of the logins below with any password.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';

import Provider from 'oidc-provider';

const [port, registry, claims] = process.argv.slice(2);

const university = '1.2.246.562.10.90000000011';
const people = {
  aino: {
    name: 'Aino Virkkula',
    access: { roles: { [university]: ['OPPIJANUMEROREKISTERI_OPPIJOIDENTUONTI', 'KOSKI_READ'] } },
  },
  ritva: {
    name: 'Ritva Rekisterinhaltija',
    access: { roles: { '1.2.246.562.10.00000000001': ['OPPIJANUMEROREKISTERI_REKISTERINPITAJA'] } },
  },
  // Of other services only.
  veikko: { name: 'Veikko Vieras', access: { roles: { [university]: ['KOSKI_READ'] } } },
  // Of more organisations than a session holds.
  kerttu: {
    name: 'Kerttu Kaikkialla',
    access: {
      roles: Object.fromEntries(
        Array.from({ length: 2000 }, (_, n) => [
          `1.2.246.562.10.${String(90000000000 + n)}`,
          ['OPPIJANUMEROREKISTERI_OPPIJOIDENTUONTI'],
        ]),
      ),
    },
  },
};

function signingKey(type, options, alg) {
  const { privateKey } = generateKeyPairSync(type, options);
  const kid = `${alg}-${process.hrtime.bigint()}`;
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg, kid };
}

function client(id, alg) {
  return {
    client_id: id,
    client_secret: 'the-secret-of-the-tests',
    redirect_uris: [`${registry}/henkilo-ui/kirjaudu/paluu`],
    post_logout_redirect_uris: [`${registry}/henkilo-ui/kirjaudu-ulos`],
    id_token_signed_response_alg: alg,
  };
}

function provider(issuer) {
  return new Provider(issuer, {
    clients: [client('oppijaloki', 'RS256'), client('oppijaloki-es256', 'ES256')],
    claims: { openid: ['sub'], profile: ['name'], onr: ['access', 'oid'] },
    conformIdTokenClaims: claims === 'userinfo',
    cookies: { keys: ['only for tests'] },
    findAccount: (_, login) => ({
      accountId: login,
      claims: () => ({ sub: login, oid: `1.2.246.562.24.${login}`, ...people[login] }),
    }),
    jwks: {
      keys: [
        signingKey('rsa', { modulusLength: 2048 }, 'RS256'),
        signingKey('ec', { namedCurve: 'P-256' }, 'ES256'),
      ],
    },
    pkce: { required: () => true },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 60, Interaction: 600, Session: 600 },
  });
}

const server = createServer();
server.listen(Number(port), '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  server.on('request', provider(issuer).callback());
  console.log(issuer);
});
// Whoever started this holds its standard input: it ends with them, however they end.
process.stdin.on('end', () => process.exit()).resume();
