/* SIMULATED: stands in for Amazon Pay's checkout.js, and starts checkouts in this emulator. */
(function () {
  "use strict";
  var home = new URL(document.currentScript.src).origin;

  function start(config) {
    var signed = config.createCheckoutSessionConfig || config.signInConfig;
    if (signed) {
      begin(config, signed);
    } else if (config.createCheckoutSession) {
      call(config.createCheckoutSession);
    } else {
      throw new Error("Amazon Pay: the button has no createCheckoutSessionConfig.");
    }
  }

  function begin(config, signed) {
    var query = new URLSearchParams({
      payloadJSON: signed.payloadJSON,
      signature: signed.signature,
      algorithm: signed.algorithm || "",
      publicKeyId: signed.publicKeyId || config.publicKeyId || "",
      productType: config.productType || "PayAndShip",
      ledgerCurrency: config.ledgerCurrency || "",
      sandbox: config.sandbox === false ? "false" : "true",
      from: location.href
    });
    location.assign(home + "/checkout/start?" + query);
  }

  function call(create) {
    var name = create.extractAmazonCheckoutSessionId || "checkoutSessionId";
    fetch(create.url, { method: create.method || "POST" })
      .then(function (answer) { return answer.json(); })
      .then(function (body) {
        var id = typeof name === "function" ? name(body) : body[name];
        if (!id) { throw new Error(body.message || "the shop answered without " + name); }
        location.assign(home + "/signin?" + new URLSearchParams({ amazonCheckoutSessionId: id }));
      })
      .catch(function (error) { tell("The checkout could not begin: " + error.message); });
  }

  function tell(sentence) {
    var words = document.createElement("p");
    words.setAttribute("role", "alert");
    words.textContent = sentence;
    (document.querySelector(".apay-simulated") || document.body).after(words);
  }

  function renderButton(place, config) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "apay-simulated";
    button.textContent = config.productType === "SignIn" ? "Sign in (simulated)" : "Check out (simulated)";
    button.style.cssText = "font:600 15px system-ui;padding:12px 24px;border:2px dashed #59616f;" +
      "border-radius:6px;background:#eceef2;color:#1b1f27;cursor:pointer";
    button.addEventListener("click", function () { start(config); });
    var found = typeof place === "string" ? document.querySelector(place) : place;
    found.replaceChildren(button);
    return { onClick: function (act) { button.addEventListener("click", act); }, initCheckout: start };
  }

  function bindChangeAction(place, config) {
    document.querySelector(place).addEventListener("click", function () {
      location.assign(home + "/signin?" + new URLSearchParams({
        amazonCheckoutSessionId: config.amazonCheckoutSessionId, changeAction: config.changeAction || ""
      }));
    });
  }

  window.amazon = window.amazon || {};
  window.amazon.Pay = {
    renderButton: renderButton,
    initCheckout: start,
    bindChangeAction: bindChangeAction
  };
  if (typeof window.onAmazonPayReady === "function") { window.onAmazonPayReady(); }
})();
