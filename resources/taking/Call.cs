// dotnet add package Amazon.Pay.API.SDK
@E@// The SDK always speaks https; this class sends what it signed to the emulator.
using System;
using System.Collections.Generic;
using System.Net;
using Amazon.Pay.API;
using Amazon.Pay.API.Types;
using Amazon.Pay.API.WebStore;
using Amazon.Pay.API.WebStore.@ANSWER_SPACE@;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

var configuration = new ApiConfiguration(
    region: Region.@REGION_TITLE@,
@N@    environment: Amazon.Pay.API.Types.Environment.@ENVIRONMENT_TITLE@,
    publicKeyId: @KEY_ID@,
    privateKey: @KEY_FILE@,
    algorithm: AmazonSignatureAlgorithm.@ALGORITHM_NAME@);
@A@var client = new WebStoreClient(configuration);
@E@var client = new EmulatorClient(configuration);

var headers = new Dictionary<string, string>();
@K@headers["x-amz-pay-idempotency-key"] = Guid.NewGuid().ToString("N");
@S@headers["x-amz-pay-simulation-code"] = @SIMULATION@;
var request = new ApiRequest(new Uri(@AMAZON_URL@), HttpMethod.@HTTP_METHOD@) { Headers = headers };
@B@var exact = new JsonSerializerSettings { DateParseHandling = DateParseHandling.None };
@B@request.Body = JsonConvert.DeserializeObject<JsonBody>(string.Join("\n",
@B@@BODY_LINES@
@B@), exact);
var answer = client.CallAPI<@ANSWER@>(request);
Console.WriteLine($"{answer.Status} {answer.RawResponse}");
@B@
@B@class JsonBody : ApiRequestBody // any JSON object; the SDK leaves out what is null
@B@{
@B@    [JsonExtensionData]
@B@    public IDictionary<string, JToken> Values = new Dictionary<string, JToken>();
@B@}
@E@
@E@class EmulatorClient : WebStoreClient
@E@{
@E@    public EmulatorClient(ApiConfiguration configuration) : base(configuration) { }
@E@
@E@    protected override HttpWebResponse SendRequest(
@E@        ApiRequest request, Dictionary<string, string> headers)
@E@    {
@E@        request.Path = new Uri(new Uri(@BASE_URL@), request.Path.AbsolutePath);
@E@        return base.SendRequest(request, headers);
@E@    }
@E@}
