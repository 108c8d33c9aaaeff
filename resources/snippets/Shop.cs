// dotnet add package Amazon.Pay.API.SDK
// The SDK always speaks https; this class sends what it signed to the emulator.
using System;
using System.Collections.Generic;
using System.Net;
using Amazon.Pay.API;
using Amazon.Pay.API.Types;
using Amazon.Pay.API.WebStore;
using Amazon.Pay.API.WebStore.CheckoutSession;

var configuration = new ApiConfiguration(
    region: Region.@REGION_TITLE@,
    publicKeyId: @KEY_ID@,
    privateKey: @KEY_FILE@,
    algorithm: AmazonSignatureAlgorithm.V2);
var client = new ShopClient(configuration);

var request = new CreateCheckoutSessionRequest(
    "http://localhost:3000/review", "amzn1.application-oa2-client.demo");
var session = client.CreateCheckoutSession(request);
Console.WriteLine($"{session.Status} {session.CheckoutSessionId}");

class ShopClient : WebStoreClient
{
    static readonly Uri Emulator = new Uri(@BASE_URL@);

    public ShopClient(ApiConfiguration configuration) : base(configuration) { }

    protected override HttpWebResponse SendRequest(
        ApiRequest request, Dictionary<string, string> headers)
    {
        request.Path = new Uri(Emulator, request.Path.AbsolutePath);
        return base.SendRequest(request, headers);
    }
}
