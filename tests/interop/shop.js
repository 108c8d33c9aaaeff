"use strict";
/* A shop that uses Amazon's own SDK, unmodified, and its buyer, who reads and sends real pages.
   How to run is the program's first argument, as JSON. */

const fs = require("fs");
const https = require("https");
const path = require("path");
const tls = require("tls");

const run = JSON.parse(process.argv[2]);
const folder = path.dirname(require.resolve(run.sdk + "/package.json"));
const { WebStoreClient } = require(folder);
// No SDK on npm was ever made for v1; this is all that its paths need.
require(folder + "/src/constants").API_VERSION = run.version;
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

const MONEY = {
  na: ["USD", "48.90", "30.00", "5.25"],
  eu: ["EUR", "31.50", "20.00", "5.00"],
  jp: ["JPY", "4890", "3000", "500"],
};
const [currencyCode, whole, part, less] = MONEY[run.region];
const price = (amount) => ({ amount, currencyCode });
const STORE = "amzn1.application-oa2-client.demo00000000000000000000000000aa";
const REVIEW = "https://shop.example/review?cart=7";
const RESULT = "https://shop.example/thanks?cart=7";

let count = 0;
const unique = () => `${process.pid.toString(16)}k${++count}x${Date.now().toString(16)}`;
const key = () => ({ "x-amz-pay-idempotency-key": unique() });

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
    const { reasonCode } = found.data;
    const isSo = found.status === status && reasonCode === code;
    expect(isSo, `${found.status} ${reasonCode}, not ${status} ${code}`);
    return;
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

const stranger = () => new WebStoreClient({ ...config, privateKey: fs.readFileSync(run.strangerFile) });

module.exports = {
  run, shop, stranger, config, currencyCode, whole, part, less, price, key, expect, answered, refused,
  page, submitted, signIn, advance, STORE, REVIEW, RESULT,
};
