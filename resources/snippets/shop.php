<?php
// composer require amzn/amazon-pay-api-sdk-php
// The SDK always speaks https on port 443; this class lets it sign, and sends to the emulator.
require 'vendor/autoload.php';

class ShopClient extends Amazon\Pay\API\Client
{
    public function apiCall($method, $urlFragment, $payload, $headers = null, $queryParams = null)
    {
        $body = is_array($payload) ? json_encode($payload) : (string) $payload;
        $query = $queryParams ? '?' . http_build_query($queryParams, '', '&', PHP_QUERY_RFC3986) : '';
        $url = @BASE_URL@ . '/' . $urlFragment . $query;
        $lines = $this->getPostSignedHeaders($method, $url, $queryParams ?? [], $body, $headers);
        foreach ($headers ?? [] as $name => $value) {
            $lines[] = "$name:$value";
        }
        $curl = curl_init($url);
        curl_setopt_array($curl, [
            CURLOPT_CUSTOMREQUEST => $method,
            CURLOPT_POSTFIELDS => $body,
            CURLOPT_HTTPHEADER => array_merge($lines, ['Expect:']),
            CURLOPT_RETURNTRANSFER => true,
        ]);
        $answer = curl_exec($curl);
        return ['status' => curl_getinfo($curl, CURLINFO_HTTP_CODE), 'response' => $answer];
    }
}

$client = new ShopClient([
    'public_key_id' => @KEY_ID@,
    'private_key' => @KEY_FILE@,
    'region' => @REGION@,
    'algorithm' => 'AMZN-PAY-RSASSA-PSS-V2',
]);

$result = $client->createCheckoutSession(
    [
        'storeId' => 'amzn1.application-oa2-client.demo',
        'webCheckoutDetails' => ['checkoutReviewReturnUrl' => 'http://localhost:3000/review'],
    ],
    ['x-amz-pay-idempotency-key' => bin2hex(random_bytes(16))],
);
echo $result['status'], ' ', $result['response'], "\n";
