"use strict";
/* Plays a shop's day, and prints one line of JSON a step: what was done, and how it went. */

const { run, shop } = require("./shop");
const steps = require(`./day_${run.version}`);

const told = (body) => (body ? ` ${body.reasonCode}: ${String(body.message).slice(0, 120)}` : "");

async function tried(work) {
  try {
    return { ok: true, words: "", button: await work() };
  } catch (error) {
    return { ok: false, words: error.message + told(error.response && error.response.data) };
  }
}

async function main() {
  process.exitCode = 1; // should a promise never be kept, Node ends the program in silence
  for (const [step, proves, work, needs] of steps) {
    if (needs && typeof shop[needs] !== "function") continue; // this SDK has no such method yet
    const line = { step, proves, ...(await tried(work)) };
    process.stdout.write(JSON.stringify(line) + "\n");
  }
  process.exitCode = 0;
}

main();
