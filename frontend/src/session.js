// Who is signed in. Tokens live in this module's variables and nowhere else: not in storage, not in
// a cookie. After a reload the identity provider, which remembers the person on its own origin,
// gives new ones without asking.
import * as oauth from 'oauth4webapi';

const PENDING = 'gridseal.sign-in';
const CALLBACK = '/signed-in';
/// Renewed this long before the token's end, in seconds; a slow phone on a roof needs some.
const MARGIN = 30;

const { issuer, client: clientId } = document.documentElement.dataset;
const client = { client_id: clientId };
const noSecret = oauth.None();

let provider;
let tokens;
let renewal;

/// The token for one request, or undefined when nobody is signed in.
export function accessToken() {
  return tokens?.access_token;
}

/// Completes a sign-in when the identity provider has just sent the browser back.
///
/// Returns the path the person wanted, or undefined when this load is no answer to a sign-in.
export async function complete() {
  const pending = JSON.parse(sessionStorage.getItem(PENDING) ?? 'null');
  sessionStorage.removeItem(PENDING);
  if (location.pathname !== CALLBACK || !pending) {
    return undefined;
  }
  const answer = new URL(location.href);
  // The code is spent in a moment, and must not stay in the history or go out in a referrer.
  history.replaceState(null, '', pending.path);
  const server = await discover();
  const parameters = oauth.validateAuthResponse(server, client, answer, pending.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server, client, noSecret, parameters, callback(), pending.verifier);
  accept(await oauth.processAuthorizationCodeResponse(
    server, client, response, { expectedNonce: pending.nonce, requireIdToken: true }));
  return pending.path;
}

/// Leaves for the identity provider, which comes back to the given path.
///
/// `wishes` are further parameters of OpenID Connect Core §3.1.2.1, such as a prompt.
export async function signIn(path, wishes = {}) {
  const server = await discover();
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const nonce = oauth.generateRandomNonce();
  sessionStorage.setItem(PENDING, JSON.stringify({ path, verifier, state, nonce }));
  go(server.authorization_endpoint, {
    client_id: clientId,
    redirect_uri: callback(),
    response_type: 'code',
    scope: 'openid',
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...wishes,
  });
}

/// Forgets the tokens and ends the identity provider's session too.
export async function signOut() {
  const idToken = tokens?.id_token;
  clearTimeout(renewal);
  tokens = undefined;
  const server = await discover();
  go(server.end_session_endpoint, {
    client_id: clientId,
    post_logout_redirect_uri: `${location.origin}/`,
    ...(idToken && { id_token_hint: idToken }),
  });
}

/// Gets fresh tokens without leaving the page. Resolves to whether that worked.
export async function renew() {
  if (!tokens?.refresh_token) {
    return false;
  }
  try {
    const server = await discover();
    const response = await oauth.refreshTokenGrantRequest(
      server, client, noSecret, tokens.refresh_token);
    accept(await oauth.processRefreshTokenResponse(server, client, response));
    return true;
  } catch (error) {
    // Without a network the tokens may still be good; a refused refresh token never is again.
    if (error instanceof oauth.ResponseBodyError) {
      tokens = undefined;
    }
    return false;
  }
}

async function discover() {
  if (!provider) {
    const url = new URL(issuer);
    const response = await oauth.discoveryRequest(url);
    provider = await oauth.processDiscoveryResponse(url, response);
  }
  return provider;
}

function accept(fresh) {
  tokens = { ...tokens, ...fresh };
  clearTimeout(renewal);
  renewal = setTimeout(renew, Math.max(tokens.expires_in - MARGIN, MARGIN) * 1000);
}

function callback() {
  return `${location.origin}${CALLBACK}`;
}

function go(endpoint, parameters) {
  const url = new URL(endpoint);
  url.search = new URLSearchParams(parameters);
  location.assign(url);
}
