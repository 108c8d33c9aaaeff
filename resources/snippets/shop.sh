# `apay-console sign` signs; the headers go to curl by a file.
cat > shop.json <<'END'
{"publicKeyId": @KEY_ID_JSON@, "privateKeyFile": @KEY_FILE_JSON@, "region": @REGION_JSON@}
END
cat > session.json <<'END'
{"storeId": "amzn1.application-oa2-client.demo",
 "webCheckoutDetails": {"checkoutReviewReturnUrl": "http://localhost:3000/review"}}
END
url=@BASE_URL@/v2/checkoutSessions
apay-console sign --profile-file shop.json --method POST --url "$url" --body session.json \
  --idempotency-key "$(date +%s)$$" |
  sed -n 's/^ *"\([^"]*\)": "\(.*\)",\{0,1\}$/\1: \2/p' > headers.txt
curl --silent --request POST --header @headers.txt --data-binary @session.json "$url"
