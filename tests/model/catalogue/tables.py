"""What Amazon's pages say of a Checkout Session's fields, written down apart from the catalogue."""

from __future__ import annotations

from apay_console.model.fields import When

ADDRESS = [
    "name",
    "addressLine1",
    "addressLine2",
    "addressLine3",
    "city",
    "county",
    "district",
    "stateOrRegion",
    "postalCode",
    "countryCode",
    "phoneNumber",
]
TO_SEND = [
    "name",
    "addressLine1",
    "addressLine2",
    "addressLine3",
    "city",
    "districtOrCounty",
    "stateOrRegion",
    "postalCode",
    "countryCode",
    "phoneNumber",
]

# What a merchant may set, and when (checkout-session.html)
OPEN = [
    "webCheckoutDetails.checkoutReviewReturnUrl",
    "webCheckoutDetails.checkoutResultReturnUrl",
    "paymentDetails.paymentIntent",
    "paymentDetails.canHandlePendingAuthorization",
    "paymentDetails.chargeAmount",
    "paymentDetails.totalOrderAmount",
    "paymentDetails.softDescriptor",
    "chargePermissionType",
    "recurringMetadata.frequency.unit",
    "recurringMetadata.frequency.value",
    "recurringMetadata.amount",
    "merchantMetadata.merchantReferenceId",
    "merchantMetadata.merchantStoreName",
    "merchantMetadata.noteToBuyer",
    "merchantMetadata.customInformation",
    "supplementaryData",
    "platformId",
    "providerMetadata.providerReferenceId",
]
CREATE = [
    "webCheckoutDetails.checkoutCancelUrl",
    "webCheckoutDetails.checkoutMode",
    "paymentDetails.presentmentCurrency",
    "paymentDetails.allowOvercharge",
    "paymentDetails.extendExpiration",
    "paymentDetails.estimateOrderTotal",
    "paymentMethodOnFileMetadata.setupOnly",
    "storeId",
    "deliverySpecifications",
    "scopes",
]
CREATE += [f"addressDetails.{name}" for name in TO_SEND]
UPDATE = ["multiAddressesCheckoutMetadata"]
NEVER = [
    "checkoutSessionId",
    "webCheckoutDetails.amazonPayRedirectUrl",
    "productType",
    "buyer.buyerId",
    "buyer.name",
    "buyer.email",
    "buyer.phoneNumber",
    "buyer.primeMembershipTypes",
    "paymentPreferences.0.paymentDescriptor",
    "statusDetails.state",
    "statusDetails.reasonCode",
    "statusDetails.reasonDescription",
    "statusDetails.lastUpdatedTimestamp",
    "shippingAddressList",
    "constraints",
    "creationTimestamp",
    "expirationTimestamp",
    "chargePermissionId",
    "chargeId",
    "releaseEnvironment",
    "checkoutButtonText",
]
NEVER += [f"billingAddress.{name}" for name in ADDRESS]
NEVER += [f"shippingAddress.{name}" for name in ADDRESS]
MOMENTS = {When.OPEN: OPEN, When.CREATE: CREATE, When.UPDATE: UPDATE, When.NEVER: NEVER}

# What v1 lacks (version-two-migration-guide.html)
V2_ONLY = [
    "webCheckoutDetails.checkoutCancelUrl",
    "webCheckoutDetails.checkoutMode",
    "paymentDetails.totalOrderAmount",
    "paymentDetails.allowOvercharge",
    "paymentDetails.extendExpiration",
    "paymentDetails.estimateOrderTotal",
    "chargePermissionType",
    "recurringMetadata",
    "paymentMethodOnFileMetadata",
    "multiAddressesCheckoutMetadata",
    "shippingAddressList",
    "buyer.phoneNumber",
    "buyer.primeMembershipTypes",
    "addressDetails",
    "scopes",
]
V1_NAMES = {
    "webCheckoutDetails": "webCheckoutDetail",
    "paymentDetails": "paymentDetail",
    "statusDetails": "statusDetail",
    "billingAddress": "paymentPreferences.0.billingAddress",
}
LIMITS = {
    "webCheckoutDetails.checkoutReviewReturnUrl": 512,
    "webCheckoutDetails.checkoutResultReturnUrl": 512,
    "webCheckoutDetails.checkoutCancelUrl": 512,
    "webCheckoutDetails.amazonPayRedirectUrl": 256,
    "paymentDetails.softDescriptor": 16,
    "merchantMetadata.merchantReferenceId": 256,
    "merchantMetadata.merchantStoreName": 50,
    "merchantMetadata.noteToBuyer": 255,
    "merchantMetadata.customInformation": 4096,
}
ADDRESS_LIMITS = {
    "name": 50,
    "addressLine1": 180,
    "addressLine2": 60,
    "addressLine3": 60,
    "city": 50,
    "county": 50,
    "district": 50,
    "districtOrCounty": 50,
    "stateOrRegion": 50,
    "postalCode": 20,
    "countryCode": 3,
    "phoneNumber": 20,
}
