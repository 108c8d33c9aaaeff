// npm install @amazonpay/amazon-pay-api-sdk-nodejs
// The SDK always speaks https; this turns its calls to the emulator on this machine.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';

const require = createRequire(import.meta.url);
const sdk = '@amazonpay/amazon-pay-api-sdk-nodejs';
const Client = require(sdk);
const axios = require(require.resolve('axios', { paths: [require.resolve(sdk)] }));

axios.interceptors.request.use((call) => {
  call.url = call.url.replace(/^https:\/\/pay-api\.amazon\.[a-z]+/, @BASE_URL@);
  return call;
});

const client = new Client.WebStoreClient({
  publicKeyId: @KEY_ID@,
  privateKey: readFileSync(@KEY_FILE@),
  region: @REGION@,
  algorithm: 'AMZN-PAY-RSASSA-PSS-V2',
});

const session = await client.createCheckoutSession(
  {
    storeId: 'amzn1.application-oa2-client.demo',
    webCheckoutDetails: { checkoutReviewReturnUrl: 'http://localhost:3000/review' },
  },
  { 'x-amz-pay-idempotency-key': randomBytes(16).toString('hex') },
);
console.log(session.status, session.data.checkoutSessionId);
