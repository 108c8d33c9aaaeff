<?php
// composer require amzn/amazon-pay-api-sdk-php
@E@// The SDK always speaks https on port 443; this class lets it sign, and sends to the emulator.
require 'vendor/autoload.php';

@E@class EmulatorClient extends Amazon\Pay\API\Client
@E@{
@E@    public function apiCall($method, $urlFragment, $payload, $headers = null, $queryParams = null)
@E@    {
@E@        $url = @SERVICE_URL@ . '/' . $urlFragment;
@E@        $lines = $this->getPostSignedHeaders($method, $url, [], $payload, $headers);
@E@        foreach ($headers ?? [] as $name => $value) {
@E@            $lines[] = "$name:$value";
@E@        }
@E@        $curl = curl_init($url);
@E@        curl_setopt_array($curl, [
@E@            CURLOPT_CUSTOMREQUEST => $method,
@E@            CURLOPT_POSTFIELDS => $payload,
@E@            CURLOPT_HTTPHEADER => array_merge($lines, ['Expect:']),
@E@            CURLOPT_RETURNTRANSFER => true,
@E@        ]);
@E@        $answer = curl_exec($curl);
@E@        return ['status' => curl_getinfo($curl, CURLINFO_HTTP_CODE), 'response' => $answer];
@E@    }
@E@}
@E@
@E@$client = new EmulatorClient([
@A@$client = new Amazon\Pay\API\Client([
    'public_key_id' => @KEY_ID@,
    'private_key' => @KEY_FILE@,
    'region' => @REGION@,
    'algorithm' => @ALGORITHM@,
@N@    'sandbox' => @IS_SANDBOX@,
]);

$headers = [
@K@    'x-amz-pay-idempotency-key' => bin2hex(random_bytes(16)),
@S@    'x-amz-pay-simulation-code' => @SIMULATION@,
];
@B@$body = implode("\n", [
@B@@BODY_LINES@
@B@]);
$answer = $client->@METHOD@(@ARGUMENTS@);
echo $answer['status'], ' ', $answer['response'], "\n";
