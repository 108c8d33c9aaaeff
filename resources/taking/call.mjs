// npm install @amazonpay/amazon-pay-api-sdk-nodejs
@E@// The SDK always speaks https; this turns its calls to the emulator on this machine.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const sdk = '@amazonpay/amazon-pay-api-sdk-nodejs';
const Client = require(sdk);
@E@const axios = require(require.resolve('axios', { paths: [require.resolve(sdk)] }));
@E@
@E@axios.interceptors.request.use((call) => {
@E@  call.url = call.url.replace(/^https:\/\/pay-api\.amazon\.[a-z]+/, @BASE_URL@);
@E@  return call;
@E@});

const client = new Client.WebStoreClient({
  publicKeyId: @KEY_ID@,
  privateKey: readFileSync(@KEY_FILE@),
  region: @REGION@,
  algorithm: @ALGORITHM@,
  sandbox: @IS_SANDBOX@, // only looked at for a key id that names no environment
});

const headers = {
@K@  'x-amz-pay-idempotency-key': randomBytes(16).toString('hex'),
@S@  'x-amz-pay-simulation-code': @SIMULATION@,
};
@B@const body = [
@B@@BODY_LINES@
@B@].join('\n');
const answer = await client.@METHOD@(@ARGUMENTS@).catch((refusal) => refusal.response ?? refusal);
console.log(answer.status, JSON.stringify(answer.data));
