"use strict";
/* A shop's day in v1, where the buyer's yes completes the session. */

const {
  shop, stranger, whole, part, less, price, key, expect, answered, refused,
  submitted, signIn, advance, STORE, REVIEW, RESULT,
} = require("./shop");

const at = {}; // what earlier steps found out
const created = () => ({ storeId: STORE, webCheckoutDetail: { checkoutReviewReturnUrl: REVIEW } });
const details = (intent, amount) => ({
  webCheckoutDetail: { checkoutResultReturnUrl: RESULT },
  paymentDetail: { paymentIntent: intent, chargeAmount: price(amount) },
  merchantMetadata: { merchantReferenceId: "ORD-77", merchantStoreName: "Fjord Tea", noteToBuyer: "Grün & \u6296" },
});
const state = (body) => body.statusDetail.state;
const names = (body) => body.constraints.map((row) => row.constraintId).join(" ");

module.exports = [
  ["create a session", ["create_session"], async () => {
    const body = await answered(shop.createCheckoutSession(created(), key()), 201);
    at.session = body.checkoutSessionId;
    expect(names(body) === "BuyerNotAssociated ChargeAmountNotSet CheckoutResultReturnUrlNotSet PaymentIntentNotSet", names(body));
  }],
  ["get the session", ["get_session"], async () => {
    const body = await answered(shop.getCheckoutSession(at.session), 200);
    expect(state(body) === "Open" && body.buyer === null, "not as it was created");
  }],
  ["update it as v2 spells it", [], () =>
    refused(shop.updateCheckoutSession(at.session, { paymentDetails: {} }), 400, "UnrecognizedField")],
  ["update the session", ["update_session"], async () => {
    const body = await answered(shop.updateCheckoutSession(at.session, details("Confirm", whole)), 200);
    expect(names(body) === "BuyerNotAssociated", names(body));
    expect(body.merchantMetadata.noteToBuyer === "Grün & \u6296", "the note was changed");
  }],
  ["sign the buyer in by form", [], () => signIn(at.session)],
  ["get the session with its buyer", [], async () => {
    const body = await answered(shop.getCheckoutSession(at.session), 200);
    expect(body.buyer && body.constraints.length === 0, names(body));
    at.page = body.webCheckoutDetail.amazonPayRedirectUrl;
  }],
  ["complete what v1 lets the buyer complete", [], () =>
    refused(shop.completeCheckoutSession(at.session, { chargeAmount: price(whole) }), 405, "UnsupportedOperation")],
  ["pay by form", [], async () => {
    const landed = await submitted(at.page);
    expect(landed === `${RESULT}&amazonCheckoutSessionId=${at.session}`, `landed on ${landed}`);
  }],
  ["get the completed session", [], async () => {
    const body = await answered(shop.getCheckoutSession(at.session), 200);
    expect(state(body) === "Completed", state(body));
    expect(body.chargeId === null, "charged, though only confirmed");
    at.permission = body.chargePermissionId;
  }],
  ["get the permission", ["get_permission"], async () => {
    const body = await answered(shop.getChargePermission(at.permission), 200);
    expect(state(body) === "Chargeable", state(body));
  }],
  ["update the permission", ["update_permission"], async () => {
    const sent = { merchantMetadata: { merchantReferenceId: "ORD-78" } };
    const body = await answered(shop.updateChargePermission(at.permission, sent), 200);
    expect(body.merchantMetadata.merchantReferenceId === "ORD-78", "not changed");
  }],
  ["charge a part", ["create_charge"], async () => {
    const sent = { chargePermissionId: at.permission, chargeAmount: price(part), captureNow: false };
    const body = await answered(shop.createCharge(sent, key()), 201);
    expect(state(body) === "Authorized", state(body));
    at.charge = body.chargeId;
  }],
  ["get the charge", ["get_charge"], async () => {
    const body = await answered(shop.getCharge(at.charge), 200);
    expect(state(body) === "Authorized" && body.chargeAmount.amount === part, state(body));
  }],
  ["capture the charge", ["capture_charge"], async () => {
    const sent = { captureAmount: price(part), softDescriptor: "FJORDTEA" };
    const body = await answered(shop.captureCharge(at.charge, sent, key()), 200);
    expect(state(body) === "Captured" && body.captureAmount.amount === part, state(body));
  }],
  ["refund a part", ["create_refund"], async () => {
    const sent = { chargeId: at.charge, refundAmount: price(less) };
    const body = await answered(shop.createRefund(sent, key()), 201);
    expect(state(body) === "RefundInitiated", state(body));
    at.refund = body.refundId;
  }],
  ["get the refund half a minute later", ["get_refund"], async () => {
    await advance(31);
    const body = await answered(shop.getRefund(at.refund), 200);
    expect(state(body) === "Refunded", state(body));
  }],
  ["get the permission, closed after one capture", [], async () => {
    const body = await answered(shop.getChargePermission(at.permission), 200);
    expect(state(body) === "Closed", state(body));
  }],
  ["charge what can no longer be charged", [], () => {
    const sent = { chargePermissionId: at.permission, chargeAmount: price(less) };
    return refused(shop.createCharge(sent, key()), 422, "InvalidChargePermissionStatus");
  }],
  ["sell something else", [], async () => {
    const sent = { ...created(), ...details("Authorize", part) };
    sent.webCheckoutDetail = { checkoutReviewReturnUrl: REVIEW, checkoutResultReturnUrl: RESULT };
    const made = await answered(shop.createCheckoutSession(sent, key()), 201);
    await signIn(made.checkoutSessionId);
    const ready = await answered(shop.getCheckoutSession(made.checkoutSessionId), 200);
    await submitted(ready.webCheckoutDetail.amazonPayRedirectUrl);
    const body = await answered(shop.getCheckoutSession(made.checkoutSessionId), 200);
    at.permission = body.chargePermissionId;
    at.second = body.chargeId;
    expect(Boolean(at.second), "not authorized");
  }],
  ["cancel the charge, with a body", ["cancel_charge"], async () => {
    const body = await answered(shop.cancelCharge(at.second, { cancellationReason: "Sold out" }), 200);
    expect(state(body) === "Canceled", state(body));
  }],
  ["close the permission, with a body", ["close_permission"], async () => {
    const body = await answered(shop.closeChargePermission(at.permission, { closureReason: "Nothing more to charge" }), 200);
    expect(state(body) === "Closed", state(body));
  }],
  ["ask for what is not there", [], () =>
    refused(shop.getChargePermission("S00-0000000-0000000"), 404, "ResourceNotFound")],
  ["ask with another key", [], () =>
    refused(stranger().getChargePermission("S00-0000000-0000000"), 403, "InvalidRequestSignature")],
];
