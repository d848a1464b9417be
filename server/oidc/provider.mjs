// A certified OpenID Connect provider, as it comes: whoever types a name is that person. Ended with its input.

import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

// A key of each kind that the node takes; one client of the node for each.
const KEYS = {
  RS256: ["rsa", { modulusLength: 2048 }],
  ES256: ["ec", { namedCurve: "P-256" }],
  EdDSA: ["ed25519", {}],
};

const jwk = ([algorithm, [kind, options]]) => {
  const { privateKey } = generateKeyPairSync(kind, options);
  return { ...privateKey.export({ format: "jwk" }), alg: algorithm, kid: algorithm, use: "sig" };
};

const client = (algorithm) => ({
  client_id: `watchfire-${algorithm}`,
  client_secret: process.env.CLIENT_SECRET,
  id_token_signed_response_alg: algorithm,
  // A program on this machine may listen on any port (RFC 8252).
  application_type: "native",
  redirect_uris: ["http://127.0.0.1/api/v1/session/external/answer"],
});

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const provider = new Provider(`http://127.0.0.1:${server.address().port}`, {
    clients: Object.keys(KEYS).map(client),
    jwks: { keys: Object.entries(KEYS).map(jwk) },
    cookies: { keys: ["for these tests alone"] },
    pkce: { required: () => true },
  });
  server.on("request", provider.callback());
  console.log(`${provider.issuer}/`);
});

process.stdin.on("end", () => process.exit()).resume();
