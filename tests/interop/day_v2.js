"use strict";
/* A shop's day in v2. */

const {
  run, shop, stranger, config, currencyCode, whole, part, less, price, key, expect, answered, refused,
  page, submitted, signIn, advance, STORE, REVIEW, RESULT,
} = require("./shop");

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

module.exports = [
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
    return { payload, signature: shop.generateButtonSignature(payload) };
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
  ["ask with another key", [], () =>
    refused(stranger().getChargePermission("S00-0000000-0000000"), 403, "InvalidRequestSignature")],
];
