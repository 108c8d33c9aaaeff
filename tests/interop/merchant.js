"use strict";
/* A merchant's backend that uses Amazon's own SDK, unmodified. Reads how to run from the first
   argument (JSON), plays a shop's day, and prints one line of JSON a step. */

const fs = require("fs");
const https = require("https");
const path = require("path");
const tls = require("tls");

const run = JSON.parse(process.argv[2]);
const folder = path.dirname(require.resolve(run.sdk + "/package.json"));
const { WebStoreClient } = require(folder);
const axios = require(require.resolve("axios", { paths: [folder] }));

if (!run.overrides) {
  // Amazon's own hosts, answered here: what a name in /etc/hosts and a port would do.
  const agent = new https.Agent();
  agent.createConnection = (options) =>
    tls.connect({ ...options, host: "127.0.0.1", port: run.tlsPort, servername: options.host });
  axios.defaults.httpsAgent = agent;
}

const config = {
  publicKeyId: run.keyId,
  privateKey: fs.readFileSync(run.keyFile),
  region: run.region,
  sandbox: true,
  ...(run.algorithm === "AMZN-PAY-RSASSA-PSS" ? {} : { algorithm: run.algorithm }),
  ...(run.overrides ? { overrideServiceUrl: `127.0.0.1:${run.tlsPort}` } : {}),
};
const shop = new WebStoreClient(config);

const MONEY = { na: ["USD", "48.90", "30.00", "5.25"], eu: ["EUR", "31.50", "20.00", "5.00"], jp: ["JPY", "4890", "3000", "500"] };
const [currencyCode, whole, part, less] = MONEY[run.region];
const price = (amount) => ({ amount, currencyCode });
const STORE = "amzn1.application-oa2-client.demo00000000000000000000000000aa";
const REVIEW = "https://shop.example/review?cart=7";
const RESULT = "https://shop.example/thanks?cart=7";

let count = 0;
const key = () => ({ "x-amz-pay-idempotency-key": `${process.pid.toString(16)}k${++count}x${Date.now().toString(16)}` });

function expect(isRight, words) {
  if (!isRight) throw new Error(words);
}

async function answered(work, status) {
  const found = await work;
  expect([].concat(status).includes(found.status), `status ${found.status}, not ${status}`);
  expect(Boolean(found.headers["x-amz-pay-request-id"]), "no x-amz-pay-request-id");
  return found.data;
}

async function refused(work, status, code) {
  try {
    await work;
  } catch (error) {
    const found = error.response;
    expect(Boolean(found), String(error.message));
    expect(found.status === status && found.data.reasonCode === code, `${found.status} ${found.data.reasonCode}, not ${status} ${code}`);
    return found.data;
  }
  throw new Error(`not refused, instead of ${status} ${code}`);
}

/* --- the buyer: real pages, read and sent as forms --- */

async function page(url) {
  const found = await fetch(url, { redirect: "manual" });
  return { status: found.status, text: await found.text(), location: found.headers.get("location") };
}

function fields(text) {
  const form = /<form[^>]*method="post"[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/.exec(text);
  expect(Boolean(form), "the page has no form");
  const found = {};
  for (const [tag] of form[2].matchAll(/<input[^>]*>/g)) {
    const at = (name) => (new RegExp(`\\b${name}="([^"]*)"`).exec(tag) || [])[1];
    const counts = at("type") === "hidden" || (at("type") === "radio" && / checked/.test(tag));
    if (counts) found[at("name")] = at("value");
  }
  const button = /<button[^>]*type="submit"[^>]*>/.exec(form[2])[0];
  const name = (/\bname="([^"]*)"/.exec(button) || [])[1];
  if (name) found[name] = /\bvalue="([^"]*)"/.exec(button)[1];
  return { action: form[1], found };
}

async function submitted(url, more = {}) {
  const shown = await page(url);
  expect(shown.status === 200, `the page answered ${shown.status}`);
  const { action, found } = fields(shown.text);
  const sent = await fetch(new URL(action, url), {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ ...found, ...more }),
  });
  expect(sent.status === 303, `the form was answered with ${sent.status}`);
  return sent.headers.get("location");
}

async function signIn(number) {
  const landed = await submitted(`${run.baseUrl}/signin?amazonCheckoutSessionId=${number}`);
  expect(landed === `${REVIEW}&amazonCheckoutSessionId=${number}`, `landed on ${landed}`);
}

async function advance(seconds) {
  const found = await fetch(`${run.baseUrl}/_emulator/clock`, {
    method: "POST",
    headers: { authorization: `Bearer ${run.adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({ advance: seconds }),
  });
  expect(found.status === 200, `the clock answered ${found.status}`);
}

/* --- the steps: a name, the operations that they prove, and what is done --- */

const at = {}; // what earlier steps found out
const created = () => ({ storeId: STORE, webCheckoutDetails: { checkoutReviewReturnUrl: REVIEW } });
const details = (intent, amount) => ({
  webCheckoutDetails: { checkoutResultReturnUrl: RESULT },
  paymentDetails: { paymentIntent: intent, chargeAmount: price(amount), totalOrderAmount: price(whole) },
  merchantMetadata: { merchantReferenceId: "ORD-77", merchantStoreName: "Fjord Tea", noteToBuyer: "Grün & \u6296" },
});
const state = (body) => body.statusDetails.state;
const names = (body) => body.constraints.map((row) => row.constraintId).join(" ");

const STEPS = [
  ["create a session", ["create_session"], async () => {
    at.key = key();
    const body = await answered(shop.createCheckoutSession(created(), at.key), 201);
    at.session = body.checkoutSessionId;
    expect(names(body) === "BuyerNotAssociated ChargeAmountNotSet CheckoutResultReturnUrlNotSet PaymentIntentNotSet", names(body));
  }],
  ["create it once more with the same key", [], async () => {
    const body = await answered(shop.createCheckoutSession(created(), at.key), 201);
    expect(body.checkoutSessionId === at.session, "another session");
  }],
  ["create another one with the same key", [], () =>
    refused(shop.createCheckoutSession({ ...created(), platformId: "A1" }, at.key), 400, "DuplicateIdempotencyKey")],
  ["get the session", ["get_session"], async () => {
    const body = await answered(shop.getCheckoutSession(at.session), 200);
    expect(state(body) === "Open" && body.buyer === null, "not as it was created");
  }],
  ["update it as v1 spells it", [], () =>
    refused(shop.updateCheckoutSession(at.session, { paymentDetail: {} }), 400, "UnrecognizedField")],
  ["update the session", ["update_session"], async () => {
    const body = await answered(shop.updateCheckoutSession(at.session, details("Authorize", part)), 200);
    expect(names(body) === "BuyerNotAssociated", names(body));
    expect(body.merchantMetadata.noteToBuyer === "Grün & \u6296", "the note was changed");
  }],
  ["sign the buyer in by form", [], () => signIn(at.session)],
  ["get the session with its buyer", [], async () => {
    const body = await answered(shop.getCheckoutSession(at.session), 200);
    expect(body.buyer && body.constraints.length === 0, names(body));
    at.page = body.webCheckoutDetails.amazonPayRedirectUrl;
  }],
  ["complete too early", [], () =>
    refused(shop.completeCheckoutSession(at.session, { chargeAmount: price(part) }), 422, "InvalidCheckoutSessionStatus")],
  ["pay by form", [], async () => {
    const landed = await submitted(at.page);
    expect(landed === `${RESULT}&amazonCheckoutSessionId=${at.session}`, `landed on ${landed}`);
  }],
  ["complete with another amount", [], () =>
    refused(shop.completeCheckoutSession(at.session, { chargeAmount: price(less), totalOrderAmount: price(whole) }), 409, "AmountMismatch")],
  ["complete the session", ["complete_session"], async () => {
    const sent = { chargeAmount: price(part), totalOrderAmount: price(whole) };
    const body = await answered(shop.completeCheckoutSession(at.session, sent, key()), 200);
    expect(state(body) === "Completed", state(body));
    at.permission = body.chargePermissionId;
    at.charge = body.chargeId;
  }],
  ["complete it twice", [], () =>
    refused(shop.completeCheckoutSession(at.session, { chargeAmount: price(part) }), 422, "InvalidCheckoutSessionStatus")],
  ["get the permission", ["get_permission"], async () => {
    const body = await answered(shop.getChargePermission(at.permission), 200);
    expect(state(body) === "Chargeable", state(body));
    expect(body.limits.amountLimit.amount === whole, body.limits.amountLimit.amount);
  }],
  ["update the permission", ["update_permission"], async () => {
    const sent = { merchantMetadata: { merchantReferenceId: "ORD-78" } };
    const body = await answered(shop.updateChargePermission(at.permission, sent), 200);
    expect(body.merchantMetadata.merchantReferenceId === "ORD-78", "not changed");
  }],
  ["get the charge", ["get_charge"], async () => {
    const body = await answered(shop.getCharge(at.charge), 200);
    expect(state(body) === "Authorized" && body.chargeAmount.amount === part, state(body));
  }],
  ["capture more than was authorized", [], () =>
    refused(shop.captureCharge(at.charge, { captureAmount: price(whole) }, key()), 400, "TransactionAmountExceeded")],
  ["capture the charge", ["capture_charge"], async () => {
    const sent = { captureAmount: price(part), softDescriptor: "FJORDTEA" };
    const body = await answered(shop.captureCharge(at.charge, sent, key()), 200);
    expect(state(body) === "Captured" && body.captureAmount.amount === part, state(body));
  }],
  ["refund a part", ["create_refund"], async () => {
    const sent = { chargeId: at.charge, refundAmount: price(less), softDescriptor: "FJORDTEA" };
    const body = await answered(shop.createRefund(sent, key()), 201);
    expect(state(body) === "RefundInitiated", state(body));
    at.refund = body.refundId;
  }],
  ["get the refund half a minute later", ["get_refund"], async () => {
    await advance(31);
    const body = await answered(shop.getRefund(at.refund), 200);
    expect(state(body) === "Refunded", state(body));
  }],
  ["charge what is left", ["create_charge"], async () => {
    const sent = { chargePermissionId: at.permission, chargeAmount: price(less), captureNow: false };
    const body = await answered(shop.createCharge(sent, key()), 201);
    expect(state(body) === "Authorized", state(body));
    at.second = body.chargeId;
  }],
  ["have a charge declined by simulation", [], () => {
    const sent = { chargePermissionId: at.permission, chargeAmount: price(less) };
    return refused(shop.createCharge(sent, { ...key(), "x-amz-pay-simulation-code": "HardDeclined" }), 422, "HardDeclined");
  }],
  ["update the charge as a payment service provider", ["update_charge"], async () => {
    const body = await answered(shop.updateCharge(at.second, { providerMetadata: { providerReferenceId: "PSP-1" } }), 200);
    expect(body.providerMetadata.providerReferenceId === "PSP-1", "not changed");
  }, "updateCharge"],
  ["cancel the charge, with a body", ["cancel_charge"], async () => {
    const body = await answered(shop.cancelCharge(at.second, { cancellationReason: "Sold out" }), 200);
    expect(state(body) === "Canceled", state(body));
  }],
  ["track the delivery", ["track_delivery"], async () => {
    const sent = { chargePermissionId: at.permission, deliveryDetails: [{ trackingNumber: "0430983", carrierCode: "UPS" }] };
    await answered(shop.deliveryTrackers(sent, key()), 200);
  }],
  ["close the permission, with a body", ["close_permission"], async () => {
    const body = await answered(shop.closeChargePermission(at.permission, { closureReason: "Nothing more to charge" }), 200);
    expect(state(body) === "Closed", state(body));
  }],
  ["finalize a session in one go", ["finalize_session"], async () => {
    const made = await answered(shop.createCheckoutSession(created(), key()), 201);
    await signIn(made.checkoutSessionId);
    const sent = { paymentIntent: "Authorize", chargeAmount: price(part), canHandlePendingAuthorization: false };
    const body = await answered(shop.finalizeCheckoutSession(made.checkoutSessionId, sent, key()), 200);
    expect(state(body) === "Completed", state(body));
  }, "finalizeCheckoutSession"],
  ["begin at a signed button", ["button_signature"], async () => {
    const payload = JSON.stringify({ ...created(), scopes: ["name", "email"] });
    const query = new URLSearchParams({
      payloadJSON: payload,
      signature: shop.generateButtonSignature(payload),
      algorithm: config.algorithm || "",
      publicKeyId: run.keyId,
      ledgerCurrency: currencyCode,
      productType: "PayAndShip",
      sandbox: "true",
    });
    const found = await page(`${run.baseUrl}/checkout/start?${query}`);
    expect(found.status === 303, `the button was answered with ${found.status}`);
    const number = new URL(found.location, run.baseUrl).searchParams.get("amazonCheckoutSessionId");
    const body = await answered(shop.getCheckoutSession(number), 200);
    expect(state(body) === "Open", state(body));
    query.set("payloadJSON", payload.replace("shop.example", "shop.invalid"));
    const forged = await page(`${run.baseUrl}/checkout/start?${query}`);
    expect(forged.status === 403, `a changed payload was answered with ${forged.status}`);
  }],
  ["tell the button's signature", [], async () => {
    const payload = JSON.stringify(created());
    at.button = { payload, signature: shop.generateButtonSignature(payload) };
  }],
  ["get the buyer who only signed in", ["get_buyer"], async () => {
    const payload = JSON.stringify({ signInReturnUrl: "https://shop.example/hello", storeId: STORE, signInScopes: ["name", "email"] });
    const query = new URLSearchParams({
      payloadJSON: payload,
      signature: shop.generateButtonSignature(payload),
      algorithm: config.algorithm || "",
      publicKeyId: run.keyId,
      ledgerCurrency: currencyCode,
      productType: "SignIn",
      sandbox: "true",
    });
    const found = await page(`${run.baseUrl}/checkout/start?${query}`);
    const landed = await submitted(new URL(found.location, run.baseUrl));
    const token = new URL(landed).searchParams.get("buyerToken");
    const body = await answered(shop.getBuyer(token), 200);
    expect(Boolean(body.buyerId && body.name && body.email), "without id, name or e-mail");
  }],
  ["ask with a query in the address", [], () =>
    refused(shop.getAuthorizationToken("amzn.mws.1", "A1 B'(2)*!~&=+é"), 404, "ResourceNotFound"), "getAuthorizationToken"],
  ["ask for what is not there", [], () =>
    refused(shop.getChargePermission("S00-0000000-0000000"), 404, "ResourceNotFound")],
  ["ask with another key", [], () => {
    const stranger = new WebStoreClient({ ...config, privateKey: fs.readFileSync(run.strangerFile) });
    return refused(stranger.getChargePermission("S00-0000000-0000000"), 403, "InvalidRequestSignature");
  }],
];

async function main() {
  for (const [name, proves, work, needs] of STEPS) {
    if (needs && typeof shop[needs] !== "function") continue; // this SDK has no such method yet
    const line = { step: name, proves, ok: true, words: "" };
    try {
      await work();
    } catch (error) {
      const body = error.response && error.response.data;
      Object.assign(line, { ok: false, words: `${error.message} ${body ? JSON.stringify(body) : ""}`.trim() });
    }
    if (at.button) {
      line.button = at.button;
      delete at.button;
    }
    process.stdout.write(JSON.stringify(line) + "\n");
  }
}

main();
